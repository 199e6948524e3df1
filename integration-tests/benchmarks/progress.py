"""What is going on, in a line of standard error that the next one replaces."""

import sys
from types import TracebackType
from typing import Self


class Progress:
    """Which of so many steps is under way; shown on a terminal only, and gone at the end."""

    def __init__(self, steps: int) -> None:
        self._steps = steps
        self._done = 0
        self._shown = sys.stderr.isatty()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.clear()

    def clear(self) -> None:
        """Nothing is under way that a line of output would be mixed with."""
        self._show("")

    def next(self, title: str) -> None:
        """A step begins."""
        self._done += 1
        self._show(f"[{self._done}/{self._steps}] {title} ...")

    def _show(self, text: str) -> None:
        if self._shown:
            print(f"\r\x1b[K{text}", end="", file=sys.stderr, flush=True)
