"""What ``costrel new`` writes."""

import tomllib
from pathlib import Path

import pytest

from costrel_cli.errors import ScaffoldRefused
from costrel_cli.scaffold import Scaffold


@pytest.mark.parametrize("kind", ["plugin", "app"])
@pytest.mark.parametrize(("name", "module"), [("acme", "acme"), ("a.cme-stamp2", "a_cme_stamp2")])
def test_every_name_is_filled_in(tmp_path: Path, kind: str, name: str, module: str) -> None:
    """In contents and paths; the project file is valid, the code compiles, nothing is left beside."""
    folder = Scaffold(kind, name).write(tmp_path)
    assert list(tmp_path.iterdir()) == [folder]
    assert folder.name == name
    assert list(folder.rglob(module))
    for path in folder.rglob("*"):
        assert "__MODULE__" not in path.name
        assert path.suffix != ".in"
        if path.is_file():
            text = path.read_text("utf-8")
            assert "@NAME@" not in text
            assert "@MODULE@" not in text
            if path.suffix == ".py":
                compile(text, path, "exec")
    project = tomllib.loads((folder / "pyproject.toml").read_text("utf-8"))
    assert project["project"]["name"] == name
    if kind == "plugin":
        assert project["project"]["entry-points"]["costrel"] == {name: f"{module}.plugin"}


@pytest.mark.parametrize(
    "name", ["", "Acme", "acme stamp", "-acme", "acme-", "a--b", "acme_", "../acme", "acme\n"]
)
def test_what_is_no_name_is_refused(name: str) -> None:
    """With an example of one."""
    with pytest.raises(ScaffoldRefused, match="such as 'acme-stamp'"):
        Scaffold("plugin", name)


@pytest.mark.parametrize("name", ["2acme", "class", "if"])
def test_a_name_must_make_a_module(name: str) -> None:
    """Otherwise nobody could import it."""
    with pytest.raises(ScaffoldRefused, match="no name in Python"):
        Scaffold("plugin", name)


@pytest.mark.parametrize("name", ["json", "click", "costrel-cli"])
def test_a_name_hides_no_other_module(name: str) -> None:
    """Neither one of Python's own nor one that is installed."""
    with pytest.raises(ScaffoldRefused, match=f"such as 'acme-{name}'"):
        Scaffold("app", name)


def test_a_folder_is_no_module(project) -> None:
    """Though Python could import it; ``write`` has better words for that."""
    (project.folder / "acme").mkdir()
    with pytest.raises(ScaffoldRefused, match="There is already"):
        Scaffold("app", "acme").write(Path())


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    """Whatever is there stays as it is."""
    (tmp_path / "acme").write_text("mine")
    with pytest.raises(ScaffoldRefused, match="There is already"):
        Scaffold("plugin", "acme").write(tmp_path)
    assert (tmp_path / "acme").read_text() == "mine"


def test_it_is_whole_or_not_there(tmp_path: Path) -> None:
    """Where it can't be finished, nothing of it is left."""

    def fail(folder: Path) -> None:
        assert (folder / "pyproject.toml").exists()
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Scaffold("app", "acme").write(tmp_path, fail)
    assert list(tmp_path.iterdir()) == []
