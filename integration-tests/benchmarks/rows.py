"""What a request is measured by: one row for each kind of work, with its goal."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from exchange import Message
from goal import Goal, at_least

Builder = Callable[[Any, Any], None]
"""Adds the work to an application, given Flask or what has Flask's API, and the application."""

WHOLE = ("status", "type", "body")
STATUS = ("status",)
ADDRESS = ("status", "location")


@dataclass(frozen=True)
class Row:
    """One kind of work.

    ``same`` is what answers of frameworks without Flask's API have in common with Flask's: pages of
    errors and redirects are their own.
    """

    name: str
    title: str
    goal: Goal
    build: Builder
    message: Callable[[], Message]
    same: tuple[str, ...] = WHOLE


ROWS: dict[str, Row] = {}
"""All rows by name, in the order of the table."""


def row(
    name: str,
    goal: float,
    message: Message | Callable[[], Message] | None = None,
    same: tuple[str, ...] = WHOLE,
) -> Callable[[Builder], Builder]:
    """A decorator: the function adds the work that its docstring names and ``message`` asks for.

    The goal is how many times as fast as Flask it has to be.
    """
    known = message or Message()

    def add(build: Builder) -> Builder:
        made = known if callable(known) else lambda: known
        title = (build.__doc__ or name).removesuffix(".")
        ROWS[name] = Row(name, title, at_least(goal), build, made, same)
        return build

    return add
