"""Testing applications with httpx. Names load on use, so that the plugin stays cheap to import."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .client import Client
    from .transport import ApplicationTransport

_HOMES = {"ApplicationTransport": "transport", "Client": "client"}


if not TYPE_CHECKING:  # to a type checker, a misspelt name shall be missing

    def __getattr__(name: str) -> Any:
        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(f".{_HOMES[name]}", __name__), name)


__all__ = ["ApplicationTransport", "Client"]
