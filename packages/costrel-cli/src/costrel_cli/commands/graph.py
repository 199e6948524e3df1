"""``costrel graph``: the plugins as a diagram."""

import click

from costrel_spec.inspection import Commands, Inspector

from ..app_group import AppCommand
from .inspected import with_inspector


@click.command("graph", cls=AppCommand, short_help="Show the plugins as a mermaid diagram.")
@with_inspector
def graph_command(inspector: Inspector, _owners: Commands) -> None:
    """Print the plugins, their order and the slots that they fill as a mermaid flowchart."""
    click.echo(inspector.graph())
