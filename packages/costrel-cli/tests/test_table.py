"""Tables of text."""

import pytest

from costrel_cli.table import table

pytestmark = pytest.mark.alone


def test_columns_are_as_wide_as_their_widest_cell() -> None:
    """A ruler stands below the head, and no line ends with spaces."""
    assert table([("a", "head"), ("longer", "x"), ("y", "")]).split("\n") == [
        "a       head",
        "------  ----",
        "longer  x",
        "y",
    ]


def test_a_table_that_is_too_wide_breaks_its_last_column() -> None:
    """Between words; what is left of it stays empty in the lines that follow."""
    names = "before_request, after_request, teardown_request"
    assert table([("a", "hooks"), ("x", names), ("y", "-")], 35).split("\n") == [
        "a  hooks",
        "-  --------------------------------",
        "x  before_request, after_request,",
        "   teardown_request",
        "y  -",
    ]


def test_the_last_column_stays_readable() -> None:
    """However little room there is, and a word is never broken."""
    assert table([("a", "b"), ("x", "short " * 5 + "x" * 30)], 1).split("\n")[2:] == [
        "x  short short short short",
        "   short",
        "   " + "x" * 30,
    ]
