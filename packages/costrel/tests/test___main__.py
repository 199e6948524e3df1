"""``python -m costrel``."""

import runpy
import sys
from importlib import import_module

import pytest


def test_it_is_the_command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It leaves with the command's exit code; only imported, it does nothing."""
    import_module("costrel.__main__")
    monkeypatch.delitem(sys.modules, "costrel.__main__")
    monkeypatch.setattr("sys.argv", ["costrel", "--version"])
    with pytest.raises(SystemExit) as caught:
        runpy.run_module("costrel", run_name="__main__")
    assert caught.value.code == 0
    assert "Costrel" in capsys.readouterr().out
