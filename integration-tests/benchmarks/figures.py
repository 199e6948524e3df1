"""What was measured of one row, and how it compares."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import prod
from statistics import quantiles
from typing import Any

from goal import Goal

Rounds = dict[str, list[float]]
"""What each contestant took, by round."""

REQUESTS = "Requests"
"""The section whose rows are requests."""


@dataclass(frozen=True)
class Ratio:
    """How a contestant compares to the reference: of the best rounds, and quartiles of all rounds."""

    best: float
    quartiles: tuple[float, float, float]


@dataclass(frozen=True)
class Figures:
    """One row: the best round of each contestant, and the ratios to one of them, the reference."""

    name: str
    title: str
    section: str
    goal: Goal
    reference: str
    own: str
    unit: str
    best: dict[str, float] = field(default_factory=dict)
    ratios: dict[str, Ratio] = field(default_factory=dict)

    @property
    def value(self) -> float | None:
        """What the goal judges; None where it was not measured."""
        if self.goal.unit != "x":
            return self.best.get(self.own)
        return self.ratios[self.own].best if self.own in self.ratios else None

    @property
    def met(self) -> bool | None:
        """Whether the goal is met; None where that was not measured."""
        return None if self.value is None else self.goal.met(self.value)


def compare(empty: Figures, rounds: Rounds, factor: float) -> Figures:
    """The row filled with the figures of all rounds; ``factor`` leads to the row's unit.

    A goal "at least" asks how many times as fast as the reference, a goal "at most" how many times
    as much.
    """
    best = {name: min(each) * factor for name, each in rounds.items()}
    ratios: dict[str, Ratio] = {}
    if empty.reference in rounds:
        for name, each in rounds.items():
            pairs = zip(rounds[empty.reference], each, strict=True)
            shares = [theirs / its for theirs, its in pairs]
            share = best[empty.reference] / best[name]
            if not empty.goal.at_least:
                shares, share = [1 / one for one in shares], 1 / share
            ratios[name] = Ratio(share, _quartiles(shares))
    return Figures(**{**_fields(empty), "best": best, "ratios": ratios})


def _fields(figures: Figures) -> dict[str, Any]:
    return {name: getattr(figures, name) for name in Figures.__dataclass_fields__}


def _quartiles(values: list[float]) -> tuple[float, float, float]:
    if len(values) == 1:
        return (values[0],) * 3
    lower, middle, upper = quantiles(values, n=4, method="inclusive")
    return lower, middle, upper


def judged(rows: Sequence[Figures]) -> tuple[int, int]:
    """How many goals are met, and how many were measured."""
    verdicts = [row.met for row in rows if row.met is not None]
    return sum(verdicts), len(verdicts)


def geometric_mean(rows: Sequence[Figures]) -> float | None:
    """Of the ratios of the rows of requests; None without such rows."""
    values = [row.value for row in rows if row.section == REQUESTS]
    ratios = [value for value in values if value is not None]
    return prod(ratios) ** (1 / len(ratios)) if ratios else None


MEAN = Goal(9, at_least=True)
"""What the geometric mean is to reach."""


def from_json(row: dict[str, Any]) -> Figures:
    """The figures that ``dataclasses.asdict`` has made this of."""
    ratios = {
        name: Ratio(ratio["best"], tuple(ratio["quartiles"]))
        for name, ratio in row["ratios"].items()
    }
    return Figures(**{**row, "goal": Goal(**row["goal"]), "ratios": ratios})
