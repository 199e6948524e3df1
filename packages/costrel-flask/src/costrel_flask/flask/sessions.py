"""Sessions: the interface, and the one that keeps them in signed cookies."""

from costrel_core import SessionInterface, SessionMixin
from costrel_flask.borrowing import borrowed
from costrel_sessions import (
    NullSession,
    SecureCookieSession,
    SecureCookieSessionInterface,
    TaggedJSONSerializer,
    session_json_serializer,
)

__getattr__ = borrowed(
    __name__,
    {
        "itsdangerous": "BadSignature URLSafeTimedSerializer",
        "werkzeug.datastructures": "CallbackDict",
    },
)

__all__ = [
    "NullSession",
    "SecureCookieSession",
    "SecureCookieSessionInterface",
    "SessionInterface",
    "SessionMixin",
    "TaggedJSONSerializer",
    "session_json_serializer",
]
