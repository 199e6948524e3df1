"""Tables of text."""

import pytest

from costrel_cli.commands.table import table

pytestmark = pytest.mark.alone


def test_columns_are_as_wide_as_their_widest_cell() -> None:
    """A ruler stands below the head, and no line ends with spaces."""
    assert table([("a", "head"), ("longer", "x"), ("y", "")]) == [
        "a       head",
        "------  ----",
        "longer  x",
        "y",
    ]
