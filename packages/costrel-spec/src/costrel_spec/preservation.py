"""Keeping the contexts of a request current after it has ended, for the tests that sent it."""

from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

PRESERVE = "werkzeug.debug.preserve_context"
"""The key of the WSGI environment under which the application finds where to leave its contexts."""


class Preservation:
    """The contexts that a request left for its test, entered until the next request begins."""

    def __init__(self) -> None:
        self._left: list[Any] = []
        self._entered = ExitStack()

    @property
    def leave(self) -> Callable[[Any], None]:
        """What the application calls with each of its contexts before it pops them."""
        return self._left.append

    def enter(self) -> None:
        """Make the contexts that were left current again."""
        while self._left:
            self._entered.enter_context(self._left.pop(0))

    def end(self) -> None:
        """Pop what was entered; teardown functions run once more, as for every pop."""
        self._entered.close()
