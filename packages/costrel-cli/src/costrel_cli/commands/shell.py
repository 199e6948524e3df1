"""``costrel shell``: Python with the application at hand."""

import code
import os
import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import click

from costrel_spec import app_context

from ..app_group import AppCommand, with_appcontext


@click.command("shell", cls=AppCommand, short_help="Run a shell in the app context.")
@with_appcontext
def shell_command() -> None:
    """Run an interactive Python inside an application context.

    It knows what the application's shell context processors name. On a terminal it is IPython, if
    that is installed.
    """
    app = app_context().app
    banner = (
        f"Python {sys.version} on {sys.platform}\n"
        f"App: {app.import_name}\n"
        f"Instance: {app.instance_path}"
    )
    names = app.make_shell_context()
    if sys.stdin.isatty() and find_spec("IPython"):
        _ipython(banner, names)
    else:
        _python(banner, names)


def _python(banner: str, names: dict[str, Any]) -> None:
    names = {**_startup_names(), **names}
    _complete(names)
    code.interact(banner=banner, local=names)


def _ipython(banner: str, names: dict[str, Any]) -> None:
    # By name, for it is optional and slow to import. It reads PYTHONSTARTUP itself.
    ipython = import_module("IPython")
    click.echo(banner)
    ipython.start_ipython(argv=["--no-banner"], user_ns=names)


def _startup_names() -> dict[str, Any]:
    """What the file in PYTHONSTARTUP defines, as in Python's own interactive mode."""
    names: dict[str, Any] = {}
    startup = os.environ.get("PYTHONSTARTUP")
    if startup and Path(startup).is_file():
        exec(compile(Path(startup).read_bytes(), startup, "exec"), names)  # noqa: S102  # the user's
    return names


def _complete(names: dict[str, Any]) -> None:
    """Switch on completion of ``names``, where Python was started so that it has a line editor."""
    hook = getattr(sys, "__interactivehook__", None)
    if hook is None:
        return
    if find_spec("readline"):  # missing on some platforms
        completer = import_module("rlcompleter").Completer(names)
        import_module("readline").set_completer(completer.complete)
    hook()
