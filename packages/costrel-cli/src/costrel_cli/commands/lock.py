"""``costrel lock``: write down which plugins the application starts with, or compare."""

import click

from ..app_group import AppCommand
from ..script import ScriptInfo, pass_script_info
from .variable import variable

LOCK = "COSTREL_LOCK"


@click.command("lock", cls=AppCommand, short_help="Write down which plugins the app starts with.")
@click.option("--check", is_flag=True, help="Write nothing; fail if the lock says otherwise.")
@pass_script_info
def lock_command(script: ScriptInfo, check: bool) -> None:
    """Write costrel.lock: the app's plugins, their versions and order, and who fills its slots.

    With that file beside it, the app starts with exactly these, and nothing else is imported.
    """
    # Without a look at the lock, which may be out of date.
    with variable(LOCK, ""):
        app = script.load_app()
    if not check:
        path, digest = app.write_lock()
        click.echo(f"Wrote {path}: {digest}")
        return
    changes = app.lock_changes()
    for change in changes:
        click.echo(change)
    if changes:
        raise click.exceptions.Exit(1)
    click.echo("The lock and the app agree.")
