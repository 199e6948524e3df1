"""One contract per slot: what its provider must do for the rest of the framework."""

from .cli import CommandGroup, CommandLine
from .json import JSONProvider
from .router import Router
from .session_capabilities import SESSION_CAPABILITIES, SessionCapability, SessionEntry
from .sessions import SessionInterface
from .templates import TemplateEngine
from .testing import ClientFactory

SLOTS = ("router", "json", "sessions", "templates", "testing", "cli")
"""The slots that the framework itself uses; plugins may define more."""

__all__ = [
    "SESSION_CAPABILITIES",
    "SLOTS",
    "ClientFactory",
    "CommandGroup",
    "CommandLine",
    "JSONProvider",
    "Router",
    "SessionCapability",
    "SessionEntry",
    "SessionInterface",
    "TemplateEngine",
]
