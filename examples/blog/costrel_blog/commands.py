"""The blog's own commands: `costrel --app costrel_blog init-db`."""

import secrets
import tomllib
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from costrel import Blueprint, current_app

from . import authors, database, posts, secret_key
from .authors import Credentials
from .posts import Draft

SAMPLES = Path(__file__).with_name("samples.toml")

commands = Blueprint("commands", __name__, cli_group=None)


@commands.cli.command("init-db")
@click.option("--samples", is_flag=True, help="Add a few posts to look at.")
def init_db(samples: bool) -> None:
    """Make the database and the secret key. What exists already is kept."""
    database.make_tables()
    click.echo(f"The database is ready: {database.file()}")
    if not current_app.config["SECRET_KEY"]:
        secret_key.make(current_app.instance_path)
        click.echo(f"A secret key for sessions is kept in {current_app.instance_path}")
    if samples:
        click.echo(f"Sample posts added: {_add_samples()}")


def _add_samples() -> int:
    # Nobody knows the password, so nobody can log in as the author of the samples.
    author = authors.register(Credentials("Wayside", secrets.token_urlsafe()))
    if author is None:
        return 0
    samples = tomllib.loads(SAMPLES.read_text("utf-8"))["post"]
    for sample in samples:
        written = datetime.now(UTC) - timedelta(hours=sample["hours_ago"])
        posts.publish(author, Draft(sample["title"], sample["text"]), written)
    return len(samples)
