"""Signals on the lifecycle hooks: each hook tells the receivers of its signal.

A hook is called only while somebody listens, so that a signal that nobody hears costs nothing.
"""

from typing import Any

from werkzeug.wrappers import Response

from costrel_spec import Application, Plugin, RequestContext, hookimpl, listened

from . import listeners
from .sending import ask, tell

plugin = Plugin(api=1, innermost=True)


@hookimpl
@listened(listeners.appcontext_pushed)
def context_pushed(app: Application) -> None:
    """Send ``appcontext_pushed``."""
    tell(listeners.appcontext_pushed, app)


@hookimpl
@listened(listeners.request_started)
def request_started(ctx: RequestContext) -> None:
    """Send ``request_started``, the one signal whose receivers may stop the request."""
    ask(listeners.request_started, ctx.app)


@hookimpl
@listened(listeners.got_request_exception)
def request_failed(ctx: RequestContext, error: Exception) -> None:
    """Send ``got_request_exception``."""
    tell(listeners.got_request_exception, ctx.app, exception=error)


@hookimpl
@listened(listeners.request_finished)
def request_finished(ctx: RequestContext, response: Response) -> None:
    """Send ``request_finished``."""
    tell(listeners.request_finished, ctx.app, response=response)


@hookimpl
@listened(listeners.before_render_template)
def before_render(app: Application, template: Any, context: dict[str, Any]) -> None:
    """Send ``before_render_template``."""
    tell(listeners.before_render_template, app, template=template, context=context)


@hookimpl
@listened(listeners.template_rendered)
def rendered(app: Application, template: Any, context: dict[str, Any]) -> None:
    """Send ``template_rendered``."""
    tell(listeners.template_rendered, app, template=template, context=context)


@hookimpl
@listened(listeners.message_flashed)
def flashed(app: Application, message: Any, category: str) -> None:
    """Send ``message_flashed``."""
    tell(listeners.message_flashed, app, message=message, category=category)


@hookimpl
@listened(listeners.request_tearing_down)
def teardown_request(ctx: RequestContext, error: BaseException | None) -> None:
    """Send ``request_tearing_down``."""
    tell(listeners.request_tearing_down, ctx.app, exc=error)


@hookimpl
@listened(listeners.appcontext_tearing_down)
def teardown_context(app: Application, error: BaseException | None) -> None:
    """Send ``appcontext_tearing_down``."""
    tell(listeners.appcontext_tearing_down, app, exc=error)


@hookimpl
@listened(listeners.appcontext_popped)
def context_popped(app: Application) -> None:
    """Send ``appcontext_popped``."""
    tell(listeners.appcontext_popped, app)
