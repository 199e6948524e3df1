"""The commands of one application, run without the command line around them."""

import click
import pytest
from click.testing import CliRunner

from costrel_cli.app_group import AppGroup
from costrel_cli.script import ScriptInfo
from costrel_core import App
from costrel_spec import app_context, current_app, has_app_context


@pytest.fixture
def app() -> App:
    """An application with a command of click's own, in its group and in one below."""
    app = App("site")
    app.cli.add_command(click.Command("plain", callback=lambda: click.echo(current_app.name)))

    @app.cli.group("below")
    def below() -> None:
        """Commands in a group."""

    below.add_command(click.Command("plain", callback=lambda: click.echo(current_app.name)))
    return app


@pytest.mark.parametrize("args", [["plain"], ["below", "plain"]])
def test_a_plain_command_runs_in_the_context_of_the_application(app: App, args: list[str]) -> None:
    """As it does from the command line; the context ends with the command."""
    ended: list[str] = []
    app.teardown_appcontext(lambda error: ended.append(current_app.name))
    result = app.test_cli_runner().invoke(args=args)
    assert (result.output, result.exception) == ("site\n", None)
    assert ended == ["site"]
    assert not has_app_context()


def test_a_context_of_the_application_is_kept(app: App) -> None:
    """A test that has one finds its ``g`` in the command; another application's is covered."""
    seen: list[object] = []
    app.cli.add_command(click.Command("look", callback=lambda: seen.append(app_context())))
    with app.app_context() as context:
        app.test_cli_runner().invoke(args=["look"])
        assert seen == [context]
    with App("other").app_context():
        assert app.test_cli_runner().invoke(args=["plain"]).output == "site\n"


def test_the_application_is_that_of_the_script(app: App) -> None:
    """Whoever brings a script says which one it is."""
    script = ScriptInfo(create_app=lambda: App("other"))
    assert app.test_cli_runner().invoke(args=["plain"], obj=script).output == "other\n"


def test_inside_another_group_its_own_context_is_what_there_is(app: App) -> None:
    """The outer group decides: the command line has entered the application by then."""
    outer = AppGroup("outer")
    outer.add_command(app.cli, "site")  # type: ignore[arg-type]  # click's
    result = CliRunner().invoke(outer, ["site", "plain"])
    assert isinstance(result.exception, RuntimeError)


def test_called_without_a_script_it_looks_for_no_application(app: App) -> None:
    """A command that needs none runs all the same."""
    app.cli.command("own", with_appcontext=False)(lambda: click.echo("own"))
    assert CliRunner().invoke(app.cli, ["own"]).output == "own\n"  # type: ignore[arg-type]  # click's
