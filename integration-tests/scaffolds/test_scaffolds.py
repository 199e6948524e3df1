"""What ``costrel new`` writes works at once: its tests pass, its types are right, it can be locked."""

import subprocess
import sys
from pathlib import Path

import pytest

from costrel_cli.scaffold import Scaffold


def run(folder: Path, *command: str) -> str:
    """What a module of Python prints in that folder; the test fails where it does."""
    done = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout
    return done.stdout


@pytest.mark.parametrize("kind", ["plugin", "app"])
def test_its_tests_pass(tmp_path: Path, kind: str) -> None:
    """With warnings as errors, as its project file says."""
    run(tmp_path, "costrel_cli", "new", kind, "acme-hello")
    assert "1 passed" in run(tmp_path / "acme-hello", "pytest")


def test_the_types_of_a_new_plugin_are_right(tmp_path: Path) -> None:
    """And a hook that does not fit is found."""
    folder = Scaffold("plugin", "acme-hello").write(tmp_path)
    assert "Success" in run(folder, "mypy")
    path = folder / "src" / "acme_hello" / "plugin.py"
    path.write_text(path.read_text("utf-8").replace("ctx: RequestContext", "ctx: int"))
    with pytest.raises(AssertionError, match="after_request"):
        run(folder, "mypy")


def test_a_new_app_is_locked(tmp_path: Path) -> None:
    """It starts as it was locked."""
    run(tmp_path, "costrel_cli", "new", "app", "notes")
    folder = tmp_path / "notes"
    assert "pages.index" in run(folder, "costrel_cli", "--app", "notes", "routes")
    assert "agree" in run(folder, "costrel_cli", "--app", "notes", "lock", "--check")
