"""The contract between Costrel's parts. Every part imports this package and no other part."""

from typing import TYPE_CHECKING, Any

from .application import AppContext, Application, Context, RequestContext
from .context import Current, current
from .deprecation import DEPRECATED, Deprecated
from .firing import Call, Calls, Hooks, isolate, report, report_hook
from .plugin import HOOK_API, OLDEST_HOOK_API, PROJECT, Plugin, listened
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

if TYPE_CHECKING:
    from .markers import hookimpl, hookspec
else:

    def __getattr__(name: str) -> Any:
        # Imported with the first plugin, since pluggy takes as long as ten of these modules.
        if name not in {"hookimpl", "hookspec"}:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from . import markers  # noqa: PLC0415

        globals().update(hookimpl=markers.hookimpl, hookspec=markers.hookspec)
        return globals()[name]

    def __dir__() -> list[str]:
        return sorted({*globals(), *__all__})


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
