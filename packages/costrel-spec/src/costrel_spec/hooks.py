"""Every hook, in the order in which it fires: first the boot, then the life of a request.

A plugin implements any of them; it declares the arguments that it needs, by name. *Isolated* means: an
exception is logged, all other implementations still run, and the answer is not lost. Plugins enclose the
application's own functions: on the way in they run in plugin order, before the application's; on the way
out in reversed order, after the application's.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from werkzeug.wrappers import Response

from .application import Application, RequestContext
from .markers import hookspec
from .slots import (
    ClientFactory,
    CommandLine,
    JSONProvider,
    Router,
    SessionInterface,
    TemplateEngine,
)

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

ISOLATED = frozenset(
    {
        "before_render",
        "context_popped",
        "context_pushed",
        "flashed",
        "rendered",
        "request_failed",
        "request_finished",
        "teardown_context",
        "teardown_request",
    }
)
"""The hooks whose failures are logged and go no further."""

WAY_OUT = frozenset(
    {
        "after_request",
        "context_popped",
        "rendered",
        "request_finished",
        "teardown_context",
        "teardown_request",
    }
)
"""The hooks that run in reversed plugin order."""

SCOPABLE = frozenset(
    {
        "after_request",
        "before_request",
        "handle_error",
        "request_failed",
        "request_finished",
        "request_started",
        "teardown_request",
        "template_context",
    }
)
"""The hooks that may act for one blueprint's requests only: those that are given the request."""

LIFECYCLE = (
    "context_pushed",
    "request_started",
    "before_request",
    "handle_error",
    "request_failed",
    "after_request",
    "request_finished",
    "before_render",
    "rendered",
    "flashed",
    "teardown_request",
    "teardown_context",
    "context_popped",
)
"""The hooks that are sealed into plain calls, with ``template_context``."""


# -- boot ---------------------------------------------------------------------------------------


@hookspec
def config_defaults() -> Mapping[str, Any]:  # type: ignore[empty-body]  # a specification
    """Defaults for the configuration, set where the application has no value.

    Fires in the constructor, after the built-in defaults. Nobody answers: nothing is added.
    """


@hookspec
def provide_router(app: Application, inner: Callable[[], Any]) -> Router | None:
    """Fill the slot ``router``. Only the chosen plugin is asked; None means "not me".

    ``inner()`` is what would fill the slot without this plugin, or None; in every such hook.
    """


@hookspec
def provide_json(app: Application, inner: Callable[[], Any]) -> JSONProvider | None:
    """Fill the slot ``json``. Only the chosen plugin is asked; None means "not me"."""


@hookspec
def provide_sessions(app: Application, inner: Callable[[], Any]) -> SessionInterface | None:
    """Fill the slot ``sessions``. Only the chosen plugin is asked; None means "not me"."""


@hookspec
def provide_templates(app: Application, inner: Callable[[], Any]) -> TemplateEngine | None:
    """Fill the slot ``templates``. Only the chosen plugin is asked; None means "not me"."""


@hookspec
def provide_testing(app: Application, inner: Callable[[], Any]) -> ClientFactory | None:
    """Fill the slot ``testing``. Only the chosen plugin is asked; None means "not me"."""


@hookspec
def provide_cli(app: Application, inner: Callable[[], Any]) -> CommandLine | None:
    """Fill the slot ``cli``. Only the chosen plugin is asked; None means "not me".

    ``app`` is None when a blueprint asks for its command group before it is registered; only the part
    ``cli`` is asked then.
    """


@hookspec
def setup(app: Application) -> None:
    """Register routes, filters, commands and whatever else on the application.

    Fires once, before the first request, command or test client, when the configuration is final. An
    exception undoes what this plugin registered and stops the boot, unless the plugin is optional.
    """


@hookspec
def commands() -> Iterable[Any]:  # type: ignore[empty-body]  # a specification
    """Command objects of the command line (``click.Command``) to add to the application's group.

    Fires with the set-up. A name that the application uses itself stays the application's, and the log
    says so; one that another plugin uses is an error. They run inside an application context.
    """


@hookspec
def shell_context(app: Application) -> Mapping[str, Any]:  # type: ignore[empty-body]  # a specification
    """Names for the interactive shell. Fires when a shell starts; the application's own names win."""


@hookspec
def template_context(ctx: RequestContext | None) -> Mapping[str, Any]:  # type: ignore[empty-body]  # a specification
    """Names for every template; ``ctx`` is None outside requests.

    Fires for each rendering, before the application's context processors, whose names win.
    """


@hookspec
def deploy_checks(app: Application) -> Iterable[str]:  # type: ignore[empty-body]  # a specification
    """Findings, a sentence each, that speak against deploying the application as it is configured.

    Fires when somebody asks, as ``costrel check --deploy`` does.
    """


@hookspec
def wrap_wsgi(app: Application, inner: "WSGIApplication") -> "WSGIApplication":  # type: ignore[empty-body]  # a specification
    """A WSGI application around ``inner``. Fires at the seal; the first plugin is outermost.

    It surrounds the application itself, which is what a server must be given: a server that got hold
    of ``app.wsgi_app`` before the seal goes around it.
    """


# -- the life of a request ----------------------------------------------------------------------


@hookspec
def context_pushed(app: Application) -> None:
    """An application became current; a request, if there is one, is not visible yet. Isolated."""


@hookspec
def request_started(ctx: RequestContext) -> None:
    """A request begins, its URL is matched. Before URL preprocessors and ``before_request``.

    An exception is the request's failure: an implementation may ``abort(...)``.
    """


@hookspec
def before_request(ctx: RequestContext) -> Any:
    """Look at a request before the application's ``before_request`` functions do.

    Whatever a view may return is the answer: the first answer wins, and neither later functions nor the
    view run. None: go on. It fails closed: an exception is the request's failure.
    """


@hookspec
def handle_error(ctx: RequestContext, error: Exception) -> Any:
    """Answer an exception that no handler of the application took.

    The first answer wins; with none, the request is a 500. An implementation that fails is logged and
    the next one is asked.
    """


@hookspec
def request_failed(ctx: RequestContext, error: Exception) -> None:
    """A request failed with an unhandled exception, which may yet be propagated. Isolated."""


@hookspec
def after_request(ctx: RequestContext, response: Response) -> Response | None:
    """Change or replace the response, after the application's ``after_request`` functions.

    A response replaces the one given; None keeps it. An exception is the request's failure.
    """


@hookspec
def request_finished(ctx: RequestContext, response: Response) -> None:
    """The response is final and the session saved. Isolated."""


@hookspec
def before_render(app: Application, template: Any, context: dict[str, Any]) -> None:
    """A template is about to be rendered with ``context``, which may still be changed. Isolated."""


@hookspec
def rendered(app: Application, template: Any, context: dict[str, Any]) -> None:
    """A template was rendered; for a stream, its last chunk was sent. Isolated."""


@hookspec
def flashed(app: Application, message: Any, category: str) -> None:
    """A message was flashed. Isolated."""


@hookspec
def teardown_request(ctx: RequestContext, error: BaseException | None) -> None:
    """A request ends, after the application's teardown functions. Isolated."""


@hookspec
def teardown_context(app: Application, error: BaseException | None) -> None:
    """An application context ends, after the application's teardown functions. Isolated."""


@hookspec
def context_popped(app: Application) -> None:
    """An application context is gone and the previous one restored. Isolated."""
