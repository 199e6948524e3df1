"""How wide the columns of a table are."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console
from rich.table import Table

from costrel_rich_cli.columns import fit

pytestmark = pytest.mark.alone


def widths(rows: list[tuple[str, ...]], width: int, asked: int | None = None) -> object:
    """The widths that the columns get, with gaps of two between them; or False."""
    made = Table(show_header=False, box=None, padding=(0, 1), pad_edge=False)
    for _ in rows[0]:
        made.add_column()
    made.columns[-1].min_width = asked
    for row in rows:
        made.add_row(*row)
    return fit(Console(width=80), made, width) and [column.width for column in made.columns]


def test_columns_are_as_wide_as_their_lines_where_there_is_room() -> None:
    """And no wider."""
    assert widths([("one two", "x"), ("a", "b c")], 80) == [7, 3]


def test_where_there_is_less_the_column_that_needs_least_gets_it_first() -> None:
    """Each has room for its longest word."""
    rows = [("one two three four", "a b"), ("a", "c")]
    gap = 2
    assert widths(rows, 18 + 3 + gap) == [18, 3]
    assert widths(rows, 12 + 3 + gap) == [12, 3]
    assert widths(rows, 5 + 1 + gap) == [5, 1]
    assert widths(rows, 5 + gap) is False


def test_a_column_can_ask_for_more() -> None:
    """Whatever is in it, also if that can't be measured."""
    assert widths([("one two", "a b")], 80, asked=5) == [7, 5]
    assert widths([("one two", "a b")], 10, asked=5) == [3, 5]
    assert widths([("one two", "a b")], 9, asked=5) is False


def test_the_head_counts_where_it_is_shown() -> None:
    """It is a cell like the others; a table without rows has nothing else."""
    made = Table("Endpoint", box=None)
    assert fit(Console(width=80), made, 80)
    assert made.columns[0].width == len("Endpoint")


words = st.text("abc", min_size=1, max_size=9)
cells = st.lists(words, max_size=4).map(" ".join)


@settings(deadline=None)
@given(st.lists(st.tuples(cells, cells, cells), min_size=1, max_size=4), st.integers(5, 60))
def test_no_word_is_ever_broken(rows: list[tuple[str, ...]], width: int) -> None:
    """And no line sticks out, where it says that all fits."""
    made = Table(*"abc", box=None)
    for row in rows:
        made.add_row(*row)
    console = Console(width=width)
    if not fit(console, made, width):
        return
    with console.capture() as captured:
        console.print(made)
    shown = captured.get()
    assert all(len(line) <= width for line in shown.splitlines())
    assert sorted(shown.split()) == sorted(["a", "b", "c", *" ".join(map(" ".join, rows)).split()])
