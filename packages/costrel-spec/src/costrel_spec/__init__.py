"""The contract between Costrel's parts. Every part imports this package and no other part."""

from typing import TYPE_CHECKING

from .context import current
from .firing import Call, Calls, Hooks, isolate, report, report_hook
from .late_names import late_names
from .proxies import (
    app_context,
    app_ctx,
    current_app,
    g,
    has_app_context,
    has_request_context,
    request,
    request_context,
    request_ctx,
    session,
)

if TYPE_CHECKING:
    from . import errors as errors
    from .application import AppContext, Application, Context, Current, RequestContext
    from .deprecation import DEPRECATED, Deprecated
    from .markers import hookimpl, hookspec
    from .plugin import HOOK_API, OLDEST_HOOK_API, PROJECT, Plugin, listened
    from .session_mapping import NullSession, SessionMixin
    from .slots import (
        SLOTS,
        ClientFactory,
        CommandGroup,
        CommandLine,
        JSONProvider,
        Router,
        SessionInterface,
        TemplateEngine,
    )
else:
    # What an application needs to be imported is above; here is what plugins are written with, and
    # what annotations alone name. pluggy alone, behind the markers, takes as long as ten modules.
    __getattr__, __dir__ = late_names(
        __name__,
        {
            ".application": ("AppContext", "Application", "Context", "Current", "RequestContext"),
            ".deprecation": ("DEPRECATED", "Deprecated"),
            ".errors": (),
            ".markers": ("hookimpl", "hookspec"),
            ".plugin": ("HOOK_API", "OLDEST_HOOK_API", "PROJECT", "Plugin", "listened"),
            ".session_mapping": ("NullSession", "SessionMixin"),
            ".slots": (
                "SLOTS",
                "ClientFactory",
                "CommandGroup",
                "CommandLine",
                "JSONProvider",
                "Router",
                "SessionInterface",
                "TemplateEngine",
            ),
        },
    )

__all__ = [
    "DEPRECATED",
    "HOOK_API",
    "OLDEST_HOOK_API",
    "PROJECT",
    "SLOTS",
    "AppContext",
    "Application",
    "Call",
    "Calls",
    "ClientFactory",
    "CommandGroup",
    "CommandLine",
    "Context",
    "Current",
    "Deprecated",
    "Hooks",
    "JSONProvider",
    "NullSession",
    "Plugin",
    "RequestContext",
    "Router",
    "SessionInterface",
    "SessionMixin",
    "TemplateEngine",
    "app_context",
    "app_ctx",
    "current",
    "current_app",
    "g",
    "has_app_context",
    "has_request_context",
    "hookimpl",
    "hookspec",
    "isolate",
    "listened",
    "report",
    "report_hook",
    "request",
    "request_context",
    "request_ctx",
    "session",
]
