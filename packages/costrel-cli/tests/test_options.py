"""The options before the subcommand."""

import os
import sys

import click
import pytest
from click.testing import CliRunner, Result

from costrel_cli.app_group import AppGroup
from costrel_cli.brand import Brand
from costrel_cli.costrel_group import CostrelGroup
from costrel_cli.script import ScriptInfo, pass_script_info


@pytest.fixture
def group() -> CostrelGroup:
    """A group whose command ``show`` prints what the options have done."""
    group = CostrelGroup(name="costrel")

    @group.command(with_appcontext=False)
    @pass_script_info
    def show(script: ScriptInfo) -> None:
        debug, value = os.environ.get("COSTREL_DEBUG"), os.environ.get("COSTREL_VALUE")
        click.echo(f"{script.app_import_path} {debug} {value}")

    return group


def invoke(group: AppGroup, *args: str) -> Result:
    """The result of a command."""
    return CliRunner().invoke(group, args)


def test_without_options_nothing_is_set(group) -> None:
    """The environment stays as it was."""
    assert invoke(group, "show").output == "None None None\n"


def test_app_names_the_application(group) -> None:
    """By its long and its short name, or in the environment."""
    assert invoke(group, "--app", "a:b", "show").output == "a:b None None\n"
    assert invoke(group, "-A", "c", "show").output == "c None None\n"
    os.environ["COSTREL_APP"] = "d"
    assert invoke(group, "show").output == "d None None\n"
    assert invoke(group, "-A", "c", "show").output == "c None None\n"


@pytest.mark.parametrize(("option", "value"), [("--debug", "1"), ("--no-debug", "0")])
def test_debug_is_put_into_the_environment(group, option: str, value: str) -> None:
    """There the application finds it while it is imported."""
    assert invoke(group, option, "show").output == f"None {value} None\n"


def test_env_files_set_variables_and_options(group, project) -> None:
    """Even the application may be named in a file."""
    project.write(".env", "COSTREL_VALUE=env\nCOSTREL_APP=from_env\n")
    assert invoke(group, "show").output == "from_env None env\n"


def test_a_named_env_file_wins(group, project) -> None:
    """The option may come in any place before the command."""
    project.write(".env", "COSTREL_VALUE=env\n")
    project.write("mine", "COSTREL_VALUE=mine\n")
    assert invoke(group, "-A", "x", "--env-file", "mine", "show").output == "x None mine\n"


def test_a_missing_env_file_is_refused(group) -> None:
    """A typing mistake must not start the wrong configuration."""
    result = invoke(group, "-e", "missing", "show")
    assert result.exit_code == 2
    assert "'missing' does not exist" in result.output


def test_env_files_can_be_switched_off(project) -> None:
    """By whoever makes the group; a file that is named is read all the same."""
    project.write(".env", "COSTREL_VALUE=env\n")
    project.write("mine", "COSTREL_OTHER=mine\n")
    group = CostrelGroup(load_dotenv=False)
    group.command("show", with_appcontext=False)(
        lambda: click.echo([os.environ.get(f"COSTREL_{name}") for name in ("VALUE", "OTHER")])
    )
    assert invoke(group, "show").output == "[None, None]\n"
    assert invoke(group, "-e", "mine", "show").output == "[None, 'mine']\n"


def test_a_named_env_file_needs_the_library(group, project, monkeypatch) -> None:
    """The remedy is in the message; without the option nothing is said."""
    monkeypatch.setitem(sys.modules, "dotenv", None)
    project.write("mine", "")
    result = invoke(group, "-e", "mine", "show")
    assert result.exit_code == 2
    assert "pip install python-dotenv" in result.output
    assert invoke(group, "show").exit_code == 0


def test_version_is_shown_in_the_brands_name(group) -> None:
    """And the command ends there."""
    result = invoke(group, "--version", "show")
    assert result.exit_code == 0
    assert result.output.splitlines()[1].startswith("Costrel ")


def test_another_brand_has_its_own_variables() -> None:
    """The prefix reaches every option."""
    group = CostrelGroup(brand=Brand("acme"))

    @group.command(with_appcontext=False)
    @pass_script_info
    def show(script: ScriptInfo) -> None:
        click.echo(f"{script.app_import_path} {os.environ.get('ACME_DEBUG')}")

    os.environ["ACME_APP"] = "x"
    os.environ["COSTREL_APP"] = "y"
    assert invoke(group, "--debug", "show").output == "x 1\n"
    assert "COSTREL_DEBUG" not in os.environ
