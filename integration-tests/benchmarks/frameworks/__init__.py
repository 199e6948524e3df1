"""The frameworks that take turns. Another one is a module of this folder with a ``framework``."""

from importlib import import_module
from typing import Protocol

from exchange import Call
from rows import Row

REFERENCE = "flask"
OWN = "costrel"
NAMES = (
    REFERENCE,
    OWN,
    "werkzeug",
    "bottle",
    "falcon",
    "pyramid",
    "django",
    "quart",
    "starlette",
)


class Framework(Protocol):
    """What is asked of a framework."""

    def prepare(self, row: Row) -> Call | None:
        """A function that makes the row's exchange once; None where there is no such work.

        Only what was prepared last need work: Django has one application in a process.
        """


def load(name: str) -> Framework:
    """The framework of that name; nothing of it is imported before."""
    framework: Framework = import_module(f"frameworks.{name}").framework
    return framework
