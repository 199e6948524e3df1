"""Starting a command so that errors of the user's code are shown as the user's."""

import sys

import click

from .user_traceback import report


def launch(group: click.Command) -> None:
    """Run ``group`` with the arguments of this process and leave; what a console script calls."""
    try:
        group.main()
    except Exception as error:  # noqa: BLE001  # the last place to show it
        click.echo(report(error), err=True, nl=False)
    sys.exit(1)
