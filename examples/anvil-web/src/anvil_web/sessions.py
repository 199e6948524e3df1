"""Sessions, and what opens and saves them."""

from costrel_core import SessionInterface, SessionMixin
from costrel_sessions import (
    NullSession,
    SecureCookieSession,
    SecureCookieSessionInterface,
    session_json_serializer,
)

__all__ = [
    "NullSession",
    "SecureCookieSession",
    "SecureCookieSessionInterface",
    "SessionInterface",
    "SessionMixin",
    "session_json_serializer",
]
