"""The application of a command that explains it."""

import os

import click
import pytest
from click.testing import CliRunner

from costrel_cli import CostrelGroup, ScriptInfo
from costrel_cli.commands.inspected import framework_owner, with_inspector
from costrel_core import App
from costrel_spec import hookimpl
from costrel_spec.errors import UnknownHook


class Misspelt:
    """A plugin that stops the boot."""

    @hookimpl
    def setpu(self, app) -> None:
        pass


@click.command()
@with_inspector
def look(inspector, owners) -> None:
    """Print the mode, and the owner of ``run``."""
    click.echo(f"{inspector.mode} {' '.join(map(str, owners.get('run', ())))}".rstrip())


def make() -> App:
    """An application that can't be constructed but for inspection."""
    return App("broken", plugins=[Misspelt])


@pytest.mark.parametrize("before", [None, "0"])
def test_an_application_is_constructed_whatever_its_plugins_do(before, monkeypatch) -> None:
    """For the time of its construction a variable says so; afterwards it is what it was."""
    if before is not None:
        monkeypatch.setenv("COSTREL_INSPECT", before)
    with pytest.raises(UnknownHook):
        make()
    group = CostrelGroup(create_app=make)
    group.add_command(look)
    result = CliRunner().invoke(group, ["look"])
    assert result.output == f"inspect {framework_owner()}\n"
    assert os.environ.get("COSTREL_INSPECT") == before


def test_an_application_that_is_there_already_is_taken_as_it_is() -> None:
    """As in tests of commands, where no command line is around them."""
    result = App("whole").test_cli_runner().invoke(look)
    assert result.output == "normal\n"


def test_what_is_no_group_owns_no_commands() -> None:
    """A command may be run by itself."""
    result = CliRunner().invoke(look, obj=ScriptInfo(create_app=make))
    assert result.output == "inspect\n"
