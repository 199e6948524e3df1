"""``costrel lock``: write down which plugins the application starts with, or compare."""

import os
from collections.abc import Generator
from contextlib import contextmanager

import click

from ..script import ScriptInfo, pass_script_info

LOCK = "COSTREL_LOCK"


@click.command("lock", short_help="Write down which plugins the app starts with.")
@click.option("--check", is_flag=True, help="Write nothing; fail if the lock says otherwise.")
@pass_script_info
def lock_command(script: ScriptInfo, check: bool) -> None:
    """Write costrel.lock: the app's plugins, their versions and order, and who fills its slots.

    With that file beside it, the app starts with exactly these, and nothing else is imported.
    """
    with _no_lock():
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


@contextmanager
def _no_lock() -> Generator[None, None, None]:
    """Have applications constructed without a look at their lock, which may be out of date."""
    before = os.environ.get(LOCK)
    os.environ[LOCK] = ""
    try:
        yield
    finally:
        if before is None:
            del os.environ[LOCK]
        else:
            os.environ[LOCK] = before
