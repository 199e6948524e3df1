"""Blueprints."""

from costrel_core import Blueprint, BlueprintSetupState
from costrel_flask.borrowing import borrowed

__getattr__ = borrowed(
    __name__,
    {
        "flask.cli": "AppGroup",
        "flask.globals": "current_app",
        "flask.helpers": "send_from_directory",
    },
)

__all__ = [
    "Blueprint",
    "BlueprintSetupState",
]
