"""``costrel new``: a plugin or an application to begin with."""

from importlib.util import find_spec
from pathlib import Path

import pytest
from click.testing import CliRunner

from costrel_cli.costrel_group import CostrelGroup


def test_a_plugin_is_written(tmp_path: Path) -> None:
    """Into the folder that is named."""
    result = CliRunner().invoke(CostrelGroup(), ["new", "plugin", "acme", "--in", str(tmp_path)])
    assert (result.exit_code, result.output) == (
        0,
        f"Wrote {tmp_path / 'acme'}. Its README.md says how to go on.\n",
    )
    assert (tmp_path / "acme" / "src" / "acme" / "plugin.py").exists()


def test_a_name_that_can_not_be_is_one_line(project) -> None:
    """And nothing is written into the current folder."""
    result = CliRunner().invoke(CostrelGroup(), ["new", "plugin", "Acme"])
    assert result.exit_code == 1
    assert result.output.startswith("Error: 'Acme' can't be")
    assert len(result.output.splitlines()) == 1
    assert list(project.folder.iterdir()) == []


@pytest.mark.slow
def test_an_application_that_does_not_start_is_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The error shows what its start printed."""
    monkeypatch.setenv("COSTREL_PLUGINS", "nobody")
    result = CliRunner().invoke(CostrelGroup(), ["new", "app", "notes", "--in", str(tmp_path)])
    assert result.exit_code == 1
    assert "the app does not start here, and could not be locked:\n" in result.output
    assert "nobody" in result.output or find_spec("costrel") is None
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_an_application_is_written_and_locked(project) -> None:
    """Where it can start, which needs the distribution; elsewhere nothing is written."""
    other = project.write("other.lock", "the lock of another application")
    code, output = project.run("new", "app", "notes", COSTREL_LOCK=str(other))
    assert other.read_text("utf-8") == "the lock of another application"
    if find_spec("costrel") is None:
        assert code == 1
        assert "No module named 'costrel'" in output
        assert "[costrel:scaffold-refused]" in output
        assert not (project.folder / "notes").exists()
        return
    assert (code, output) == (0, "Wrote notes. Its README.md says how to go on.\n")
    lock = (project.folder / "notes" / "notes" / "costrel.lock").read_text("utf-8")
    assert 'name = "core"' in lock
    assert not list(project.folder.rglob("__pycache__"))
