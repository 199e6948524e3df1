"""``python -m costrel_cli``."""

import runpy
import subprocess
import sys
from importlib import import_module

import pytest


def test_the_module_and_the_script_are_one_command(project) -> None:
    """Whichever is easier to call."""
    module = [sys.executable, "-m", "costrel_cli", "--version"]
    done = subprocess.run(module, capture_output=True, text=True, check=True)
    assert (0, done.stdout) == project.run("--version")


def test_it_leaves_when_the_command_is_over(monkeypatch, capsys) -> None:
    """With the command's exit code."""
    import_module("costrel_cli.__main__")  # only imported, it does nothing
    monkeypatch.delitem(sys.modules, "costrel_cli.__main__")
    monkeypatch.setattr("sys.argv", ["costrel", "--help"])
    with pytest.raises(SystemExit) as caught:
        runpy.run_module("costrel_cli", run_name="__main__")
    assert caught.value.code == 0
    assert "Usage: " in capsys.readouterr().out
