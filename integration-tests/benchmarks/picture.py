"""The ratios to Flask as bars, in a file that reads well on light and dark pages."""

from collections.abc import Iterator, Sequence
from html import escape

from figures import Figures

_WIDTH = 760
_TEXT = 270
_LINE = 26
_TOP = 64
_BOTTOM = 60
_SCALE = _WIDTH - _TEXT - 70
_STYLE = """\
  text { font: 13px system-ui, sans-serif; fill: #57606a; }
  .title { font-size: 16px; font-weight: 600; }
  .bar { fill: #2f81f7; }
  .under { fill: #d29922; }
  .goal { stroke: #cf222e; stroke-width: 2; }
  .grid { stroke: #8b949e; stroke-opacity: 0.35; }
  .value { font-weight: 600; }
  @media (prefers-color-scheme: dark) { text { fill: #adbac7; } .goal { stroke: #ff7b72; } }"""


def picture(rows: Sequence[Figures], note: str) -> str:
    """An SVG with a bar and a goal for each row that has a ratio.

    Bars longer than the axis are cut and say their length.
    """
    shown = [row for row in rows if row.value is not None]
    height = _TOP + _LINE * len(shown) + _BOTTOM
    highest = max((_axis(row.goal.limit, row.value or 0) for row in shown), default=1.0)
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}"'
        f' width="{_WIDTH}" height="{height}" role="img" aria-labelledby="title">'
    )
    lines = [
        opening,
        '<title id="title">How many times as fast as Flask, by kind of request</title>',
        f"<style>\n{_STYLE}\n</style>",
        '<text class="title" x="16" y="26">How many times as fast as Flask</text>',
        f'<text x="16" y="46">{escape(note)}</text>',
        *_grid(highest, height),
    ]
    for number, row in enumerate(shown):
        lines += _bar(row, _TOP + _LINE * number, highest)
    lines += _legend(height - 12)
    return "\n".join([*lines, "</svg>"]) + "\n"


def _axis(goal: float, value: float) -> float:
    """How long the axis has to be for a row: one that is far over its goal is cut."""
    return min(max(goal, value) * 1.1, 20)


def _grid(highest: float, height: int) -> Iterator[str]:
    for mark in range(0, int(highest) + 1, 5):
        x = _TEXT + _SCALE * mark / highest
        bottom = height - _BOTTOM + 4
        yield f'<line class="grid" x1="{x:.1f}" y1="{_TOP - 6}" x2="{x:.1f}" y2="{bottom}"/>'
        yield f'<text x="{x:.1f}" y="{bottom + 14}" text-anchor="middle">{mark}x</text>'


def _bar(row: Figures, top: int, highest: float) -> Iterator[str]:
    value = row.value or 0
    length = _SCALE * min(value, highest) / highest
    middle = top + _LINE / 2 + 4
    kind = "bar" if row.met else "bar under"
    label = f"{value:.1f}x"
    yield f'<text x="{_TEXT - 10}" y="{middle}" text-anchor="end">{escape(row.title)}</text>'
    yield (
        f'<rect class="{kind}" x="{_TEXT}" y="{top + 4}" width="{length:.1f}"'
        f' height="{_LINE - 8}" rx="2"/>'
    )
    if row.goal.limit <= highest:
        x = _TEXT + _SCALE * row.goal.limit / highest
        yield f'<line class="goal" x1="{x:.1f}" y1="{top + 1}" x2="{x:.1f}" y2="{top + _LINE - 1}"/>'
    x = _TEXT + max(length, _SCALE * min(row.goal.limit, highest) / highest) + 6
    yield f'<text class="value" x="{x:.1f}" y="{middle}">{label}</text>'


def _legend(y: int) -> Iterator[str]:
    entries = (("bar", "goal met"), ("bar under", "goal missed"))
    x = 16
    for kind, text in entries:
        yield f'<rect class="{kind}" x="{x}" y="{y - 10}" width="12" height="12" rx="2"/>'
        yield f'<text x="{x + 18}" y="{y}">{text}</text>'
        x += 110
    yield f'<line class="goal" x1="{x + 4}" y1="{y - 12}" x2="{x + 4}" y2="{y + 3}"/>'
    yield f'<text x="{x + 14}" y="{y}">goal</text>'
