"""Commands by entry points."""

import click
import pytest
from click.testing import CliRunner

from costrel_cli.plugin_commands import OpenGroup, PluginCommands

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


def test_the_owners_of_commands_are_known(project) -> None:
    """By name: the distributions that bring them."""
    project.distribution("acme-tools", "acme.commands", "hi = acme_tools:hello")
    (owner,) = PluginCommands("acme.commands").owners()["hi"]
    assert str(owner) == "plugin 'hi' (acme-tools 1.0)"


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


def test_two_commands_of_one_name_are_not_offered(project, capsys) -> None:
    """Neither wins by chance; both owners are named."""
    project.distribution("acme-tools", "acme.commands", "hi = acme_tools:hello")
    project.distribution("acme-more", "acme.commands", "hi = acme_tools:hello")
    project.write("acme_tools.py", MODULE)
    commands = PluginCommands("acme.commands")
    assert commands.names() == ["hi"]
    assert commands.take("hi") is None
    error = capsys.readouterr().err
    assert "acme-tools 1.0" in error
    assert "acme-more 1.0" in error
    assert "neither is offered. Uninstall one" in error
    assert commands.take("hi") is None
    assert capsys.readouterr().err == ""


def test_the_owner_of_a_command_is_known(project) -> None:
    """Without importing it; None for what no distribution brings."""
    project.distribution("acme-tools", "acme.commands", "hi = nowhere:hello")
    commands = PluginCommands("acme.commands")
    assert commands.owner("hi") == "acme-tools 1.0"
    assert commands.owner("run") is None


def test_a_group_is_open_for_commands_of_others(project) -> None:
    """Besides its own; one that is unknown is click's usual error."""
    project.distribution("acme-tools", "acme.more", "hi = acme_tools:hello")
    project.write("acme_tools.py", MODULE + "    click.echo('Hello!')\n")
    group = OpenGroup("more", commands=[click.Command("own")], entry_points="acme.more")
    assert group.list_commands(click.Context(group)) == ["hi", "own"]
    assert [CliRunner().invoke(group, ["hi"]).output for _ in range(2)] == ["Hello!\n"] * 2
    assert CliRunner().invoke(group, ["own"]).exit_code == 0
    assert "No such command 'ho'" in CliRunner().invoke(group, ["ho"]).output
