"""What the contract does not offer."""

from costrel_spec import Application, Plugin, RequestContext, SessionInterface, hookimpl

plugin = Plugin(api="1")  # wrong
unordered = Plugin(api=1, priority=10)  # wrong


@hookimpl
def setup(app: Application) -> None:
    """Once, before the first request."""
    app.register_plugin("other")  # wrong


@hookimpl
def before_request(ctx: RequestContext) -> None:
    """Runs before each view."""
    ctx.blueprint  # wrong
    ctx.session = None  # wrong


def interface_of(text: str) -> SessionInterface:
    """No interface."""
    return text  # wrong
