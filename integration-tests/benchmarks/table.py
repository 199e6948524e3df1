"""The figures of a run as lines of text."""

from collections.abc import Sequence

from figures import MEAN, Figures, geometric_mean, judged
from goal import space

_TITLE = 47


def heading(others: Sequence[str]) -> str:
    """The first two lines; ``others`` are measured beside the reference and Costrel."""
    line = (
        f"{'work':{_TITLE}}{'reference':>11}{'costrel':>11}{'ratio':>8}  {'quartiles':19}"
        f"{'goal':>8}  met  " + "".join(f"{name + ' us':>14}" for name in others)
    ).rstrip()
    return f"{line}\n{'-' * len(line)}"


def line(row: Figures, others: Sequence[str]) -> str:
    """One row."""
    ratio = row.ratios.get(row.own)
    parts = [
        f"{row.title:{_TITLE}}",
        *(f"{amount(row, name):>11}" for name in (row.reference, row.own)),
        f"{ratio.best:8.2f}" if ratio else " " * 8,
        f"  {quartiles(row):19}",
        f"{row.goal!s:>8}",
        {True: "  yes  ", False: "  NO   ", None: "       "}[row.met],
        *(_other(row, name) for name in others),
    ]
    return "".join(parts).rstrip()


def _other(row: Figures, name: str) -> str:
    beside = name in row.best and name not in {row.reference, row.own}
    return f"{row.best[name]:14.1f}" if beside else " " * 14


def amount(row: Figures, name: str) -> str:
    """What a contestant took; nothing where it was not measured."""
    return f"{row.best[name]:.1f}{space(row.unit)}" if name in row.best else ""


def quartiles(row: Figures) -> str:
    """Those of the ratio of each round."""
    ratio = row.ratios.get(row.own)
    return " ".join(f"{value:.2f}" for value in ratio.quartiles) if ratio else ""


def summary(rows: Sequence[Figures]) -> str:
    """How many goals are met, which are missed by how much, and the geometric mean."""
    met, measured = judged(rows)
    mean = geometric_mean(rows)
    lines = [
        f"missed by {row.goal.missed_by(row.value):.0%}: {row.title} ({row.value:.2f}, goal {row.goal})"
        for row in rows
        if row.value is not None and not row.met
    ]
    end = f"{met} of {measured} goals met" if measured else "No ratio: one framework is not enough."
    if mean is not None:
        end += f"; geometric mean of the requests {mean:.2f}x (goal {MEAN})"
    return "\n".join([*lines, end])
