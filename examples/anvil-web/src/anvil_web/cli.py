"""The command line."""

from costrel_cli import (
    AppGroup,
    Brand,
    CommandRunner,
    CostrelGroup,
    NoAppException,
    ScriptInfo,
    launch,
    load_dotenv,
    pass_script_info,
    routes_command,
    run_command,
    shell_command,
    with_appcontext,
)
from costrel_cli.banner import show_server_banner
from costrel_cli.commands.certificate import CertParamType
from costrel_cli.commands.separated_paths import SeparatedPathType
from costrel_cli.discovery import find_app_by_string, find_best_app
from costrel_cli.location import locate_app, prepare_import
from costrel_cli.version import get_version

cli = CostrelGroup(
    name="anvil",
    brand=Brand("anvil", prefix="ANVIL", title="Anvil", distribution="anvil-web"),
    help="""\
The command line of an application made with Anvil.

The application is the one named with '--app' or in ANVIL_APP, or else the one in the file
wsgi.py or app.py of the working folder. Its own commands are listed below with those that every
application has.
""",
)
"""The command ``anvil``."""


def main() -> None:
    """Run the command with the arguments of this process."""
    launch(cli)


__all__ = [
    "AppGroup",
    "Brand",
    "CertParamType",
    "CommandRunner",
    "CostrelGroup",
    "NoAppException",
    "ScriptInfo",
    "SeparatedPathType",
    "cli",
    "find_app_by_string",
    "find_best_app",
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
