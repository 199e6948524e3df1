"""The work that a framework without Flask's API has in common with Flask."""

from collections.abc import Callable
from typing import Any

from exchange import Call, Message
from rows import Row

Maker = Callable[[], Any]
"""Makes an application that does the work of a row."""


class Works:
    """The rows that a framework has, each with a function that makes its application."""

    def __init__(self, exchange: Callable[[Any, Message], Call]) -> None:
        self._exchange = exchange
        self._makers: dict[str, Maker] = {}

    def row(self, *names: str) -> Callable[[Maker], Maker]:
        """A decorator: the function makes the application of these rows."""

        def add(make: Maker) -> Maker:
            self._makers.update(dict.fromkeys(names, make))
            return make

        return add

    def prepare(self, row: Row) -> Call | None:
        """The row's application, called as by a server; None where the framework lacks the row."""
        make = self._makers.get(row.name)
        return None if make is None else self._exchange(make(), row.message())
