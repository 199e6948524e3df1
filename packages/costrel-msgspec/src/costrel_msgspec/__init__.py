"""Fast JSON for Costrel: another provider for the slot ``json``."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .provider import MsgspecJSON
    from .words import substitute

__all__ = ["MsgspecJSON", "substitute"]

_MODULES = {"MsgspecJSON": ".provider", "substitute": ".words"}


if not TYPE_CHECKING:  # to a type checker, a misspelt name shall be missing

    def __getattr__(name: str) -> Any:
        # Lazy, since the plugin is imported by every application, and msgspec where it is used.
        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(_MODULES[name], __name__), name)
