"""The command ``flask``: Costrel's, with Flask's names."""

import os
from types import ModuleType
from typing import Any

import click

from costrel_cli import (
    AppGroup,
    Brand,
    CommandRunner,
    CostrelGroup,
    NoAppException,
    banner,
    discovery,
    dotenv,
    launch,
    location,
    pass_script_info,
    routes_command,
    run_command,
    script,
    shell_command,
    version,
    with_appcontext,
)
from costrel_cli.command_line import ClickCommandLine
from costrel_cli.commands.certificate import CertParamType
from costrel_cli.commands.certificate import validate_key as _validate_key
from costrel_cli.commands.separated_paths import SeparatedPathType
from costrel_cli.location import prepare_import
from costrel_flask.borrowing import borrowed

from .globals import current_app
from .helpers import get_debug_flag, get_load_dotenv

FLASK = Brand("flask")

show_server_banner = banner.show_server_banner
"""Replaced by those who want a server without a banner."""


def find_best_app(module: ModuleType) -> Any:
    """The application that ``module`` means where nobody gave a name; else NoAppException."""
    return discovery.find_best_app(module, FLASK)


def find_app_by_string(module: ModuleType, app_name: str) -> Any:
    """The application that ``app_name`` says: a name, or a call with literal arguments."""
    return discovery.find_app_by_string(module, app_name, FLASK)


def locate_app(module_name: str, app_name: str | None, raise_if_not_found: bool = True) -> Any:
    """The application in the module; None where the module is missing and that may be."""
    return location.locate_app(module_name, app_name, raise_if_not_found, FLASK)


def load_dotenv(
    path: str | os.PathLike[str] | None = None,
    load_defaults: bool = True,
) -> bool:
    """Set the variables that ``.env``, ``.flaskenv`` and the file ``path`` name; whether any."""
    return dotenv.load_dotenv(path, load_defaults, FLASK)


def get_version(ctx: click.Context, param: click.Parameter | None, value: Any) -> None:
    """The callback of ``--version``."""
    version.get_version(ctx, param, value, FLASK)


class ScriptInfo(script.ScriptInfo):
    """The application of one invocation of ``flask``."""

    def __init__(
        self,
        app_import_path: str | None = None,
        create_app: Any = None,
        set_debug_flag: bool = True,
        load_dotenv_defaults: bool = True,
        brand: Brand = FLASK,
    ) -> None:
        super().__init__(app_import_path, create_app, set_debug_flag, load_dotenv_defaults, brand)

    def show_banner(self) -> None:
        """Print what is served, by what ``show_server_banner`` is now."""
        show_server_banner(get_debug_flag(), self.app_import_path)


class FlaskGroup(CostrelGroup):
    """A group that loads an application and offers its commands besides its own."""

    brand = FLASK
    script_class = ScriptInfo
    # No more than Flask's: an application may have a command 'check' of its own.
    default_commands = (run_command, shell_command, routes_command)


class FlaskCliRunner(CommandRunner):
    """Runs commands of a Flask application in tests; ``flask.testing`` has it for others."""

    script_class = ScriptInfo


class CommandLine(ClickCommandLine):
    """What fills the slot ``cli``, by way of this module's functions."""

    runner_class = FlaskCliRunner

    def load_dotenv(self, prefix: str) -> bool:  # it is FLASK
        """Read ``.env`` and ``.flaskenv``, as the command does."""
        return load_dotenv()


def part(app: Any) -> CommandLine:  # noqa: ARG001  # as that of templating
    """What fills the slot ``cli``."""
    return CommandLine()


cli = FlaskGroup(
    name="flask",
    help="""\
The command line of a Flask application, run by Costrel.

The application is the one named with '--app' or in FLASK_APP, or else the one in the file wsgi.py
or app.py of the working folder. Its own commands are listed below with those that every application
has.
""",
)


def main() -> None:
    """Run the command with the arguments of this process."""
    launch(cli)


__getattr__ = borrowed(
    __name__,
    {
        "werkzeug.serving": "is_running_from_reloader run_simple",
        "werkzeug.utils": "import_string",
    },
)

__all__ = [
    "AppGroup",
    "CertParamType",
    "FlaskGroup",
    "NoAppException",
    "ScriptInfo",
    "SeparatedPathType",
    "_validate_key",
    "cli",
    "current_app",
    "find_app_by_string",
    "find_best_app",
    "get_debug_flag",
    "get_load_dotenv",
    "get_version",
    "load_dotenv",
    "locate_app",
    "main",
    "pass_script_info",
    "prepare_import",
    "routes_command",
    "run_command",
    "shell_command",
    "show_server_banner",
    "with_appcontext",
]
