"""Writing a distribution into a folder."""

import os
from pathlib import Path

import pytest

from costrel_builder import Recipe
from costrel_builder.choice import chosen
from costrel_builder.errors import DistributionRefused
from costrel_builder.project import write


def test_it_is_written_with_its_lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of its own parts alone, whatever the environment says of plugins."""
    monkeypatch.setenv("COSTREL_SAFE_MODE", "1")
    monkeypatch.setenv("ACME_LOCK", "nowhere")
    folder = write(Recipe("acme-web", chosen(without=["cli"])), tmp_path)
    assert folder == tmp_path / "acme-web"
    assert list(tmp_path.iterdir()) == [folder]
    lock = (folder / "parts.lock").read_text("utf-8")
    assert 'name = "sessions"' in lock
    assert 'name = "cli"' not in lock
    assert not list(folder.rglob("__pycache__"))
    assert b"\r" not in (folder / "README.md").read_bytes()


def test_nothing_is_overwritten(tmp_path: Path, recipe) -> None:
    """Whatever is there stays as it is."""
    (tmp_path / "acme-web").write_text("mine")
    with pytest.raises(DistributionRefused, match="There is already"):
        write(recipe(), tmp_path)
    assert (tmp_path / "acme-web").read_text() == "mine"


@pytest.mark.parametrize("name", ["json", "click"])
def test_it_hides_no_other_module(tmp_path: Path, recipe, name: str) -> None:
    """Neither one of Python's own nor one that is installed."""
    with pytest.raises(DistributionRefused, match=f"such as '{name}-web'"):
        write(recipe(name), tmp_path)


def test_a_folder_is_no_module(tmp_path: Path, recipe, monkeypatch: pytest.MonkeyPatch) -> None:
    """Though Python could import it."""
    (tmp_path / "acme").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend("")
    with pytest.raises(DistributionRefused, match="There is already"):
        write(recipe("acme"), Path())


def test_what_does_not_start_is_not_written(
    tmp_path: Path, install, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The error shows what its start printed."""
    install("acme", "acme-one", "@hookimpl\ndef setup(app): raise ValueError('bad luck')")
    made = tmp_path / "made"
    made.mkdir()
    with pytest.raises(DistributionRefused, match=r"(?s)does not start here.*bad luck"):
        write(Recipe("acme-web", chosen(["acme"])), made)
    assert os.listdir(made) == []
