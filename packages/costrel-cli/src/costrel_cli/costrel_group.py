"""The command itself: its own commands, those of plugins, and those of the application."""

from collections.abc import Callable
from typing import Any, ClassVar

import click

from costrel_spec import Application
from costrel_spec.inspection import Owner

from . import options
from .app_group import AppGroup
from .application_group import enter_application
from .brand import COSTREL, Brand
from .commands.check import check_command
from .commands.graph import graph_command
from .commands.inspected import framework_owner
from .commands.lock import lock_command
from .commands.new import new_command
from .commands.plugins import plugins_command
from .commands.routes import routes_command
from .commands.run import run_command
from .commands.shell import shell_command
from .commands.why import why_command
from .dotenv import wants_env_files
from .errors import NoAppException
from .plugin_commands import PluginCommands
from .script import ScriptInfo, mark_as_running
from .user_traceback import report


class CostrelGroup(AppGroup):
    """A group that loads an application and offers its commands besides its own.

    A distribution makes one with its own ``brand``, or a subclass that has it.

    :param add_default_commands: whether ``default_commands`` are in it.
    :param create_app: makes the application, in place of ``--app``.
    :param load_dotenv: whether env files are read.
    :param set_debug_flag: whether the loaded application's ``debug`` follows the environment.
    """

    brand: Brand = COSTREL
    script_class: ClassVar[type[ScriptInfo]] = ScriptInfo
    default_commands: ClassVar[tuple[click.Command, ...]] = (
        run_command,
        shell_command,
        routes_command,
        plugins_command,
        why_command,
        check_command,
        graph_command,
        lock_command,
        new_command,
    )

    def __init__(
        self,
        add_default_commands: bool = True,
        create_app: Callable[..., Application] | None = None,
        add_version_option: bool = True,
        load_dotenv: bool = True,
        set_debug_flag: bool = True,
        brand: Brand | None = None,
        **extra: Any,
    ) -> None:
        if brand is not None:
            self.brand = brand
        settings = {"auto_envvar_prefix": self.brand.prefix, **extra.pop("context_settings", {})}
        params = [*extra.pop("params", ()), *self._options(add_version_option)]
        super().__init__(params=params, context_settings=settings, **extra)
        self.create_app = create_app
        self.load_dotenv = load_dotenv
        self.set_debug_flag = set_debug_flag
        self._plugins = PluginCommands(self.brand.plugins)
        self._own: list[str] = []
        if add_default_commands:
            for command in self.default_commands:
                self.add_command(command)
            self._own = list(self.commands)

    def owners(self) -> dict[str, list[Owner]]:
        """Whose the commands are that do not come from an application; a plugin's come first."""
        owners = self._plugins.owners()
        # One that a plugin brought is among the commands as soon as it was asked for.
        for name in dict.fromkeys((*self._own, *(self.commands.keys() - owners.keys()))):
            owners.setdefault(name, []).append(framework_owner())
        return owners

    def _options(self, with_version: bool) -> list[click.Option]:
        own = [
            options.env_file_option(self.brand),
            options.app_option(),
            options.debug_option(),
        ]
        return [*own, options.version_option(self.brand)] if with_version else own

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: Any,
    ) -> click.Context:
        """As click's, with a ScriptInfo as ``obj`` unless the caller brings one."""
        mark_as_running(self.brand)
        if "obj" not in extra and "obj" not in self.context_settings:
            extra["obj"] = self.script_class(
                create_app=self.create_app,
                set_debug_flag=self.set_debug_flag,
                load_dotenv_defaults=wants_env_files(self.load_dotenv, self.brand),
                brand=self.brand,
            )
        return super().make_context(info_name, args, parent=parent, **extra)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """As click's; the help knows the application that the environment names."""
        asks_help = len(args) == 1 and args[0] in self.get_help_option_names(ctx)
        if asks_help or (not args and self.no_args_is_help):
            # The help is written before click gets to the options that were not given.
            for param in self.params:
                if param.name in {"env_file", "app"}:
                    param.handle_parse_result(ctx, {}, [])
        return super().parse_args(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names, sorted; an application that can't be loaded is reported, not raised."""
        names = {*super().list_commands(ctx), *self._plugins.names()}
        script = ctx.ensure_object(ScriptInfo)
        try:
            offered = _group_of(script.load_app()).list_commands(ctx)
            for hidden in sorted(names.intersection(offered)):
                self._note_hidden(hidden)
            names.update(offered)
        except NoAppException as error:
            _refuse(error)
        except Exception as error:  # noqa: BLE001  # it is shown, and the help with it
            click.secho(report(error), err=True, fg="red")
        return sorted(names)

    def _note_hidden(self, name: str) -> None:
        owner = self._plugins.owner(name) or "the command line itself"
        click.secho(
            f"Note: the application's command {name!r} can't be run from here, where"
            f" '{self.brand.command} {name}' is that of {owner}.",
            err=True,
            fg="yellow",
        )

    def get_help(self, ctx: click.Context) -> str:
        """The help page; the context of the application, entered to look at its commands, is left."""
        try:
            return super().get_help(ctx)
        finally:
            ctx.close()

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """A command of a plugin, else an own one, else one of the application."""
        plugin = self._plugins.take(cmd_name)
        if plugin is not None:
            self.add_command(plugin, cmd_name)
        return super().get_command(ctx, cmd_name) or self._app_command(ctx, cmd_name)

    def _app_command(self, ctx: click.Context, name: str) -> click.Command | None:
        try:
            app = ctx.ensure_object(ScriptInfo).load_app()
        except NoAppException as error:
            _refuse(error)
            return None
        # A plain click command has no with_appcontext of its own.
        enter_application(ctx, app)
        return _group_of(app).get_command(ctx, name)


def _group_of(app: Application) -> click.Group:
    # An application that left this part out has no commands of click's.
    return app.cli if isinstance(app.cli, click.Group) else click.Group()


def _refuse(error: NoAppException) -> None:
    click.secho(f"Error: {error.format_message()}\n", err=True, fg="red")
