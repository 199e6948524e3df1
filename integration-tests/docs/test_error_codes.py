"""Each error code is raised somewhere, and explained in docs/errors.md."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TREES = {
    path: ast.parse(path.read_text("utf-8")) for path in sorted(ROOT.glob("packages/*/src/**/*.py"))
}
PAGE = (ROOT / "docs" / "errors.md").read_text("utf-8")
SECTIONS = dict(re.findall(r"^## ([a-z-]+)$\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL))


def classes_with_code() -> Iterator[tuple[str, str]]:
    """The code and the name of each class that has a code."""
    for tree in TREES.values():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                yield from ((code, node.name) for line in node.body if (code := code_of(line)))


def code_of(line: ast.stmt) -> str | None:
    """The code, if the line of a class is ``code = "..."``."""
    if isinstance(line, ast.Assign) and len(line.targets) == 1:
        target: ast.expr = line.targets[0]
    elif isinstance(line, ast.AnnAssign):
        target = line.target
    else:
        return None
    named = isinstance(target, ast.Name) and target.id == "code"
    value = line.value
    return value.value if named and isinstance(value, ast.Constant) else None  # type: ignore[return-value]


def names_called() -> set[str]:
    """The names that are called, or whose methods are: ``A(...)``, ``module.A(...)``, ``A.b(...)``."""
    calls = [
        ast.unparse(node.func)
        for tree in TREES.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
    ]
    return {name for call in calls for name in call.split(".")[-2:]}


CLASSES = dict(classes_with_code())


def test_a_code_belongs_to_one_class() -> None:
    """Else a reader of the page would not know which error is meant."""
    codes = [code for code, _ in classes_with_code()]
    assert sorted(codes) == sorted(set(codes))
    assert len(codes) > 15


def test_the_codes_and_the_page_are_the_same() -> None:
    """Every code has a section, in alphabetical order, and every section has a code."""
    assert list(SECTIONS) == sorted(CLASSES)


@pytest.mark.parametrize("code", sorted(CLASSES))
def test_a_section_shows_the_error_and_the_remedy(code: str) -> None:
    """It names the class, shows a message that ends with the code, and says what to do."""
    section = SECTIONS[code]
    assert f"`{CLASSES[code]}`" in section
    assert f"[costrel:{code}]\n```" in section
    assert "**Do this:**" in section


@pytest.mark.parametrize("code", sorted(CLASSES))
def test_a_code_is_raised(code: str) -> None:
    """A class that nobody makes explains an error that nobody sees."""
    assert CLASSES[code] in names_called()


def test_no_message_spells_a_code_out() -> None:
    """A code in a text would escape the tests above."""
    pattern = re.compile(r"\[costrel:[a-z-]+\]")
    spelled = {
        str(path.relative_to(ROOT)): node.value
        for path, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if pattern.search(node.value) and not path.match("costrel_spec/errors.py")
    }
    assert spelled == {}
