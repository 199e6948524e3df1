"""``costrel why``: where one thing of the application comes from."""

import click

from costrel_spec.inspection import KINDS, Commands, Inspector, Origin

from ..app_group import AppCommand
from ..errors import NothingThere
from .inspected import with_inspector
from .json_option import echo_json, json_option


@click.command("why", cls=AppCommand, short_help="Show where something comes from.")
@click.argument("kind", type=click.Choice(KINDS), metavar="KIND")
@click.argument("name")
@click.option("--method", "-m", help="Of a route: only what answers this method.")
@json_option
@with_inspector
def why_command(
    inspector: Inspector,
    owners: Commands,
    kind: str,
    name: str,
    method: str | None,
    as_json: bool,
) -> None:
    """Show who brought something and where: a plugin, a blueprint or the application.

    Below it stand what it replaced, and what would be used if it were not there. A route is named by
    a path, as in 'why route /login'; all else by its name, as in 'why filter markdown'.

    KIND is route, endpoint, config, command, template, slot, filter, test, global, blueprint,
    extension, converter, attribute, hook or function.
    """
    origins = inspector.why(kind, name, method, owners)
    if not origins:
        raise NothingThere(f"{_absence(kind, name, method)}. Look for a misspelling.")
    if as_json:
        echo_json(origins)
        return
    for origin in origins:
        _show(origin)


def _absence(kind: str, name: str, method: str | None) -> str:
    if kind == "hook":  # it may well exist
        return f"No plugin of the application implements a hook {name!r}"
    answering = f" for {method}" if method and kind == "route" else ""
    return f"The application has no {kind} {name!r}{answering}"


def _show(origin: Origin) -> None:
    click.echo(f"{origin.text}\n  from {origin.owner}")
    for owner in origin.replaced:
        click.echo(f"  in place of that of {owner}")
    for owner in origin.others:
        click.echo(f"  hides that of {owner}")
