"""``costrel build``: a wheel and a source distribution."""

from pathlib import Path

import click

from ..build import build


@click.command("build", short_help="Build a wheel and a source distribution.")
@click.argument(
    "project", type=click.Path(exists=True, file_okay=False, path_type=Path), default="."
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder to put them into; 'dist' in the project by default.",
)
def build_command(project: Path, out: Path | None) -> None:
    """Build a wheel and a source distribution of PROJECT, the current folder by default.

    Two builds of the same files are equal, byte by byte. Nothing is downloaded.
    """
    for archive in build(project, out or project / "dist"):
        click.echo(f"{archive.digest}  {archive.path}")
