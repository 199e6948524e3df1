"""The command line."""

from costrel_cli import (
    AppGroup,
    Brand,
    CommandRunner,
    CostrelGroup,
    NoAppException,
    ScriptInfo,
    cli,
    load_dotenv,
    main,
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
