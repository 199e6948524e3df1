"""``costrel new distribution``: a framework of one's own, made of parts."""

import json
from pathlib import Path
from typing import Any

import click

from ..choice import chosen, split
from ..errors import DistributionRefused
from ..project import write
from ..recipe import Recipe


@click.command("distribution", short_help="Make a framework of your own, of chosen parts.")
@click.argument("name")
@click.option(
    "--with",
    "given",
    multiple=True,
    metavar="SLOT:PART,...",
    help=(
        "Parts to have, each for a slot: 'templates:mako,json:msgspec'. A part of the bundle stands"
        " for its slot, as in 'templating:mako'. A part alone takes the place that it fits in."
    ),
)
@click.option(
    "--without",
    multiple=True,
    metavar="PART,...",
    help="Parts of the bundle to leave out, such as 'cli,signals'.",
)
@click.option(
    "--command",
    default="",
    metavar="COMMAND",
    help="The command, after which variables and class are called; NAME without its last word.",
)
@click.option(
    "--default",
    "defaults",
    multiple=True,
    metavar="KEY=VALUE",
    help="What the configuration of applications starts with; the value as JSON, or else as text.",
)
@click.option(
    "--in",
    "parent",
    type=click.Path(exists=True, file_okay=False, writable=True, path_type=Path),
    default=".",
    help="The folder to write it into; the current one by default.",
)
def distribution_command(
    name: str,
    given: tuple[str, ...],
    without: tuple[str, ...],
    command: str,
    defaults: tuple[str, ...],
    parent: Path,
) -> None:
    """Make a distribution NAME: a class of applications with its list of parts, and names to import.

    It has the parts of the bundle, but for those that are replaced or left out; a command, environment
    variables and configuration of its own; a lock, tests and a README.
    """
    parts = chosen(split(given), split(without))
    recipe = Recipe(name, parts, command, dict(map(_pair, defaults)))
    click.echo(f"Wrote {write(recipe, parent)}. Its README.md says how to go on.")


def _pair(text: str) -> tuple[str, Any]:
    key, equals, value = text.partition("=")
    if not equals:
        raise DistributionRefused(
            f"--default {text!r} gives no value. Write KEY=VALUE, such as"
            " SESSION_COOKIE_SAMESITE=Lax."
        )
    try:
        return key, json.loads(value)
    except ValueError:
        return key, value
