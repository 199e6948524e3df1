"""How help and tables are shown: on a terminal as the slot ``cli`` has it, elsewhere as plain text.

What scripts read is so the same whoever fills the slot.
"""

import sys
from collections.abc import Sequence
from shutil import get_terminal_size

import click

from costrel_spec import CommandLine

from .script import ScriptInfo
from .table import Row, table


def help_page(ctx: click.Context) -> str:
    """The help of the command of ``ctx``."""
    decorated = _decoration(ctx)
    return plain_help_page(ctx) if decorated is None else decorated.help_page(ctx)


def plain_help_page(ctx: click.Context) -> str:
    """The help as click writes it."""
    return click.Command.get_help(ctx.command, ctx)


def echo_table(rows: Sequence[Row]) -> None:
    """Print a table whose first row is its head."""
    decorated = _decoration(click.get_current_context())
    if decorated is None:
        click.echo(table(rows))
    else:
        click.echo(decorated.table(rows, get_terminal_size().columns))


def _decoration(ctx: click.Context) -> CommandLine | None:
    """What fills the slot of the application; None where there is neither it nor a terminal."""
    script = ctx.find_object(ScriptInfo)
    if script is None or not sys.stdout.isatty():
        return None
    try:
        found: CommandLine | None = script.load_app().command_line
    except Exception:  # noqa: BLE001  # help is needed most where the application fails
        return None
    return found
