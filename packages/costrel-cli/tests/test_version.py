"""What ``--version`` shows."""

import platform
from importlib.metadata import version

import click
import pytest
from click.testing import CliRunner

from costrel_cli.brand import Brand
from costrel_cli.version import get_version

pytestmark = pytest.mark.alone


def shown(brand: Brand) -> list[str]:
    """The lines that a command with such an option prints."""
    option = click.Option(
        ["--version"],
        is_flag=True,
        expose_value=False,
        callback=lambda *values: get_version(*values, brand=brand),
    )
    command = click.Command("x", params=[option], callback=lambda: click.echo("ran"))
    return CliRunner().invoke(command, ["--version"]).output.splitlines()


def test_the_versions_are_shown_and_nothing_else_happens() -> None:
    """Of Python, the distribution, and Werkzeug."""
    assert shown(Brand("pages", distribution="pluggy")) == [
        f"Python {platform.python_version()}",
        f"Pages {version('pluggy')}",
        f"Werkzeug {version('werkzeug')}",
    ]


def test_without_the_distribution_the_version_is_this_parts() -> None:
    """The parts may be installed one by one."""
    assert shown(Brand("not-there"))[1] == f"Not-there {version('costrel-cli')}"


def test_a_shell_that_completes_sees_no_versions(capsys) -> None:
    """click parses without acting then; the same holds where the option is not given."""
    command = click.Command("x")
    get_version(click.Context(command, resilient_parsing=True), None, True)
    get_version(click.Context(command), None, False)
    assert capsys.readouterr().out == ""
