"""The command ``flask``."""

import os
import sys
from importlib import import_module
from types import ModuleType

import click
import flask
import flask.cli
import pytest
from click.testing import CliRunner
from flask.cli import FlaskGroup, ScriptInfo, with_appcontext

APP = """
import flask

app = flask.Flask("alias_pages")
"""


@pytest.fixture
def module(tmp_path, monkeypatch) -> str:
    """The name of a module with an application."""
    (tmp_path / "flask_pages.py").write_text(APP, "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    yield "flask_pages"
    sys.modules.pop("flask_pages", None)


def test_an_application_is_found_as_in_flask(module) -> None:
    """By Flask's functions with Flask's arguments."""
    assert flask.cli.locate_app(module, None).name == "alias_pages"
    assert flask.cli.locate_app(module, "app").name == "alias_pages"
    assert flask.cli.find_app_by_string(sys.modules[module], "app").name == "alias_pages"
    assert flask.cli.find_best_app(sys.modules[module]).name == "alias_pages"
    assert flask.cli.locate_app("flask_none", None, raise_if_not_found=False) is None


def test_messages_speak_of_flask() -> None:
    """Of its command and its variables."""
    with pytest.raises(flask.cli.NoAppException, match="Flask application"):
        flask.cli.find_best_app(ModuleType("empty"))
    with pytest.raises(flask.cli.NoAppException, match="FLASK_APP"):
        ScriptInfo(create_app=None).load_app()


def test_a_script_info_of_ones_own_loads_the_application(module) -> None:
    """Its debug flag follows ``FLASK_DEBUG``."""
    info = ScriptInfo(f"{module}:app")
    assert info.load_app().name == "alias_pages"
    assert info.load_app() is ScriptInfo(create_app=info.load_app).load_app()
    assert ScriptInfo().brand.variable("APP") == "FLASK_APP"


def test_the_banner_of_a_server_can_be_replaced(monkeypatch, capsys) -> None:
    """Also that of ``flask run``."""
    ScriptInfo("pages:app").show_banner()
    assert "'pages:app'" in capsys.readouterr().out
    monkeypatch.setattr(
        flask.cli, "show_server_banner", lambda debug, path: click.echo((debug, path))
    )
    ScriptInfo("pages:app").show_banner()
    assert capsys.readouterr().out == "(False, 'pages:app')\n"


def test_env_files_are_those_of_flask(tmp_path, monkeypatch) -> None:
    """``.flaskenv``, and the file that is given."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COSTREL_A", "set here so that it is undone")
    monkeypatch.delenv("COSTREL_A")
    (tmp_path / ".flaskenv").write_text("COSTREL_A=1\n", "utf-8")
    assert flask.cli.load_dotenv()
    assert os.environ["COSTREL_A"] == "1"


def test_the_version_is_that_of_the_api() -> None:
    """``--version``, and the callback that shows it."""
    runner = flask.testing.FlaskCliRunner(flask.Flask(__name__))
    assert "\nFlask 3.1.3\n" in runner.invoke(flask.cli.cli, ["--version"]).output

    @click.command()
    @click.option("--v", is_flag=True, callback=flask.cli.get_version, expose_value=False)
    def other() -> None:
        click.echo("ran")

    assert "Flask 3.1.3" in runner.invoke(other, ["--v"]).output
    assert runner.invoke(other, []).output == "ran\n"


def test_a_group_of_ones_own_has_the_applications_commands() -> None:
    """Management scripts make one with ``create_app``."""
    app = flask.Flask("alias_pages")

    @app.cli.command()
    def name() -> None:
        click.echo(flask.current_app.name)

    group = FlaskGroup(create_app=lambda: app)
    result = CliRunner().invoke(group, ["name"])
    assert result.output == "alias_pages\n"
    assert {"run", "shell", "routes"} <= group.commands.keys()


def test_commands_get_a_script_info_of_this_class() -> None:
    """Extensions ask click's context for one of ``flask.cli.ScriptInfo``."""
    app = flask.Flask("alias_pages")

    @app.cli.command(with_appcontext=False)
    @click.make_pass_decorator(ScriptInfo)
    def where(info) -> None:
        click.echo(info.load_app() is app)

    runner = app.test_cli_runner()
    assert isinstance(runner, flask.testing.FlaskCliRunner)
    assert runner.invoke(args=["where"]).output == "True\n"


def test_commands_outside_an_application_enter_its_context() -> None:
    """``with_appcontext`` on any command of click's."""

    @click.command()
    @with_appcontext
    def name() -> None:
        click.echo(flask.current_app.name)

    assert flask.Flask("alias_pages").test_cli_runner().invoke(name).output == "alias_pages\n"


def test_main_runs_the_command(monkeypatch, capsys) -> None:
    """As the script ``flask`` does where Flask is installed."""
    monkeypatch.setattr(sys, "argv", ["flask", "--version"])
    with pytest.raises(SystemExit):
        flask.cli.main()
    assert "Flask 3.1.3" in capsys.readouterr().out


def test_the_package_can_be_run(python) -> None:
    """As ``python -m flask``, in a child process too; importing the file runs nothing."""
    assert "Flask 3.1.3" in python("-m", "flask", "--version", COSTREL_FLASK="1").stdout
    assert import_module("flask.__main__").main is flask.cli.main


def test_plugins_add_commands_by_the_entry_points_of_flask(python, tmp_path) -> None:
    """The group ``flask.commands``."""
    folder = tmp_path / "plugged-1.0.dist-info"
    folder.mkdir()
    (folder / "METADATA").write_text("Metadata-Version: 2.1\nName: plugged\nVersion: 1.0\n")
    (folder / "entry_points.txt").write_text("[flask.commands]\nhello = plugged:hello\n")
    (tmp_path / "plugged.py").write_text(
        "import click\n\n\n@click.command()\ndef hello():\n    click.echo('plugged')\n"
    )
    done = python("-m", "costrel_flask", "hello", PYTHONPATH=tmp_path)
    assert done.stdout == "plugged\n", done.stderr
