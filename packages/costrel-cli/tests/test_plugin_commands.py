"""Commands by entry points."""

import pytest

from costrel_cli.plugin_commands import PluginCommands

pytestmark = pytest.mark.alone

MODULE = """
import click

@click.command()
def hello():
    "Says hello."
"""


def test_a_command_is_imported_when_it_is_asked_for(project) -> None:
    """Its name is known before; it is handed out once."""
    project.distribution("acme-tools", "acme.commands", "hi = acme_tools:hello")
    commands = PluginCommands("acme.commands")
    assert commands.names() == ["hi"]
    project.write("acme_tools.py", MODULE)
    command = commands.take("hi")
    assert command is not None
    assert command.help == "Says hello."
    assert commands.take("hi") is None


def test_an_unknown_name_is_no_command() -> None:
    """Most names belong to others."""
    assert PluginCommands("acme.commands").take("hi") is None


@pytest.mark.parametrize("text", ["import nowhere", "raise ValueError('bad luck')", "def f(:", ""])
def test_a_command_that_fails_to_load_is_left_out_with_its_owner(
    project, capsys, text: str
) -> None:
    """One broken package must not take the other commands away."""
    project.distribution("acme-tools", "acme.commands", "hi = acme_tools:hello")
    project.write("acme_tools.py", text)
    assert PluginCommands("acme.commands").take("hi") is None
    error = capsys.readouterr().err
    assert "the command 'hi' of acme-tools 1.0 can't be loaded" in error
    assert error.count("\n") == 1
