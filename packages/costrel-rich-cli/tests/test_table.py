"""Tables."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from costrel_rich_cli.table import table

pytestmark = pytest.mark.alone

ROWS = [("Endpoint", "Methods", "Rule"), ("one", "GET, POST", "/[red]1"), ("two", "", "/<int:n>")]


def test_a_table_has_a_frame_and_a_head() -> None:
    """As wide as it needs to be; brackets are text."""
    assert table(ROWS, 80).splitlines() == [
        "╭──────────┬───────────┬──────────╮",
        "│ Endpoint │ Methods   │ Rule     │",
        "├──────────┼───────────┼──────────┤",
        "│ one      │ GET, POST │ /[red]1  │",
        "│ two      │           │ /<int:n> │",
        "╰──────────┴───────────┴──────────╯",
    ]


def test_cells_break_between_words_where_there_is_less_room() -> None:
    """As long as each word fits."""
    assert table(ROWS, 33).splitlines()[3:5] == [
        "│ one      │ GET,    │ /[red]1  │",
        "│          │ POST    │          │",
    ]


def test_where_not_even_words_fit_each_row_is_a_block() -> None:
    """A line for each cell, and none for an empty one."""
    lines = [line.rstrip() for line in table(ROWS, 20).splitlines()]
    assert lines == [
        "Endpoint one",
        "Methods  GET, POST",
        "Rule     /[red]1",
        "",
        "Endpoint two",
        "Rule     /<int:n>",
    ]


@settings(deadline=None)
@given(
    st.lists(st.tuples(*[st.text("abc/<>[]: ", max_size=20)] * 3), min_size=1, max_size=4),
    st.integers(20, 100),
)
def test_nothing_is_cut_off_and_nothing_sticks_out(rows, width: int) -> None:
    """Whatever is in the cells, and however narrow the terminal."""
    shown = table([("Rule", "Slots", "X"), *rows], width)
    assert all(len(line) <= width for line in shown.splitlines())

    def letters(text: str) -> list[str]:
        return sorted(character for character in text if character in "abc/<>[]")

    heads = "RuleStatusX"
    kept = letters(shown.replace("Status", "").replace("Rule", "").replace("X", ""))
    assert kept == letters("".join("".join(row) for row in rows)), heads
