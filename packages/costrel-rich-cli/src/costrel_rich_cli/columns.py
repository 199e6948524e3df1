"""How wide the columns of a table are, so that no word is broken.

Rich takes room from the widest columns, whatever is in them.
"""

from rich.console import Console, RenderableType
from rich.measure import Measurement
from rich.table import Column, Table

UNLIMITED = 10_000

LINES = 24
"""The height that consoles are given. It means nothing here, but rich heeds a width only beside one."""


def fit(console: Console, table: Table, width: int) -> bool:
    """Whether each word has room in so many columns of the terminal; if so, the table has it too."""
    ranges = [_range(console, table, column) for column in table.columns]
    spare = width - _around(console, table) - sum(one.minimum for one in ranges)
    if spare < 0:
        return False
    # Those that need little more get it; what is left over is for those that need much.
    pairs = sorted(zip(ranges, table.columns, strict=True), key=lambda pair: pair[0].span)
    for waiting, (one, column) in zip(range(len(pairs), 0, -1), pairs, strict=True):
        more = min(one.span, spare // waiting)
        column.width = one.minimum + more
        spare -= more
    return True


def _around(console: Console, table: Table) -> int:
    """What the frame and the gaps take."""
    for column in table.columns:
        column.width = 1
    return _measure(console, table).minimum - len(table.columns)


def _range(console: Console, table: Table, column: Column) -> Measurement:
    """From the longest word of a column, and no less than it must have, to its longest line."""
    cells = [*column.cells, *([column.header] if table.show_header else [])]
    found = [_measure(console, cell) for cell in cells]
    least = max([column.min_width or 0, *(one.minimum for one in found)])
    return Measurement(least, max([least, *(one.maximum for one in found)]))


def _measure(console: Console, shown: RenderableType) -> Measurement:
    return Measurement.get(console, console.options.update(width=UNLIMITED), shown)
