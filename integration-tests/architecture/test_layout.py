"""The form of the repository, so far as a test can see it."""

import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = sorted(path.parent for path in ROOT.glob("packages/*/pyproject.toml"))
SOURCES = sorted(ROOT.glob("packages/*/src/**/*.py"))
LONGEST = 400
TOP_LEVEL = {
    "CHANGELOG.md",
    "LICENSE",
    "README.md",
    "docs",
    "examples",
    "integration-tests",
    "noxfile.py",
    "packages",
    "pyproject.toml",
}


def test_no_source_file_is_longer_than_400_lines() -> None:
    """A file that long holds more than one noun."""
    lengths = {
        str(path.relative_to(ROOT)): len(path.read_text("utf-8").splitlines()) for path in SOURCES
    }
    assert {path: length for path, length in lengths.items() if length > LONGEST} == {}


@pytest.mark.parametrize("folder", PACKAGES, ids=lambda path: path.name)
def test_a_package_has_one_name_in_all_its_spellings(folder: Path) -> None:
    """Folder, distribution, import, and plugin name follow one rule."""
    project = tomllib.loads((folder / "pyproject.toml").read_text("utf-8"))["project"]
    module = folder.name.replace("-", "_")
    assert project["name"] == folder.name
    assert [path.name for path in (folder / "src").iterdir() if path.is_dir()] == [module]
    plugins = project.get("entry-points", {}).get("costrel", {})
    assert plugins in ({}, {folder.name.removeprefix("costrel-"): f"{module}.plugin"})


@pytest.mark.parametrize("folder", PACKAGES, ids=lambda path: path.name)
def test_a_package_is_typed_documented_and_tested(folder: Path) -> None:
    """A type checker, an index and a reader each find what they need."""
    assert (folder / "src" / folder.name.replace("-", "_") / "py.typed").exists()
    assert (folder / "README.md").read_text("utf-8").strip()
    assert list(folder.glob("tests/**/test_*.py"))


@pytest.mark.parametrize("folder", PACKAGES, ids=lambda path: path.name)
def test_siblings_are_required_by_a_compatible_range(folder: Path) -> None:
    """An exact pin would force all parts to be released together."""
    document = tomllib.loads((folder / "pyproject.toml").read_text("utf-8"))
    lists = [document["project"]["dependencies"]]
    lists += document["project"].get("optional-dependencies", {}).values()
    lists += document.get("dependency-groups", {}).values()
    siblings = [line for lines in lists for line in lines if line.startswith("costrel")]
    assert [line for line in siblings if ">=" not in line or ",<" not in line] == []


def test_the_top_level_holds_what_a_newcomer_expects() -> None:
    """Only what git keeps counts; caches and environments come and go."""
    ignored = {
        line.strip().strip("/") for line in (ROOT / ".gitignore").read_text("utf-8").splitlines()
    }
    found = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}
    assert found - ignored - TOP_LEVEL == set()
