"""The figures of all rows, for reading and for other programs."""

import json
import platform
import sys
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from frameworks import OWN, REFERENCE
from rows import Row


@dataclass
class Ratio:
    """How many times as fast as the reference: of the fastest rounds, and of each round."""

    fastest: float
    lowest: float
    median: float
    highest: float


@dataclass
class Figures:
    """What was measured of one row."""

    name: str
    title: str
    goal: float
    microseconds: dict[str, float] = field(default_factory=dict)
    ratios: dict[str, Ratio] = field(default_factory=dict)
    counts: dict[str, dict[str, int]] = field(default_factory=dict)

    @property
    def met(self) -> bool | None:
        """Whether the goal is met; None where it was not measured."""
        ratio = self.ratios.get(OWN)
        return None if ratio is None else ratio.fastest >= self.goal


def figures(row: Row, times: dict[str, list[float]]) -> Figures:
    """The figures that the times of each round give."""
    made = Figures(row.name, row.title, row.goal)
    for name, seconds in times.items():
        made.microseconds[name] = min(seconds) * 1e6
    reference = times.get(REFERENCE)
    if reference is not None:
        for name, seconds in times.items():
            each = [ours / theirs for ours, theirs in zip(reference, seconds, strict=True)]
            fastest = min(reference) / min(seconds)
            made.ratios[name] = Ratio(fastest, min(each), median(each), max(each))
    return made


def heading(names: list[str]) -> str:
    """The first two lines of the table."""
    columns = "".join(f"{name + ' us':>12}" for name in names)
    line = f"{'work':41}{columns}{'ratio':>8}  {'of each round':17}{'goal':>5}  met"
    return f"{line}\n{'-' * len(line)}"


def line(row: Figures, names: list[str]) -> str:
    """One row of the table."""
    columns = "".join(
        f"{row.microseconds[name]:12.1f}" if name in row.microseconds else f"{'':12}"
        for name in names
    )
    ratio = row.ratios.get(OWN)
    if ratio is None:
        return f"{row.title:41}{columns}"
    spread = f"{ratio.lowest:.1f} {ratio.median:.1f} {ratio.highest:.1f}"
    met = "yes" if row.met else "no"
    return f"{row.title:41}{columns}{ratio.fastest:8.2f}  {spread:17}{row.goal:5g}  {met}"


def counted(row: Figures) -> str:
    """What one call executes, for each framework."""
    return "".join(
        f"    {name}: {count['instructions']} instructions, {count['calls']} Python calls\n"
        for name, count in row.counts.items()
    ).rstrip()


def summary(rows: list[Figures]) -> str:
    """How many goals are met, and the geometric mean of the ratios."""
    judged = [row for row in rows if row.met is not None]
    if not judged:
        return "No ratio: it needs both " + f"{REFERENCE} and {OWN}."
    product = 1.0
    for row in judged:
        product *= row.ratios[OWN].fastest
    mean = product ** (1 / len(judged))
    met = sum(bool(row.met) for row in judged)
    return f"{met} of {len(judged)} goals met; geometric mean {mean:.1f}x {REFERENCE}"


def write_json(path: Path, rows: list[Figures], rounds: int) -> None:
    """The figures of this run as JSON."""
    report: dict[str, Any] = {
        "python": sys.version.split()[0],
        "machine": platform.machine(),
        "rounds": rounds,
        "rows": [{**asdict(row), "met": row.met} for row in rows],
    }
    path.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
