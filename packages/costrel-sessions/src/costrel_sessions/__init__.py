"""Signed-cookie sessions, and JSON that keeps more types than JSON has."""

from typing import TYPE_CHECKING

from costrel_spec.late_names import late_names

if TYPE_CHECKING:
    from costrel_spec.tagged_json import JSONTag, TaggedJSONSerializer

    from .interface import SecureCookieSessionInterface, session_json_serializer
    from .session import NullSession, SecureCookieSession
else:
    # Loading the plugin loads this module: what an application may never use is imported on use.
    __getattr__, __dir__ = late_names(
        __name__,
        {
            "costrel_spec.tagged_json": ("JSONTag", "TaggedJSONSerializer"),
            ".interface": ("SecureCookieSessionInterface", "session_json_serializer"),
            ".session": ("NullSession", "SecureCookieSession"),
        },
    )

__all__ = [
    "JSONTag",
    "NullSession",
    "SecureCookieSession",
    "SecureCookieSessionInterface",
    "TaggedJSONSerializer",
    "session_json_serializer",
]
