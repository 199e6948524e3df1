"""Figures as tables of a page."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from figures import MEAN, Figures
from table import amount

Line = Mapping[str, float | str]


def grid(heads: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    """A table; all columns but the first are set to the right."""
    width = len(heads)
    ruler = ["---", *["---:"] * (width - 1)]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in (heads, ruler, *lines))


def of_lines(lines: Sequence[Line]) -> str:
    """A table of lines that name their columns."""
    return grid([*lines[0]], [[number(value) for value in line.values()] for line in lines])


def number(value: float | str) -> str:
    """Three digits that matter, or all digits of what is large or whole."""
    if isinstance(value, str):
        return value
    if isinstance(value, int) or abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"


def of_rows(rows: Sequence[Figures], older: Mapping[str, Figures], older_name: str) -> str:
    """The table with goals; ``older`` are the rows of another Python."""
    reference = "Flask" if all(row.reference == "flask" for row in rows) else "compared to"
    heads = ["work", reference, "Costrel", "ratio", "quartiles", "goal", "met"]
    if older:
        heads.append(f"on {older_name}")
    lines = []
    for row in rows:
        ratio = row.ratios[row.own]
        cells = [
            row.title,
            amount(row, row.reference),
            amount(row, row.own),
            f"**{ratio.best:.2f}**",
            " ".join(f"{value:.2f}" for value in ratio.quartiles),
            str(row.goal),
            "yes" if row.met else "no",
        ]
        if older:
            cells.append(_value(older[row.name]) if row.name in older else "")
        lines.append(cells)
    return grid(heads, lines)


def _value(row: Figures) -> str:
    return f"{row.ratios[row.own].best:.2f}" + ("" if row.met else " (no)")


def of_frameworks(rows: Sequence[Figures], names: Sequence[str]) -> str:
    """Microseconds of each framework, for each row."""
    lines = [
        [row.title, *(f"{row.best[name]:.1f}" if name in row.best else "" for name in names)]
        for row in rows
    ]
    return grid(["work, us", *(name.capitalize() for name in names)], lines)


def conditions(report: Mapping[str, Any]) -> str:
    """When and where a run took place."""
    return (
        f"{report['implementation']} {report['python']}, {report['system']},"
        f" {report['cpus']} CPUs, {report['date']}"
    )


def of_summary(report: Mapping[str, Any], rows: Sequence[Figures]) -> str:
    """What a run has come to, as an item of a list."""
    mean = report["geometric_mean"]
    text = (
        f"- {conditions(report)}, {report['rounds']} rounds: **{report['goals_met']} of"
        f" {report['goals_measured']} goals met**, geometric mean of the requests"
        f" **{mean:.2f}x** (goal {MEAN})."
    )
    missed = [
        f"{row.title} ({row.value:.2f}, goal {row.goal})"
        for row in rows
        if row.value is not None and not row.met
    ]
    return text + (f" Missed: {'; '.join(missed)}." if missed else "")
