"""What fills the slot."""

from typing import Any

import click
import pytest

from costrel_rich_cli.command_line import RichCommandLine


class Inner:
    """A command line that tells what it was asked for."""

    runner_class = dict

    def group(self, name: str | None) -> Any:
        return ["group", name]

    def runner(self, app: Any, **kwargs: Any) -> Any:
        return ["runner", app, kwargs]

    def help_page(self, ctx: Any) -> str:
        return f"plain help of {ctx.command_path}"

    def load_dotenv(self, prefix: str) -> Any:
        return ["load_dotenv", prefix]


@pytest.mark.alone
def test_groups_runners_and_env_files_are_those_of_the_one_inside() -> None:
    """So that every command stays what it is."""
    made = RichCommandLine(Inner())
    assert made.runner_class is dict
    assert made.group("site") == ["group", "site"]
    assert made.runner("app", echo=True) == ["runner", "app", {"echo": True}]
    assert made.load_dotenv("ACME") == ["load_dotenv", "ACME"]


@pytest.mark.alone
def test_help_and_tables_are_its_own() -> None:
    """With frames."""
    made = RichCommandLine(Inner())
    ctx = click.Context(click.Command("show"), info_name="show")
    assert "─ Options ─" in made.help_page(ctx)
    narrow = click.Context(click.Command("show"), info_name="show", terminal_width=15)
    assert made.help_page(narrow) == "plain help of show"
    assert "│ 1 │" in made.table([("a",), ("1",)], 80)


def test_an_application_runs_its_commands_as_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    """In its context; in a test the text is plain. Blueprints and plugins bring theirs."""
    from costrel_core import App, Blueprint
    from costrel_spec import current_app, hookimpl

    class Plugin:
        plugin_name = "acme"

        @hookimpl
        def commands(self) -> Any:
            return [click.Command("plug", callback=lambda: click.echo(current_app.name))]

    app = App("site", plugins=["rich-cli", Plugin()])
    blueprint = Blueprint("pages", "pages")

    @blueprint.cli.command()
    def mine() -> None:
        click.echo(current_app.name)

    app.register_blueprint(blueprint)
    runner = app.test_cli_runner()
    assert runner.invoke(args=["pages", "mine"]).output == "site\n"
    assert runner.invoke(args=["plug"]).output == "site\n"
    assert runner.invoke(args=["pages", "mine", "--help"]).output.startswith("Usage: site pages")
