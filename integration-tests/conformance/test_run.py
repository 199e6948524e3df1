"""When a run of a suite counts as one that passed as on Flask."""

import importlib.util
import runpy
import tomllib
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
RUN: dict[str, Any] = runpy.run_path(str(HERE / "run.py"))
OURS = str(Path(str(importlib.util.find_spec("costrel_flask").origin)).parent / "flask" / "app.py")  # type: ignore[union-attr]


def complaints(outcomes: dict[str, str], files: list[str] | None = None, **fields: Any) -> str:
    """What is said of these outcomes, of a suite with one test that passes on Flask."""
    suite = RUN["Suite"](**{"name": "any", "version": "1.0", "passes": 1, **fields})
    run = RUN["Run"](outcomes, [[OURS] if files is None else files])
    return " ".join(RUN["complaints"](suite, run))


def test_the_same_tests_pass_on_this_product() -> None:
    """Then there is nothing to say; what is skipped on Flask is skipped."""
    assert complaints({"test_a.py::test_a": "passed", "test_a.py::test_b": "skipped"}) == ""


def test_a_test_that_fails_is_named_and_one_that_is_missing_is_missed() -> None:
    """Both by what is expected."""
    assert "test_a.py::test_a fails." in complaints({"test_a.py::test_a": "failed"})
    assert complaints({}) == "0 tests pass, on Flask 1."


def test_what_fails_on_flask_must_not_pass_here() -> None:
    """Else the table is out of date."""
    outcomes = {"test_a.py::test_a": "passed", "test_a.py::test_b": "failed"}
    assert complaints(outcomes, fails=["test_b"]) == ""
    assert "test_b should fail" in complaints(
        {**outcomes, "test_a.py::test_b": "passed"}, fails=["test_b"]
    )


def test_a_listed_difference_that_is_none_any_more_fails_the_run(tmp_path: Path) -> None:
    """Of Flask's own tests; the list is that of the documents."""
    page = tmp_path / "differences.toml"
    page.write_text('[[difference]]\nid = "x"\nconformance = ["test_a.py::test_b"]\n', "utf-8")
    listed = RUN["listed"]
    listed.__globals__["DIFFERENCES"] = page
    outcomes = {"test_a.py::test_a": "passed", "test_a.py::test_b": "failed"}
    assert complaints(outcomes, name="flask", passes=2) == ""
    passed = {**outcomes, "test_a.py::test_b": "passed"}
    assert "test_b should fail" in complaints(passed, name="flask", passes=2)
    gone = {"test_a.py::test_a": "passed"}
    assert "test_b should fail" in complaints(gone, name="flask", passes=2)


def test_no_more_than_five_of_flasks_tests_may_differ(tmp_path: Path) -> None:
    """As many as a reader of the page can check."""
    names = [f"test_a.py::test_{number}" for number in range(6)]
    page = tmp_path / "differences.toml"
    page.write_text(f"[[difference]]\nid = 'x'\nconformance = {names}\n", "utf-8")
    RUN["listed"].__globals__["DIFFERENCES"] = page
    found = complaints(dict.fromkeys(names, "failed"), name="flask", passes=6)
    assert found == "6 tests are listed as differences, not 5."


@pytest.mark.parametrize("file", ["/site-packages/flask/app.py", "None"])
def test_a_module_of_flask_itself_fails_the_run(file: str) -> None:
    """In whichever process it was imported."""
    outcomes = {"test_a.py::test_a": "passed"}
    assert f"{file} was a module of flask" in complaints(outcomes, [OURS, file])


def test_child_processes_are_counted() -> None:
    """A suite that starts commands must have started them on this product."""
    outcomes = {"test_a.py::test_a": "passed"}
    assert "at least 20 should have" in complaints(outcomes, processes=20)


def test_each_row_of_the_table_is_a_suite() -> None:
    """With the fields that the program knows, besides the version of Werkzeug."""
    table = tomllib.loads((HERE / "suites.toml").read_text("utf-8"))
    suites = [RUN["find"](row["name"]) for row in table["suite"]]
    assert sum(suite.passes for suite in suites) == 1280
