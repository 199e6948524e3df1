"""Command lines that each break one promise, as somebody may by mistake."""

import os
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from costrel_cli import CommandRunner, CostrelGroup, ScriptInfo
from costrel_cli.command_line import ClickCommandLine
from costrel_spec import hookimpl
from costrel_testing.contracts import CommandsContract


class WrongCommandLine(ClickCommandLine):
    """A command line that is right, and a plugin: each subclass spoils something."""

    @classmethod
    def plugin(cls) -> Any:
        """The plugin that provides it."""

        class Provider:
            @hookimpl
            def provide_cli(self) -> Any:
                return cls()

        return Provider()


class PlainGroups(WrongCommandLine):
    """Its groups are click's, which know no application."""

    def group(self, name: str | None) -> Any:
        return click.Group(name)


class OneGroup(WrongCommandLine):
    """It has one dict of commands for all groups."""

    def __init__(self) -> None:
        self.commands: dict[str, Any] = {}

    def group(self, name: str | None) -> Any:
        group = super().group(name)
        group.commands = self.commands
        return group


class NamelessGroups(WrongCommandLine):
    """Its groups do not know what they are called."""

    def group(self, name: str | None) -> Any:
        return super().group(None)


class IgnoresTheApplicationsClass(WrongCommandLine):
    """It makes its own runner, whatever the application assigns."""

    def runner(self, app: Any, **kwargs: Any) -> Any:
        return self.runner_class(app)


class Raising(CommandRunner):
    """A runner that lets failures through."""

    def invoke(self, cli: Any = None, args: Any = None, **kwargs: Any) -> Any:
        return super().invoke(cli, args, catch_exceptions=False, **kwargs)


class RaisesErrors(WrongCommandLine):
    """Its runner raises what a command raises."""

    runner_class = Raising


class Fresh(CommandRunner):
    """A runner that pushes a context of its own."""

    def invoke(self, cli: Any = None, args: Any = None, **kwargs: Any) -> Any:
        with self.app.app_context():
            return super().invoke(cli, args, **kwargs)


class FreshContexts(WrongCommandLine):
    """Its commands do not share the context that is there."""

    runner_class = Fresh


class Splitting(CommandRunner):
    """A runner that splits a line at each space."""

    def invoke(self, cli: Any = None, args: Any = None, **kwargs: Any) -> Any:
        return super().invoke(cli, args.split(" ") if isinstance(args, str) else args, **kwargs)


class SplitsAtSpaces(WrongCommandLine):
    """It does not know a shell's quotes."""

    runner_class = Splitting


class OverwritesVariables(WrongCommandLine):
    """It takes what env files say for more important than what is set."""

    def load_dotenv(self, prefix: str) -> bool:
        dotenv = import_module("dotenv")
        files = [file for file in (f".{prefix.lower()}env", ".env") if Path(file).is_file()]
        for file in files:
            os.environ.update(dotenv.dotenv_values(file))
        return bool(files)


class HeadlessTables(WrongCommandLine):
    """It takes all rows for the body of a table."""

    def table(self, rows: Sequence[tuple[str, ...]], width: int) -> str:
        return super().table([("", ""), *rows[1:]], width)


class WithoutOptions(WrongCommandLine):
    """Its help has no options."""

    def help_page(self, ctx: Any) -> str:
        return f"{ctx.command.name} {ctx.command.help} {list(getattr(ctx.command, 'commands', ()))}"


class NoDebugScript(ScriptInfo):
    """A script that leaves the debug flag of the application alone."""

    def load_app(self) -> Any:
        self.set_debug_flag = False
        return super().load_app()


class NoDebugGroup(CostrelGroup):
    """A program that has it."""

    script_class = NoDebugScript


class WithoutDebug(CommandsContract):
    """The contract with a program that never sets the debug flag."""

    program = "wrong.command_lines:NO_DEBUG"


class UncaughtScript(ScriptInfo):
    """A script that does not say what is wrong."""

    def load_app(self) -> Any:
        try:
            return super().load_app()
        except click.UsageError as error:
            raise RuntimeError("no application") from error


class UncaughtGroup(CostrelGroup):
    """A program that has it."""

    script_class = UncaughtScript


class WithTracebacks(CommandsContract):
    """The contract with a program that shows a traceback where there is no application."""

    program = "wrong.command_lines:UNCAUGHT"


NO_DEBUG = NoDebugGroup(name="program")
UNCAUGHT = UncaughtGroup(name="program")
