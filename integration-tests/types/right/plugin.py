"""A plugin for every application, written against the contract alone, and who uses it."""

import sys
from collections.abc import Iterable, Mapping
from typing import Any

from werkzeug.wrappers import Response

from costrel import Costrel
from costrel_spec import Application, Plugin, RequestContext, SessionMixin, hookimpl

plugin = Plugin(api=1, after={"sessions"})


@hookimpl
def config_defaults() -> Mapping[str, Any]:
    """Defaults of the plugin's keys."""
    return {"STAMP": "typed"}


@hookimpl
def setup(app: Application) -> None:
    """Once, before the first request."""
    app.add_url_rule("/stamp", "stamp", lambda: app.config["STAMP"])


@hookimpl
def before_request(ctx: RequestContext) -> str | None:
    """An answer in place of the view's."""
    session: SessionMixin = ctx.session
    return None if session.get("known") else "Who are you?"


@hookimpl
def after_request(ctx: RequestContext, response: Response) -> None:
    """The response, with a stamp."""
    response.headers["X-Served-By"] = ctx.app.name


@hookimpl(specname="deploy_checks")
def complain(app: Application) -> Iterable[str]:
    """What is wrong with the deployment."""
    return [] if app.secret_key else ["No SECRET_KEY."]


def name_of(app: Application) -> str:
    """What a part may use of any application."""
    return app.name


shop = Costrel("shop", plugins=[sys.modules[__name__]])
name_of(shop)
setup(shop)
with shop.test_request_context() as context:
    before_request(context)
