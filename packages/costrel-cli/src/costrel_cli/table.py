"""Tables of text."""

from collections.abc import Sequence
from textwrap import wrap

Row = tuple[str, ...]

GAP = "  "
"""What is between two columns."""

NARROWEST = 24
"""The last column is never made narrower than this."""


def table(rows: Sequence[Row], width: int = 0) -> str:
    """A table whose first row is its head.

    :param width: what it may take; the last column is broken into lines for it. 0 is no limit.
    """
    *widths, last = (max(map(len, column)) for column in zip(*rows, strict=True))
    if width:
        last = min(last, max(width - sum(each + len(GAP) for each in widths), NARROWEST))
    widths.append(last)
    head, *body = rows
    ruler = tuple("-" * each for each in widths)
    return "\n".join(
        GAP.join(cell.ljust(each) for cell, each in zip(line, widths, strict=True)).rstrip()
        for row in (head, ruler, *body)
        for line in _lines(row, last)
    )


def _lines(row: Row, last: int) -> list[Row]:
    """The lines of a row; all but the first have nothing before the last column."""
    if len(row[-1]) <= last:
        return [row]
    first, *more = wrap(row[-1], last, break_long_words=False, break_on_hyphens=False)
    return [(*row[:-1], first), *((*("" for _ in row[:-1]), line) for line in more)]
