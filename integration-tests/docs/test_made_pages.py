"""The pages that are made from something else are up to date, and say what it says."""

import ast
import inspect
import re
import runpy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from costrel_testing import contracts

ROOT = Path(__file__).parents[2]
GENERATOR = runpy.run_path(str(Path(__file__).with_name("generate.py")))
PAGES: dict[Path, str] = GENERATOR["pages"]()
SPECIFICATIONS: dict[str, Callable[..., Any]] = GENERATOR["specifications"]()
DIFFERENCES: list[dict[str, str]] = GENERATOR["differences"]()


def names_of_tests(path: Path) -> set[str]:
    """The names of the test functions in a file."""
    tree = ast.parse(path.read_text("utf-8"))
    functions = (node.name for node in tree.body if isinstance(node, ast.FunctionDef))
    return {name for name in functions if name.startswith("test_")}


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_a_made_page_is_up_to_date(path: Path) -> None:
    """If it is not: nox -s docs -- --write."""
    assert path.read_text("utf-8") == PAGES[path]


def test_each_hook_is_documented_with_exactly_its_arguments() -> None:
    """The headings of the page are the signatures of the specification, in its order."""
    page = (ROOT / "docs" / "hooks.md").read_text("utf-8")
    documented = re.findall(r"^### `(\w+)\(([\w, ]*)\)`$", page, re.MULTILINE)
    assert dict(documented) == {
        name: ", ".join(inspect.signature(hook).parameters) for name, hook in SPECIFICATIONS.items()
    }
    assert len(documented) == len(SPECIFICATIONS) > 20


def test_each_hook_says_what_it_is_for() -> None:
    """A hook without a docstring would have an empty section."""
    assert [name for name, hook in SPECIFICATIONS.items() if not inspect.getdoc(hook)] == []


@pytest.mark.parametrize("entry", DIFFERENCES, ids=lambda entry: entry["id"])
def test_a_difference_is_complete_and_its_test_exists(entry: dict[str, str]) -> None:
    """A difference that no test shows is a claim."""
    assert set(entry) == {"id", "flask", "costrel", "reason", "test"}
    assert all(entry.values())
    path, _, test = entry["test"].partition("::")
    assert test in names_of_tests(ROOT / path)


def test_no_difference_is_tested_and_not_listed() -> None:
    """Each test of a difference belongs to an entry, and no two entries share a name."""
    path = "integration-tests/differences/test_differences.py"
    listed = {entry["test"] for entry in DIFFERENCES}
    assert {f"{path}::{name}" for name in names_of_tests(ROOT / path)} - listed == set()
    assert len({entry["id"] for entry in DIFFERENCES}) == len(DIFFERENCES)


CONTRACTS = {
    name: getattr(contracts, name) for name in contracts.__all__ if name.endswith("Contract")
}
KITS = {name: kit for name, kit in CONTRACTS.items() if kit.promises()}


@pytest.mark.parametrize("name", KITS)
def test_each_kit_has_its_promises_on_one_page(name: str) -> None:
    """Written there by the generator, which finds the kit by its mark."""
    mark = f"<!-- promises: costrel_testing.contracts:{name} -->"
    pages = [path for path in PAGES if mark in path.read_text("utf-8")]
    assert [path.parent.name for path in pages] == ["contracts"]


def test_a_promise_is_one_sentence_on_one_line() -> None:
    """It stands in a list, and in a message, as it is."""
    wrong = [
        text
        for kit in KITS.values()
        for text in kit.promises().values()
        if not re.fullmatch(r"[A-Z`].*\.", text)
    ]
    assert wrong == []
