"""One contract per slot: what its provider must do for the rest of the framework."""

from typing import TYPE_CHECKING

from ..late_names import late_names

SLOTS = ("router", "json", "sessions", "templates", "testing", "cli")
"""The slots that the framework itself uses; plugins may define more."""

if TYPE_CHECKING:
    from .cli import CommandGroup, CommandLine
    from .json import JSONProvider
    from .router import Router
    from .session_capabilities import SESSION_CAPABILITIES, SessionCapability, SessionEntry
    from .sessions import SessionInterface
    from .templates import TemplateEngine
    from .testing import ClientFactory
else:
    # An application is written against few of them, and most are nothing but annotations.
    __getattr__, __dir__ = late_names(
        __name__,
        {
            ".cli": ("CommandGroup", "CommandLine"),
            ".json": ("JSONProvider",),
            ".router": ("Router",),
            ".session_capabilities": (
                "SESSION_CAPABILITIES",
                "SessionCapability",
                "SessionEntry",
            ),
            ".sessions": ("SessionInterface",),
            ".templates": ("TemplateEngine",),
            ".testing": ("ClientFactory",),
        },
    )

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
