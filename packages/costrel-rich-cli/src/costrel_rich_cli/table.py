"""Tables with a frame, and what takes their place where the terminal is too narrow for one."""

from collections.abc import Sequence

from rich.box import ROUNDED
from rich.console import Console
from rich.table import Table
from rich.text import Text

from .columns import LINES, fit

Row = tuple[str, ...]

STYLES = {"Endpoint": "bold", "Plugin": "bold", "Methods": "cyan", "Slots": "magenta"}
"""How the cells of a column look, by its head."""

MARKS = {
    "Rule": (("yellow", r"<[^>]*>"),),
    "Status": (("green", r"^active\b"), ("red", r"^(failed|left out)\b"), ("yellow", r"\bslow\b")),
}
"""How what is inside the cells of a column looks, by its head."""


def table(rows: Sequence[Row], width: int) -> str:
    """Rows, the first of them the head, for a terminal of that many columns.

    No cell is cut off. Where not even the words fit side by side, each row becomes a block of lines.
    """
    console = Console(width=width, height=LINES)
    shown = _framed(rows)
    with console.capture() as captured:
        console.print(shown if fit(console, shown, width) else _stacked(rows))
    return captured.get().rstrip()


def _framed(rows: Sequence[Row]) -> Table:
    head, *body = rows
    made = Table(*head, box=ROUNDED, header_style="bold", border_style="dim")
    for row in body:
        made.add_row(*(_cell(*pair) for pair in zip(head, row, strict=True)))
    return made


def _stacked(rows: Sequence[Row]) -> Table:
    """A line for each cell that is not empty, its head before it; an empty line between rows."""
    head, *body = rows
    made = Table(box=None, show_header=False, padding=(0, 1, 0, 0), pad_edge=False)
    made.add_column(style="dim", overflow="fold")
    made.add_column(overflow="fold")
    for number, row in enumerate(body):
        if number:
            made.add_row()
        for name, text in zip(head, row, strict=True):
            if text:
                made.add_row(name, _cell(name, text))
    return made


def _cell(head: str, text: str) -> Text:
    # Not a string, in which brackets would be read as markup.
    cell = Text(text, STYLES.get(head, ""), overflow="fold")
    for style, pattern in MARKS.get(head, ()):
        cell.highlight_regex(pattern, style)
    return cell
