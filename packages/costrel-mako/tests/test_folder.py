"""A folder of templates."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from costrel_mako import Folder

pytestmark = pytest.mark.alone

PART = st.sampled_from(["..", ".", "", "sub", "page.html", "secret", "C:", "\\", "..\\", "\0", "ä"])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """A folder with templates, and beside it what is none."""
    root = tmp_path_factory.mktemp("root")
    (root / "secret").write_text("secret")
    (root / "templates" / "sub").mkdir(parents=True)
    for name in ("page.html", "sub/page.html"):
        (root / "templates" / name).write_text(name)
    return Folder(str(root / "templates"))


def test_a_template_is_found_by_its_path(folder: Folder) -> None:
    """The file, with its age and size."""
    found = folder.find("sub/page.html")
    assert found is not None
    assert Path(found.file).read_text() == "sub/page.html"
    assert found.size == len("sub/page.html")
    assert found.modified == Path(found.file).stat().st_mtime_ns


@pytest.mark.parametrize(
    "name",
    ["", "/", "nope", "sub", "../secret", "sub/../page.html", "sub/../../secret", "./page.html",
     "sub//page.html", "/page.html", "sub\\page.html", "C:page.html", "a\0b", "x" * 5000],
)  # fmt: skip
def test_nothing_else_is_found(folder: Folder, name: str) -> None:
    """No folder, nothing outside, and no second spelling of a name."""
    assert folder.find(name) is None


@given(st.lists(PART, min_size=1, max_size=6).map("/".join))
def test_no_name_leads_out(folder: Folder, name: str) -> None:
    """Whatever the name is made of, the file lies below the folder."""
    found = folder.find(name)
    assert found is None or Path(found.file).resolve().is_relative_to(Path(folder.path).resolve())


@pytest.mark.skipif(os.name == "nt", reason="No file can be called that there.")
@pytest.mark.parametrize("name", ["C:page.html", "sub\\page.html"])
def test_a_name_means_the_same_everywhere(tmp_path: Path, name: str) -> None:
    """What would be another path on Windows is no template elsewhere."""
    (tmp_path / name).write_text("text")
    assert Folder(str(tmp_path)).find(name) is None


def test_the_templates_are_listed(folder: Folder) -> None:
    """By their names, sorted; a folder that is not there has none."""
    assert folder.list_templates() == ["page.html", "sub/page.html"]
    assert Folder(folder.path + "/nope").list_templates() == []
