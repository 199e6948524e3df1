"""The command line of Costrel applications. Its names load on use, so the plugin stays cheap."""

from typing import TYPE_CHECKING

from costrel_spec.late_names import late_names

if TYPE_CHECKING:
    from .app_group import AppGroup, with_appcontext
    from .brand import Brand
    from .command import cli, main
    from .commands.routes import routes_command
    from .commands.run import run_command
    from .commands.shell import shell_command
    from .costrel_group import CostrelGroup
    from .dotenv import load_dotenv
    from .errors import NoAppException
    from .launcher import launch
    from .runner import CommandRunner
    from .script import ScriptInfo, pass_script_info
else:
    __getattr__, __dir__ = late_names(
        __name__,
        {
            ".app_group": ("AppGroup", "with_appcontext"),
            ".brand": ("Brand",),
            ".command": ("cli", "main"),
            ".commands.routes": ("routes_command",),
            ".commands.run": ("run_command",),
            ".commands.shell": ("shell_command",),
            ".costrel_group": ("CostrelGroup",),
            ".dotenv": ("load_dotenv",),
            ".errors": ("NoAppException",),
            ".launcher": ("launch",),
            ".runner": ("CommandRunner",),
            ".script": ("ScriptInfo", "pass_script_info"),
        },
    )

__all__ = [
    "AppGroup",
    "Brand",
    "CommandRunner",
    "CostrelGroup",
    "NoAppException",
    "ScriptInfo",
    "cli",
    "launch",
    "load_dotenv",
    "main",
    "pass_script_info",
    "routes_command",
    "run_command",
    "shell_command",
    "with_appcontext",
]
