"""The plugin: what it says of itself, and its hooks."""

from collections.abc import Iterable, Mapping
from typing import Any

from werkzeug.wrappers import Response

from costrel_spec import Application, Plugin, RequestContext, hookimpl

from .identity import HEADER, TRUSTED, identify
from .log import RequestIds

# An application is better without ids than not there at all; it may say otherwise.
plugin = Plugin(api=1, optional=True)


@hookimpl
def config_defaults() -> Mapping[str, Any]:
    """The keys that an application may set."""
    return {HEADER: "X-Request-ID", TRUSTED: False}


@hookimpl
def setup(app: Application) -> None:
    """Have the log know the ids."""
    app.logger.addFilter(RequestIds())


@hookimpl
def template_context(ctx: RequestContext | None) -> Mapping[str, Any]:
    """The id for pages; nothing outside requests."""
    return {} if ctx is None else {"request_id": identify(ctx)}


@hookimpl
def after_request(ctx: RequestContext, response: Response) -> None:
    """Tell the id to the client."""
    response.headers[ctx.app.config[HEADER]] = identify(ctx)


@hookimpl
def deploy_checks(app: Application) -> Iterable[str]:
    """What to think of before it goes out."""
    if app.config[TRUSTED]:
        yield (
            f"{TRUSTED} is on, so that a client can choose the ids in your log. Have the proxy in front"
            f" set {app.config[HEADER]} on each request, or turn it off."
        )
