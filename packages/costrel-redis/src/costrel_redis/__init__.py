"""Sessions that are kept in Redis or Valkey."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .errors import SessionsUnavailable
    from .interface import RedisSessionInterface
    from .session import RedisSession

__all__ = ["RedisSession", "RedisSessionInterface", "SessionsUnavailable"]

_HOMES = {
    "RedisSession": ".session",
    "RedisSessionInterface": ".interface",
    "SessionsUnavailable": ".errors",
}


if not TYPE_CHECKING:  # to a type checker, a misspelt name shall be missing

    def __getattr__(name: str) -> Any:
        # Loading the plugin loads this module, and the client of Redis takes time to import.
        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = getattr(import_module(_HOMES[name], __name__), name)
        globals()[name] = value
        return value
