"""Folders are found as Flask finds them, however a package or module is installed."""

import importlib
import os
import sys
import zipfile
from pathlib import Path
from types import ModuleType

import flask.helpers
import flask.sansio.scaffold
import pytest

from costrel_core.resources import (
    find_package,
    get_debug_flag,
    get_load_dotenv,
    get_root_path,
    instance_path,
)

NAMES = ["res_module", "res_package", "res_package.inner", "res_space", "res_space.res_part"]


@pytest.fixture
def importable(monkeypatch):
    """A function that makes a folder or archive importable, and forgets its modules afterwards."""

    def add(*folders):
        for folder in reversed(folders):
            monkeypatch.syspath_prepend(str(folder))
        importlib.invalidate_caches()

    yield add
    for name in [name for name in sys.modules if name.startswith("res_")]:
        del sys.modules[name]


def lay_out(folder: Path) -> None:
    """A module, a package with a module, a namespace with a package and a module."""
    for file in (
        "res_module.py",
        "res_package/__init__.py",
        "res_package/inner.py",
        "res_space/res_part/__init__.py",
        "res_space/res_alone.py",
    ):
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("", "utf-8")


@pytest.mark.parametrize("imported", [True, False])
@pytest.mark.parametrize("name", [*NAMES, "res_space.res_alone"])
@pytest.mark.parametrize(
    "place",
    [
        "plain",
        "lib/python3.99/site-packages",
        "lib/site-packages",
        "Lib/Site-Packages",
        "env/site-packages",
        "env/lib/dist-packages",
        "lib/a/b/site-packages",
        "prefix/lib/python3.99/site-packages",
    ],
)
def test_installed_or_not_a_package_is_found_as_by_flask(
    tmp_path, importable, monkeypatch, place, name, imported
):
    """Prefix and folder, in site-packages, below Python's prefix or elsewhere."""
    monkeypatch.setattr(sys, "prefix", str(tmp_path / "prefix"))
    folder = tmp_path / place
    lay_out(folder)
    importable(folder)
    if imported:
        importlib.import_module(name)
    expected = flask.sansio.scaffold.find_package(name)
    assert find_package(name) == expected
    assert expected[1] == str(folder)


@pytest.mark.parametrize("name", ["res_space.res_part", "res_space.res_other"])
def test_the_portion_of_a_namespace_that_holds_the_package_counts(tmp_path, importable, name):
    """Two folders share the namespace."""
    for portion, package in (("a", "res_part"), ("b", "res_other")):
        folder = tmp_path / portion / "res_space" / package
        folder.mkdir(parents=True)
        (folder / "__init__.py").touch()
    importable(tmp_path / "a", tmp_path / "b")
    assert find_package(name) == flask.sansio.scaffold.find_package(name)
    assert find_package(name)[1] == str(tmp_path / ("a" if name.endswith("part") else "b"))


@pytest.mark.parametrize("name", ["__main__", "no_such_module", "no.such", "", ".relative"])
def test_what_cannot_be_imported_is_where_we_are(tmp_path, monkeypatch, name):
    """As in a shell."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(sys.modules, "__main__", ModuleType("__main__"))
    assert find_package(name) == flask.sansio.scaffold.find_package(name) == (None, str(tmp_path))
    if name != "no.such":
        assert get_root_path(name) == flask.helpers.get_root_path(name) == str(tmp_path)


@pytest.mark.parametrize("imported", [True, False])
@pytest.mark.parametrize("name", ["res_module", "res_package", "res_package.inner"])
@pytest.mark.parametrize("archive", [True, False])
def test_the_root_is_the_folder_of_the_code(tmp_path, importable, archive, name, imported):
    """Of a package or module, also inside of an archive, imported or not."""
    lay_out(tmp_path / "src")
    place = tmp_path / "src"
    if archive:
        place = tmp_path / "src.zip"
        with zipfile.ZipFile(place, "w") as file:
            for path in (tmp_path / "src").rglob("*.py"):
                file.write(path, path.relative_to(tmp_path / "src"))
    importable(place)
    if imported:
        importlib.import_module(name)
    expected = place / "res_package" if name.startswith("res_package") else place
    assert get_root_path(name) == flask.helpers.get_root_path(name) == str(expected)
    assert find_package(name) == flask.sansio.scaffold.find_package(name)


def test_a_namespace_package_has_no_root(tmp_path, importable):
    """The error names the remedy."""
    lay_out(tmp_path)
    importable(tmp_path)
    importlib.import_module("res_space")
    with pytest.raises(RuntimeError, match="No root path can be found for the module 'res_space'"):
        get_root_path("res_space")


def test_a_builtin_module_has_no_root():
    """It has no file."""
    with pytest.raises(RuntimeError, match="'sys'"):
        get_root_path("sys")


def test_a_loader_that_names_no_file_may_still_set_one(importable, monkeypatch):
    """The module is imported then, as by Flask."""

    class Finder:
        @staticmethod
        def find_spec(name, path=None, target=None):
            return importlib.machinery.ModuleSpec(name, Finder) if name == "res_made" else None

        @staticmethod
        def create_module(spec):
            return None

        @staticmethod
        def exec_module(module):
            module.__file__ = os.path.join(os.sep, "made", "res_made.py")

    monkeypatch.setattr(sys, "meta_path", [Finder, *sys.meta_path])
    assert get_root_path("res_made") == os.path.join(os.sep, "made")


def test_the_instance_folder_is_next_to_the_code_or_below_the_prefix(tmp_path, importable):
    """var/<name>-instance for what is installed."""
    lay_out(tmp_path / "plain")
    importable(tmp_path / "plain")
    assert instance_path("res_package", "app") == str(tmp_path / "plain" / "instance")
    lay_out(tmp_path / "env/lib/python3/site-packages")
    importable(tmp_path / "env/lib/python3/site-packages")
    expected = tmp_path / "env" / "var" / "app-instance"
    assert instance_path("res_package", "app") == str(expected)


@pytest.mark.parametrize("value", [None, "", "0", "1", "False", "NO", "no", "yes", "on"])
@pytest.mark.parametrize("default", [True, False])
def test_switches_are_read_as_by_flask(monkeypatch, value, default):
    """PREFIX_DEBUG and PREFIX_SKIP_DOTENV."""
    for prefix in ("FLASK", "COSTREL"):
        for name in ("DEBUG", "SKIP_DOTENV"):
            if value is None:
                monkeypatch.delenv(f"{prefix}_{name}", raising=False)
            else:
                monkeypatch.setenv(f"{prefix}_{name}", value)
    assert get_debug_flag() is get_debug_flag("FLASK") is flask.helpers.get_debug_flag()
    assert get_load_dotenv(default) is flask.helpers.get_load_dotenv(default)
    assert get_load_dotenv(default, "FLASK") is get_load_dotenv(default)
