"""``costrel new``: a plugin or an application to begin with."""

import os
import subprocess
import sys
from pathlib import Path

import click

from ..errors import ScaffoldRefused
from ..plugin_commands import OpenGroup
from ..scaffold import Scaffold
from .lock import LOCK

_FOLDER = click.option(
    "--in",
    "parent",
    type=click.Path(exists=True, file_okay=False, writable=True, path_type=Path),
    default=".",
    help="The folder to write it into; the current one by default.",
)


@click.group(
    "new", cls=OpenGroup, entry_points="costrel.new", short_help="Make a new plugin or app."
)
def new_command() -> None:
    """Make a new plugin or app: a folder with code, tests and a README.

    Installed packages can bring more to make, with entry points in the group costrel.new.
    """


@new_command.command(
    "plugin", with_appcontext=False, short_help="Make a plugin of one hook, and its tests."
)
@click.argument("name")
@_FOLDER
def new_plugin_command(name: str, parent: Path) -> None:
    """Make a distribution NAME with a plugin of one hook, and its tests."""
    folder = Scaffold("plugin", name).write(parent)
    click.echo(f"Wrote {folder}. Its README.md says how to go on.")


@new_command.command(
    "app", with_appcontext=False, short_help="Make an app, its tests, and its lock."
)
@click.argument("name")
@_FOLDER
def new_app_command(name: str, parent: Path) -> None:
    """Make a distribution NAME with an app, its tests, and a lock of what is installed now."""
    scaffold = Scaffold("app", name)
    folder = scaffold.write(parent, finish=lambda folder: _lock(folder, scaffold.module))
    click.echo(f"Wrote {folder}. Its README.md says how to go on.")


def _lock(folder: Path, module: str) -> None:
    # In a process of its own, since the application is imported from a folder that goes.
    done = subprocess.run(  # noqa: S603  # our own command
        [sys.executable, "-m", "costrel_cli", "--app", module, "lock"],
        cwd=folder,
        # A lock that the variable names is another application's.
        env={**os.environ, LOCK: "", "PYTHONDONTWRITEBYTECODE": "1"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        raise ScaffoldRefused(
            f"Nothing was written, since the app does not start here, and could not be locked:\n"
            f"{done.stdout}{done.stderr}".rstrip()
        )
