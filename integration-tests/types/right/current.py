"""What stands for the current application, request and session."""

from typing import Any, assert_type

from costrel import (
    Costrel,
    Request,
    current_app,
    g,
    has_app_context,
    has_request_context,
    request,
    session,
)
from costrel.globals import app_ctx, request_ctx
from costrel_core import AppContext, RequestContext
from costrel_core.app_globals import Globals
from costrel_spec import Application, SessionMixin

assert_type(current_app, Costrel)
assert_type(request, Request)
assert_type(session, SessionMixin)
assert_type(g, Globals)
assert_type(app_ctx, AppContext)
assert_type(request_ctx, RequestContext)
assert_type(has_app_context(), bool)
assert_type(has_request_context(), bool)


def connection() -> Any:
    """What is made once for each context."""
    if "connection" not in g:
        g.connection = object()
    g.setdefault("queries", 0)
    g.queries += 1
    for name in g:
        assert_type(name, str)
    return g.get("connection")


@current_app.teardown_appcontext
def close(error: BaseException | None) -> None:
    """Runs at the end of the context."""
    g.pop("connection", None)
    if hasattr(g, "queries"):
        del g.queries


def takes_application(app: Costrel, contract: Application) -> None:
    """What stands for the application can be passed as the application."""


takes_application(current_app, current_app)
