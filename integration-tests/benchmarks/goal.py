"""What a row is to reach."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Goal:
    """A limit, the side of it that is good, and the unit of both; ``x`` is a ratio."""

    limit: float
    at_least: bool
    unit: str = "x"

    def met(self, value: float) -> bool:
        """Whether the value is on the good side."""
        return value >= self.limit if self.at_least else value <= self.limit

    def missed_by(self, value: float) -> float:
        """How far off it is, as a share of the limit; negative where the goal is met."""
        share = value / self.limit - 1
        return -share if self.at_least else share

    def __str__(self) -> str:
        return f"{'≥' if self.at_least else '≤'} {self.limit:g}{space(self.unit)}"


def space(unit: str) -> str:
    """The unit as it follows a number."""
    return unit if unit == "x" else f" {unit}"


def at_least(limit: float) -> Goal:
    """So many times as fast as the reference."""
    return Goal(limit, at_least=True)


def at_most(limit: float, unit: str = "x") -> Goal:
    """So many times the reference, or so much."""
    return Goal(limit, at_least=False, unit=unit)
