"""Groups whose commands run inside an application context."""

from collections.abc import Callable
from functools import update_wrapper
from typing import Any, TypeVar, cast, overload

import click

from costrel_spec import app_context, has_app_context

from .display import help_page
from .script import ScriptInfo

Function = TypeVar("Function", bound=Callable[..., Any])


def with_appcontext(f: Function) -> Function:
    """A callback that runs inside the application context of the command's application.

    It may be an ``async def``.
    """

    @click.pass_context
    def run(ctx: click.Context, /, *args: Any, **kwargs: Any) -> Any:
        if not has_app_context():
            ctx.with_resource(ctx.ensure_object(ScriptInfo).load_app().app_context())
        return ctx.invoke(app_context().app.ensure_sync(f), *args, **kwargs)

    return cast(Function, update_wrapper(run, f))


class AppCommand(click.Command):
    """A command whose help is shown as the application's command line shows help."""

    def get_help(self, ctx: click.Context) -> str:
        """The help page, for a terminal or as plain text."""
        return help_page(ctx)


class AppGroup(click.Group):
    """A group whose commands, and those of its groups, run inside an application context."""

    command_class = AppCommand

    def get_help(self, ctx: click.Context) -> str:
        """The help page, for a terminal or as plain text."""
        return help_page(ctx)

    @overload
    def command(self, function: Callable[..., Any], /) -> click.Command: ...
    @overload
    def command(
        self, *args: Any, **kwargs: Any
    ) -> Callable[[Callable[..., Any]], click.Command]: ...
    def command(self, *args: Any, **kwargs: Any) -> Any:
        """As click's; ``with_appcontext=False`` leaves the application context out."""
        if args and callable(args[0]):
            return self.command(*args[1:], **kwargs)(args[0])
        wanted = kwargs.pop("with_appcontext", True)
        make = super().command(*args, **kwargs)

        def decorate(f: Callable[..., Any]) -> Any:
            return make(with_appcontext(f) if wanted else f)

        return decorate

    @overload
    def group(self, function: Callable[..., Any], /) -> "AppGroup": ...
    @overload
    def group(self, *args: Any, **kwargs: Any) -> "Callable[[Callable[..., Any]], AppGroup]": ...
    def group(self, *args: Any, **kwargs: Any) -> Any:
        """As click's; the new group is an AppGroup."""
        if args and callable(args[0]):
            return self.group(*args[1:], **kwargs)(args[0])
        kwargs.setdefault("cls", AppGroup)
        return super().group(*args, **kwargs)
