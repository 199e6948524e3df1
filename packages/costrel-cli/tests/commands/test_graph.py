"""The diagram of plugins."""

from costrel_cli.commands.graph import graph_command
from costrel_core import App


def test_the_diagram_is_mermaid() -> None:
    """Every plugin is in it, and every slot."""
    result = App("site", plugins=[]).test_cli_runner().invoke(graph_command)
    assert result.exit_code == 0
    assert result.output.startswith('flowchart LR\n    p1["cli')
    assert 'slot_json(["json"])' in result.output
