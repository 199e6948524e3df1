"""Signed-cookie sessions, and JSON that keeps more types than JSON has."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from costrel_spec.tagged_json import JSONTag, TaggedJSONSerializer

    from .interface import SecureCookieSessionInterface, session_json_serializer
    from .session import NullSession, SecureCookieSession

__all__ = [
    "JSONTag",
    "NullSession",
    "SecureCookieSession",
    "SecureCookieSessionInterface",
    "TaggedJSONSerializer",
    "session_json_serializer",
]

_HOMES = {
    "JSONTag": "costrel_spec.tagged_json",
    "NullSession": ".session",
    "SecureCookieSession": ".session",
    "SecureCookieSessionInterface": ".interface",
    "TaggedJSONSerializer": "costrel_spec.tagged_json",
    "session_json_serializer": ".interface",
}


if not TYPE_CHECKING:  # to a type checker, a misspelt name shall be missing

    def __getattr__(name: str) -> Any:
        # Loading the plugin loads this module: what an application may never use is imported on use.
        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = getattr(import_module(_HOMES[name], __name__), name)
        globals()[name] = value
        return value
