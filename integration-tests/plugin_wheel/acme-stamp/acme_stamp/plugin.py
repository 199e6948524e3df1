"""A route, a template filter, a command and a header, through hooks alone."""

from collections.abc import Iterable
from typing import Any

import click
from werkzeug.wrappers import Response

from costrel_spec import RequestContext, current_app, hookimpl


def stamp(text: str) -> str:
    """The text with its maker's name."""
    return f"{text} (stamped by {current_app.name})"


def show_stamp() -> dict[str, str]:
    """The route's answer."""
    return {"stamp": stamp("hello")}


@click.command("stamp")
@click.argument("text")
def stamp_command(text: str) -> None:
    """Print a stamped TEXT."""
    click.echo(stamp(text))


@hookimpl
def setup(app: Any) -> None:
    """Add the route and the filter."""
    app.add_url_rule("/stamp", "acme_stamp", show_stamp)
    app.add_template_filter(stamp, "stamped")


@hookimpl
def commands() -> Iterable[click.Command]:
    """The commands of this plugin."""
    return [stamp_command]


@hookimpl
def after_request(ctx: RequestContext, response: Response) -> None:
    """Name the application in every answer."""
    response.headers["X-Stamp"] = ctx.app.name
