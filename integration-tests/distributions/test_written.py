"""What the repository has of distributions is what the builder writes."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from costrel_builder import rendered

from .written import BUNDLE, BY_HAND, EXAMPLE, RECIPES, content, written

REMEDY = (
    "it is not what the builder writes. Change it in packages/costrel-builder/.../scaffold, and run"
    " python integration-tests/distributions/written.py"
)


@pytest.mark.parametrize("folder", [BUNDLE, EXAMPLE], ids=lambda path: path.name)
def test_a_distribution_is_what_the_builder_writes(folder: Path) -> None:
    """File by file: the bundle but for what was written by hand, the example whole."""
    expected, found = written(folder), content(folder)
    assert found.keys() == expected.keys()
    for path, text in expected.items():
        assert found[path] == text, f"{path}: {REMEDY}"


def test_the_project_of_the_bundle_requires_and_builds_the_same() -> None:
    """Its parts in these ranges, its extras, and how it is built."""

    def decisive(text: str) -> dict[str, Any]:
        document = tomllib.loads(text)
        project = document["project"]
        keys = ("name", "version", "requires-python", "dependencies", "optional-dependencies")
        return {
            **{key: project[key] for key in keys},
            "scripts": project.get("scripts"),
            "build-system": document["build-system"],
            "wheel": document["tool"]["hatch"]["build"]["targets"]["wheel"],
        }

    expected = rendered(RECIPES[BUNDLE])["pyproject.toml"]
    assert decisive((BUNDLE / "pyproject.toml").read_text("utf-8")) == decisive(expected)


def test_the_exceptions_are_few() -> None:
    """And all that is code is none: what is compared is the whole package."""
    assert {path.name for path in BUNDLE.iterdir()} - {"dist"} <= {*BY_HAND, "src"}
    assert {path.split("/")[0] for path in written(BUNDLE)} == {"src"}
