"""Commands of an application and of a blueprint."""

import click

from costrel import Blueprint, Costrel
from costrel_cli import AppGroup, with_appcontext

app = Costrel(__name__)
pages = Blueprint("pages", __name__)
users = AppGroup("users")


@app.cli.command("init")
@click.option("--force", is_flag=True)
def init(force: bool) -> None:
    """Make the database."""
    click.echo(f"{app.name} {force}")


@pages.cli.command("index")
def index() -> None:
    """Index the pages."""


@click.command("drop")
@with_appcontext
def drop() -> None:
    """Drop the database."""


app.cli.add_command(users)
app.cli.add_command(drop)
