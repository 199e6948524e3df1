"""The command line of Costrel applications. Its names load on use, so the plugin stays cheap."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

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

_HOMES = {
    "AppGroup": "app_group",
    "Brand": "brand",
    "CommandRunner": "runner",
    "CostrelGroup": "costrel_group",
    "NoAppException": "errors",
    "ScriptInfo": "script",
    "cli": "command",
    "launch": "launcher",
    "load_dotenv": "dotenv",
    "main": "command",
    "pass_script_info": "script",
    "routes_command": "commands.routes",
    "run_command": "commands.run",
    "shell_command": "commands.shell",
    "with_appcontext": "app_group",
}


if not TYPE_CHECKING:  # to a type checker, a misspelt name shall be missing

    def __getattr__(name: str) -> Any:
        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(f".{_HOMES[name]}", __name__), name)


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
