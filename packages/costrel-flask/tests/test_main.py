"""``python -m costrel_flask``."""

import os
import subprocess
import sys

import pytest

from costrel_flask import __main__

APP = """
from flask import Flask

app = Flask(__name__)


@app.cli.command()
def where():
    import flask

    print(flask.__file__)
"""


def test_the_command_serves_a_flask_application(python, tmp_path) -> None:
    """With its own commands, and those that every application has."""
    (tmp_path / "app.py").write_text(APP, "utf-8")
    done = python("-m", "costrel_flask", "where")
    assert "costrel_flask" in done.stdout, done.stderr
    assert "/static/<path:filename>" in python("-m", "costrel_flask", "routes").stdout


def test_the_version_is_that_of_the_api(python) -> None:
    """As ``flask --version`` shows it."""
    assert "\nFlask 3.1.3\n" in python("-m", "costrel_flask", "--version").stdout


@pytest.mark.parametrize("dashes", [["--"], []])
def test_any_program_can_be_started(python, flask_folder, dashes) -> None:
    """A server, say; what it starts in turn has it too."""
    code = "import flask; print(flask.__file__)"
    done = python(
        *("-m", "costrel_flask", "exec", *dashes, sys.executable, "-c", code),
        PYTHONPATH=flask_folder,
    )
    assert "costrel_flask" in done.stdout, done.stderr


def test_a_program_beside_this_python_is_found_without_a_path(python) -> None:
    """A virtual environment need not be active; what it has comes before what the path has."""
    done = python("-m", "costrel_flask", "exec", "--", "pytest", "--version", PATH="")
    assert done.stdout.startswith("pytest"), done.stderr


def test_a_program_that_is_missing_is_named(python) -> None:
    """And how it is called, where none was given."""
    assert "no program 'no-such'" in python("-m", "costrel_flask", "exec", "no-such").stderr
    assert "Usage: " in python("-m", "costrel_flask", "exec", "--").stderr


def test_the_program_takes_the_place_of_this_one(monkeypatch) -> None:
    """Signals reach it; on Windows, which can't do that, its exit code is passed on."""
    calls = []
    monkeypatch.setattr(os, "execv", lambda *call: calls.append(call))
    __main__.execute(["--", sys.executable, "-V"])
    assert calls == [(sys.executable, [sys.executable, "-V"])]
    monkeypatch.setattr(os, "name", "nt")
    monkeypatch.setattr(subprocess, "call", lambda command: len(command))
    with pytest.raises(SystemExit) as left:
        __main__.execute([sys.executable, "-V"])
    assert left.value.code == 2


@pytest.mark.parametrize("arguments", [[], ["--"], ["no-such-program"]])
def test_without_a_program_there_is_nothing_to_start(arguments) -> None:
    """It leaves with a sentence."""
    with pytest.raises(SystemExit, match="exec"):
        __main__.execute(arguments)


def test_exec_is_the_first_word_and_all_else_a_command(monkeypatch) -> None:
    """The module is this file, so what it hands over to is what counts."""
    monkeypatch.setattr(sys, "argv", ["costrel_flask", "exec", "no-such-program"])
    with pytest.raises(SystemExit, match="no-such-program"):
        __main__.main()
    monkeypatch.setattr(sys, "argv", ["costrel_flask", "--version"])
    with pytest.raises(SystemExit) as left:
        __main__.main()
    assert left.value.code == 0
