"""The first lines of a development server."""

import click


def show_server_banner(debug: bool, app_import_path: str | None) -> None:
    """Print what is served and whether it is in debug mode."""
    if app_import_path is not None:
        click.echo(f" * Serving the application '{app_import_path}'")
    click.echo(f" * Debug mode: {'on' if debug else 'off'}")
