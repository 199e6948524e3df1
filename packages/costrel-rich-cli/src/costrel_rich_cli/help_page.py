"""Help pages as rich-click shows them, for commands of any class."""

from collections.abc import Iterable, Iterator, Sequence
from shutil import get_terminal_size
from typing import Any

import click
from rich_click import RichCommandPanel, RichHelpConfiguration, RichHelpFormatter, RichOptionPanel
from rich_click.rich_help_rendering import get_rich_epilog, get_rich_help_text

from .columns import LINES, fit

FRAME = 4
"""The columns that the two sides of a frame take."""

HELP = 16
"""The columns that the help of options has at least."""


def help_page(ctx: Any) -> str | None:
    """The help of the command of ``ctx``, for the terminal that is standard output.

    None where that is so narrow that names of options would be cut.
    """
    command = ctx.command
    formatter = RichHelpFormatter(
        width=ctx.terminal_width or get_terminal_size().columns,
        max_width=ctx.max_content_width,
        config=RichHelpConfiguration.load_from_globals(),
    )
    formatter.console.height = LINES
    command.format_usage(ctx, formatter)
    get_rich_help_text(command, ctx, formatter)
    for panel in _panels(ctx):
        framed = panel.render(command, ctx, formatter)
        table: Any = framed.renderable
        if not fit(formatter.console, table, formatter.width - FRAME):
            return None
        formatter.write(framed)
    get_rich_epilog(command, ctx, formatter)
    return formatter.getvalue().rstrip()


def _panels(ctx: click.Context) -> Iterator["OptionPanel | CommandPanel"]:
    """The frames below the text, those that would be empty left out."""
    command = ctx.command
    options = [one for one in command.get_params(ctx) if isinstance(one, click.Option)]
    if shown := [option for option in options if not option.hidden]:
        yield OptionPanel("Options", shown)
    if isinstance(command, click.Group):
        # Asked once, since the group has things to say while it lists them.
        found = [command.get_command(ctx, name) for name in command.list_commands(ctx)]
        if commands := [one for one in found if one is not None and not one.hidden]:
            yield CommandPanel("Commands", commands)


class OptionPanel(RichOptionPanel):
    """A frame with options that are given, not looked for."""

    def __init__(self, name: str, found: Sequence[click.Option]) -> None:
        super().__init__(name)
        self._found = found

    def get_objects(self, command: Any, ctx: Any) -> Any:
        """The options."""
        return iter(self._found)

    def get_table(self, command: Any, ctx: Any, formatter: Any) -> Any:
        """A row for each option. Its help can't be measured, so it is said how much room that has."""
        made = super().get_table(command, ctx, formatter)
        made.columns[-1].min_width = HELP
        return made


class CommandPanel(RichCommandPanel):
    """A frame with commands that are given, not looked for."""

    def __init__(self, name: str, found: Iterable[click.Command]) -> None:
        super().__init__(name)
        self._found = found

    def get_objects(self, command: Any, ctx: Any) -> Any:
        """The commands."""
        return iter(self._found)
