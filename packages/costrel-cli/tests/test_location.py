"""From ``--app`` to a module."""

import os
import sys
from pathlib import Path

import pytest

from costrel_cli.errors import NoAppException
from costrel_cli.location import locate_app, prepare_import


@pytest.mark.alone
@pytest.mark.parametrize(
    ("written", "name", "folder"),
    [
        ("app", "app", "."),
        ("app.py", "app", "."),
        ("sub/app.py", "app", "sub"),
        ("./sub/app", "app", "sub"),
        ("package", "package", "."),
        ("package/__init__.py", "package", "."),
        ("package/inner/module.py", "package.inner.module", "."),
        ("package.inner.module", "package.inner.module", "."),
    ],
)
def test_a_path_becomes_an_import_name(project, written: str, name: str, folder: str) -> None:
    """Packages are climbed out of, and the folder around them is imported from first."""
    project.write("package/__init__.py", "")
    project.write("package/inner/__init__.py", "")
    assert prepare_import(written.replace("/", os.sep)) == name
    assert sys.path[0] == str(Path(folder).resolve())


@pytest.mark.alone
def test_a_folder_is_put_in_front_once(project) -> None:
    """Loading twice does not lengthen the path."""
    prepare_import("app")
    length = len(sys.path)
    prepare_import("app")
    assert len(sys.path) == length


def test_the_application_of_a_module_is_found_with_and_without_a_name(project) -> None:
    """A name after the colon is optional."""
    project.app("pages/site.py")
    found = locate_app("pages.site", None)
    assert found is not None
    assert found.import_name == "pages.site"
    assert locate_app("pages.site", "app") is found


@pytest.mark.alone
@pytest.mark.parametrize("name", ["nowhere", "package.nowhere", "nowhere.at.all"])
def test_a_missing_module_is_an_error_unless_it_may_be_missing(project, name: str) -> None:
    """A typing mistake is named; a default file need not exist."""
    project.write("package/__init__.py", "")
    with pytest.raises(NoAppException, match=f"Could not import '{name}'") as caught:
        locate_app(name, None)
    assert f"looked for in {sys.path[0]} first" in str(caught.value)
    assert locate_app(name, None, raise_if_not_found=False) is None


@pytest.mark.alone
@pytest.mark.parametrize(
    "line",
    ["import nowhere", "import site_app.nowhere", "from os import nowhere", "raise ImportError"],
)
def test_an_import_error_inside_the_module_is_shown_with_the_users_lines(
    project, line: str
) -> None:
    """It is not mistaken for a missing module, even where that may be missing."""
    project.write("site_app.py", f"\n{line}\n")
    with pytest.raises(NoAppException) as caught:
        locate_app("site_app", None, raise_if_not_found=False)
    message = caught.value.format_message()
    assert "Importing 'site_app' raised an ImportError" in message
    assert "line 2, in <module>" in message
    assert "location.py" not in message
    assert isinstance(caught.value.__cause__, ImportError)
