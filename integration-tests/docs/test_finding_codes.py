"""Each code of a finding of ``check`` is in docs/inspection.md, and the other way round."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from costrel_spec.inspection import KINDS

ROOT = Path(__file__).parents[2]
READERS = ROOT / "packages/costrel-core/src/costrel_core/plugins/readers"
PAGE = (ROOT / "docs" / "inspection.md").read_text("utf-8")
CODE = re.compile(
    r"deprecated|(config|endpoint|hidden|misspelt|missing|replaced|shadowed|unmarked)-[a-z-]+"
)


def codes() -> Iterator[str]:
    """The texts in the readers that are codes."""
    for path in READERS.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and CODE.fullmatch(str(node.value)):
                yield str(node.value)


def test_the_codes_and_the_table_are_the_same() -> None:
    """A finding that nobody explains is a riddle."""
    rows = re.findall(r"^\| (`.*?) \|", PAGE, re.MULTILINE)
    assert {code for row in rows for code in re.findall(r"`([a-z-]+)`", row)} == set(codes())
    assert len(set(codes())) > 15


def test_the_page_names_whatever_can_be_asked_after() -> None:
    """Every kind of ``costrel why``."""
    assert [kind for kind in KINDS if f"`{kind}`" not in PAGE] == []
