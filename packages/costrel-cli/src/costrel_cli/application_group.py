"""The commands of one application."""

import click

from costrel_spec import Application, app_context, has_app_context

from .app_group import AppGroup
from .script import ScriptInfo


class ApplicationGroup(AppGroup):
    """The group ``app.cli``. Run by itself, as tests do, it gives its commands what the command line gives.

    That is the application's context, also for plain commands of click, such as a plugin's.
    """

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click's, in the context of the application."""
        found = super().resolve_command(ctx, args)
        script = ctx.find_object(ScriptInfo)
        if script is not None and ctx.parent is None:
            enter_application(ctx, script.load_app())
        return found


def enter_application(ctx: click.Context, app: Application) -> None:
    """Make ``app`` current until ``ctx`` ends, unless it is."""
    if not has_app_context() or app_context().app is not app:
        ctx.with_resource(app.app_context())
