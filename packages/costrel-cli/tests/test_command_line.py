"""What fills the slot."""

import os

import click

from costrel_cli.application_group import ApplicationGroup
from costrel_cli.command_line import ClickCommandLine
from costrel_cli.runner import CommandRunner
from costrel_core import App


def test_groups_are_app_groups_of_the_name() -> None:
    """For applications and blueprints."""
    group = ClickCommandLine().group("site")
    assert type(group) is ApplicationGroup
    assert group.name == "site"


def test_the_applications_own_runner_class_wins() -> None:
    """As ``test_cli_runner_class`` promises."""

    class Runner(CommandRunner):
        pass

    app = App("site")
    assert type(ClickCommandLine().runner(app)) is CommandRunner
    app.test_cli_runner_class = Runner
    assert type(ClickCommandLine().runner(app)) is Runner


def test_env_files_are_those_of_the_prefix(project) -> None:
    """``app.run()`` of a distribution reads its own."""
    project.write(".acmeenv", "ACME_A=1\n")
    assert ClickCommandLine().load_dotenv("COSTREL") is False
    assert ClickCommandLine().load_dotenv("ACME") is True
    assert os.environ["ACME_A"] == "1"


def test_help_and_tables_are_plain_text() -> None:
    """The help as click has it; a table that is too wide breaks its last column."""
    ctx = click.Context(click.Command("show", help="Shows it."), info_name="show")
    page = ClickCommandLine().help_page(ctx)
    assert page.startswith("Usage: show [OPTIONS]\n\n  Shows it.\n")
    rows = [("a", "b"), ("1", "2" * 20 + " " + "3" * 20)]
    assert ClickCommandLine().table(rows, 80).count("\n") == 2
    assert ClickCommandLine().table(rows, 30).count("\n") == 3
