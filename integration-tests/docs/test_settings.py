"""The page of settings names whatever the code reads from the environment."""

import re
from pathlib import Path

from costrel import Costrel

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "settings.md").read_text("utf-8")


def test_every_variable_is_explained() -> None:
    """Those that are written out in the packages, and the ones that the command makes of its name."""
    sources = [path.read_text("utf-8") for path in ROOT.glob("packages/*/src/**/*.py")]
    variables = {name for text in sources for name in re.findall(r'"(COSTREL_[A-Z_]+)"', text)}
    assert {name for name in variables if f"`{name}`" not in PAGE} == set()
    assert len(variables) >= 5


def test_every_key_of_the_table_has_the_default_that_it_says() -> None:
    """In an application that says nothing."""
    config = Costrel("shop", plugins=[]).config
    rows = re.findall(r"^\| `([A-Z_]+)` \| `([^`]*)` \|", PAGE, re.MULTILINE)
    assert {key: repr(config[key]) for key, _ in rows} == dict(rows)
    assert len(rows) == 3
