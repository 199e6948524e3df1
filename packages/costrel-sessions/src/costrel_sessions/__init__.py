"""Signed-cookie sessions, and JSON that keeps more types than JSON has."""

from .interface import SecureCookieSessionInterface, session_json_serializer
from .session import NullSession, SecureCookieSession
from .tag import JSONTag, TaggedJSONSerializer

__all__ = [
    "JSONTag",
    "NullSession",
    "SecureCookieSession",
    "SecureCookieSessionInterface",
    "TaggedJSONSerializer",
    "session_json_serializer",
]
