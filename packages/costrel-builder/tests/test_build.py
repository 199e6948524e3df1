"""Building a project."""

import shutil
import tarfile
from pathlib import Path
from zipfile import ZipFile

import pytest

from costrel_builder.build import build
from costrel_builder.errors import BuildFailed

PROJECT = """
[build-system]
requires = ["hatchling>=1.26"]
build-backend = "hatchling.build"

[project]
name = "acme"
version = "1.0"
requires-python = ">=3.11"
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with one module."""
    folder = tmp_path / "project"
    (folder / "acme").mkdir(parents=True)
    (folder / "pyproject.toml").write_text(PROJECT)
    (folder / "acme" / "__init__.py").write_text("")
    return folder


def test_two_builds_are_equal(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Byte by byte, though they are made in different places of files of different ages."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    first = build(project, tmp_path / "one")
    assert [each.path.name for each in first] == ["acme-1.0-py3-none-any.whl", "acme-1.0.tar.gz"]
    copy = tmp_path / "elsewhere" / "copy"
    shutil.copytree(project, copy, copy_function=shutil.copyfile)
    (copy / "acme" / "__init__.py").touch()
    second = build(copy, tmp_path / "two")
    assert [each.digest for each in first] == [each.digest for each in second]
    for one, two in zip(first, second, strict=True):
        assert one.path.read_bytes() == two.path.read_bytes()
    with ZipFile(first[0].path) as wheel:
        assert {info.date_time[:3] for info in wheel.infolist()} == {(2020, 1, 1)}


def test_the_time_in_archives_can_be_another(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the variable that build tools share."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    _, source = build(project, tmp_path)
    with tarfile.open(source.path) as archive:
        assert {member.mtime for member in archive.getmembers()} == {1700000000}


def test_what_can_not_be_built_leaves_the_target_alone(project: Path, tmp_path: Path) -> None:
    """The error shows what the frontend said."""
    (project / "pyproject.toml").write_text(PROJECT.replace("1.0", "not a version"))
    target = tmp_path / "dist"
    with pytest.raises(BuildFailed, match=r"(?s)can't be built:\n.*not a version"):
        build(project, target)
    assert not target.exists()


def test_a_backend_that_is_missing_is_named(project: Path, tmp_path: Path) -> None:
    """Nothing is downloaded."""
    text = PROJECT.replace("hatchling>=1.26", "nobodys-backend")
    (project / "pyproject.toml").write_text(text)
    with pytest.raises(BuildFailed, match=r"(?s)nobodys-backend.*has to be installed here"):
        build(project, tmp_path / "dist")


def test_a_folder_without_a_project_is_refused(tmp_path: Path) -> None:
    """Before anything runs."""
    with pytest.raises(BuildFailed, match=r"There is no .*pyproject\.toml"):
        build(tmp_path, tmp_path / "dist")
