"""Useful internals: contexts, the state of a blueprint, what is current."""

from typing import Any, assert_type

from werkzeug.routing import MapAdapter

from costrel import Costrel, Request
from costrel.ctx import AppContext, RequestContext
from costrel_core import BlueprintSetupState
from costrel_spec import SessionMixin, current

app = Costrel(__name__)

with app.app_context() as context:
    assert_type(context, AppContext)
    assert_type(context.url_adapter, MapAdapter | None)
    context.g.name = "Ada"
context.push()
context.pop(None)

with app.test_request_context("/") as request_context:
    assert_type(request_context, RequestContext)
    assert_type(request_context.session, SessionMixin)
    assert_type(request_context.copy(), RequestContext)
    assert_type(request_context.blueprints, tuple[str, ...])
    request_context.match_request()
    request: Request = request_context.request
request_context.push()
request_context.pop(ValueError("failed"))

app_part, request_part = current.get()
if app_part is not None and request_part is not None:
    assert_type(app_part.app.name, str)
    assert_type(request_part.request, Any)


def state_of(state: BlueprintSetupState) -> tuple[str, str | None, str | None, dict[str, Any]]:
    """What a recorded function gets."""
    return state.name, state.url_prefix, state.subdomain, state.url_defaults
