"""How help and tables are shown."""

import click
import pytest
from click.testing import CliRunner

from costrel_cli.app_group import AppCommand, AppGroup
from costrel_cli.costrel_group import CostrelGroup
from costrel_cli.display import echo_table, help_page, plain_help_page

ROWS = [("a", "b"), ("1", "2")]
PLAIN = "a  b\n-  -\n1  2\n"

LOUD = """
import os
from costrel_core import App
from costrel_spec import hookimpl


class Loud:
    def __init__(self, inner):
        self.group, self.runner, self.load_dotenv = inner.group, inner.runner, inner.load_dotenv

    def help_page(self, ctx):
        return f"LOUD HELP OF {ctx.command_path}"

    def table(self, rows, width):
        return f"LOUD TABLE OF {len(rows)} ROWS, {width} WIDE"


class Plugin:
    plugin_name = "loud"

    @hookimpl
    def provide_cli(self, inner):
        if os.environ.get("FAIL"):
            raise ValueError("oh no")
        return Loud(inner())


app = App("site", static_folder=None, plugins=[Plugin()])
app.add_url_rule("/", "index", lambda: "")


@app.cli.command()
def own():
    "The application's own."


@app.cli.group()
def several(): ...


@several.command()
def deep(): ...
"""


@pytest.mark.parametrize("command", ["", "run", "new app", "own", "several deep"])
def test_on_a_terminal_the_slot_shows_the_help_of_every_command(command: str, project) -> None:
    """Of the command itself, of those that every application has, and of the application's."""
    project.write("app.py", LOUD)
    code, shown = project.on_terminal(*command.split(), "--help")
    assert (code, shown.strip()) == (0, f"LOUD HELP OF costrel {command}".strip())


@pytest.mark.alone
def test_every_command_of_the_framework_shows_its_help_so() -> None:
    """None is left out."""
    for command in CostrelGroup.default_commands:
        assert isinstance(command, AppCommand | AppGroup)


@pytest.mark.parametrize("command", ["routes", "plugins"])
def test_on_a_terminal_the_slot_shows_tables(command: str, project) -> None:
    """It is told how wide the terminal is."""
    project.write("app.py", LOUD)
    code, shown = project.on_terminal(command, columns=77)
    assert code == 0
    assert shown.startswith("LOUD TABLE OF ")
    assert " ROWS, 77 WIDE\n" in shown


def test_what_is_no_terminal_gets_plain_text(project) -> None:
    """A script reads the same whoever fills the slot."""
    project.write("app.py", LOUD)
    code, shown = project.run("run", "--help")
    assert code == 0
    assert shown.startswith("Usage: costrel run [OPTIONS]\n")
    assert project.run("routes")[1].splitlines()[0] == "Endpoint  Methods  Rule"
    assert "LOUD" not in project.run("plugins")[1]


def test_without_an_application_the_help_is_plain(project) -> None:
    """Also where its slot can't be filled."""
    for variables in ({}, {"FAIL": "1"}):
        code, shown = project.on_terminal("run", "--help", **variables)
        assert code == 0
        assert shown.startswith("Usage: costrel run [OPTIONS]\n")
        project.write("app.py", LOUD)


def test_an_application_without_a_command_line_gets_plain_text(project) -> None:
    """It left the part out; the command is there all the same."""
    project.write("app.py", "from costrel_core import App\napp = App('site', without={'cli'})\n")
    assert project.on_terminal("routes")[1].startswith("Endpoint  Methods")


def test_the_default_shows_on_a_terminal_what_it_shows_elsewhere(project) -> None:
    """Help and tables are plain text."""
    project.write("app.py", "from costrel_core import App\napp = App('site', plugins=[])\n")
    for arguments in (["run", "--help"], ["routes"]):
        assert project.on_terminal(*arguments) == project.run(*arguments)


@pytest.mark.alone
def test_without_a_script_text_is_plain() -> None:
    """A command that is run by itself, as in a test of it."""

    @click.command(cls=AppCommand)
    def show() -> None:
        """Shows a table."""
        echo_table(ROWS)

    assert CliRunner().invoke(show).output == PLAIN
    ctx = click.Context(show, info_name="show")
    assert (
        help_page(ctx)
        == plain_help_page(ctx)
        == click.Command("show", help="Shows a table.").get_help(
            click.Context(show, info_name="show")
        )
    )
