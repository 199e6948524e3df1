"""Running commands in tests."""

import click
import pytest

from costrel_cli.runner import CommandRunner
from costrel_cli.script import ScriptInfo
from costrel_core import App
from costrel_spec import current_app, hookimpl


@pytest.fixture
def app() -> App:
    """An application with a command."""
    app = App("site")

    @app.cli.command("hello")
    @click.option("--name", default="world")
    def hello(name: str) -> None:
        click.echo(f"hello {name} from {current_app.name}")

    return app


def test_the_application_makes_one(app) -> None:
    """``app.test_cli_runner()`` is how tests get it."""
    runner = app.test_cli_runner(charset="ascii")
    assert type(runner) is CommandRunner
    assert runner.app is app
    assert runner.charset == "ascii"


def test_the_applications_commands_are_the_default(app) -> None:
    """By a list of arguments or a line."""
    runner = CommandRunner(app)
    assert runner.invoke(args=["hello"]).output == "hello world from site\n"
    assert runner.invoke(args="hello --name 'dear you'").output == "hello dear you from site\n"


def test_a_command_can_be_given(app) -> None:
    """It runs with the application as well."""
    result = CommandRunner(app).invoke(app.cli.commands["hello"], ["--name", "me"])
    assert result.output == "hello me from site\n"


def test_another_script_can_be_given(app) -> None:
    """The command's application is that one's then."""
    script = ScriptInfo(create_app=lambda: App("other"))
    assert (
        CommandRunner(app).invoke(args=["hello"], obj=script).output == "hello world from other\n"
    )


def test_failures_can_be_looked_at(app) -> None:
    """As with click's runner."""
    result = CommandRunner(app).invoke(args=["nothing"])
    assert result.exit_code == 2
    assert "No such command" in result.output


def test_commands_of_plugins_are_there() -> None:
    """The plugins are set up first."""

    class Plugin:
        @hookimpl
        def commands(self) -> list[click.Command]:
            return [click.Command("plug", callback=lambda: click.echo("in"))]

    app = App("plugged", plugins=[Plugin(), "cli"])
    assert CommandRunner(app).invoke(args=["plug"]).output == "in\n"
