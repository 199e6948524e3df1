"""How costs change with a size: each module measures one course.

A course has a ``TITLE``, and ``measure`` gives its lines: columns by name, units in the names.
"""

from importlib import import_module
from typing import Protocol

NAMES = ("rules", "plugins", "blueprints", "sessions", "bodies", "growth")

Line = dict[str, float | str]


class Course(Protocol):
    """What is asked of a module of this folder."""

    TITLE: str

    def measure(self, rounds: int, requests: int) -> list[Line]:
        """The lines, from the smallest size to the largest; ``requests`` is for what adds up."""


def run(name: str, rounds: int, requests: int) -> tuple[str, list[Line]]:
    """The title of that course, and its lines."""
    import_module("applications")  # which fills the table of rows
    course: Course = import_module(f"courses.{name}")
    return course.TITLE, course.measure(rounds, requests)
