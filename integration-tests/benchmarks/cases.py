"""What is measured beside requests: a comparison of two contestants that has a goal too."""

from collections.abc import Callable
from dataclasses import dataclass

from figures import Figures, Rounds, compare
from goal import Goal

Measure = Callable[[int], Rounds]
"""What the contestants took, given the number of rounds."""

_FACTORS = {"us": 1e6, "ms": 1e3, "MiB": 1 / 2**20}


@dataclass(frozen=True)
class Case:
    """One comparison; ``measure`` gives seconds or bytes."""

    name: str
    title: str
    section: str
    goal: Goal
    unit: str
    reference: str
    own: str
    measure: Measure
    missing: Callable[[], str | None] = lambda: None
    """Why it cannot be measured here; None where it can."""

    def figures(self, rounds: int) -> Figures:
        """What it measures."""
        empty = Figures(
            self.name, self.title, self.section, self.goal, self.reference, self.own, self.unit
        )
        return compare(empty, self.measure(rounds), _FACTORS[self.unit])
