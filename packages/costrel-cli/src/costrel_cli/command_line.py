"""What fills the slot ``cli``."""

from collections.abc import Sequence
from typing import Any

import click

from costrel_spec import Application

from .application_group import ApplicationGroup
from .brand import brand_of_prefix
from .display import plain_help_page
from .dotenv import load_dotenv
from .runner import CommandRunner
from .table import Row, table


class ClickCommandLine:
    """Command groups and runners made of click's."""

    runner_class: type[Any] = CommandRunner

    def group(self, name: str | None) -> ApplicationGroup:
        """A new group whose commands run inside an application context."""
        return ApplicationGroup(name)

    def runner(self, app: Application, **kwargs: Any) -> Any:
        """A runner of ``app.test_cli_runner_class``, else a CommandRunner."""
        return (app.test_cli_runner_class or self.runner_class)(app, **kwargs)

    def load_dotenv(self, prefix: str) -> bool:
        """Read ``.env`` and the prefix's own file, as the command does."""
        return load_dotenv(brand=brand_of_prefix(prefix))

    def help_page(self, ctx: click.Context) -> str:
        """The help as click writes it."""
        return plain_help_page(ctx)

    def table(self, rows: Sequence[Row], width: int) -> str:
        """Columns of text, of which the last is broken into lines where the terminal is narrow."""
        return table(rows, width)
