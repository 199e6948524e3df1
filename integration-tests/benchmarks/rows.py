"""What is measured: one row for each kind of work, with its goal as a ratio to Flask."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from exchange import Message

Builder = Callable[[Any, Any], None]
"""Adds the work to an application, given Flask or what has Flask's API, and the application."""


@dataclass(frozen=True)
class Row:
    """One kind of work."""

    name: str
    title: str
    goal: float
    build: Builder
    message: Callable[[], Message]


ROWS: dict[str, Row] = {}
"""All rows by name, in the order of the table."""


def row(
    name: str, goal: float, message: Message | Callable[[], Message] | None = None
) -> Callable[[Builder], Builder]:
    """A decorator: the function adds the work that its docstring names and ``message`` asks for."""
    known = message or Message()

    def add(build: Builder) -> Builder:
        made = known if callable(known) else lambda: known
        title = (build.__doc__ or name).removesuffix(".")
        ROWS[name] = Row(name, title, goal, build, made)
        return build

    return add
