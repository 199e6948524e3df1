"""Faults: an exception raised at the n-th line of our code that a request runs."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

PACKAGES = tuple(
    str(Path(sys.modules[name].__file__ or "").parent)
    for name in (
        __import__(package).__name__
        for package in (
            "costrel",
            "costrel_core",
            "costrel_sessions",
            "costrel_signals",
            "costrel_spec",
            "costrel_templating",
        )
    )
)


class Lines:
    """Counts the lines of our code that run, and raises at one of them."""

    def __init__(self, fatal: int = -1, error: Callable[[], BaseException] = RuntimeError) -> None:
        self.count = 0
        self.fatal = fatal
        self.error = error
        self.where = ""

    def __enter__(self) -> "Lines":
        sys.settrace(self._enter)
        return self

    def __exit__(self, *exc_info: object) -> None:
        sys.settrace(None)

    def _enter(self, frame: FrameType, event: str, argument: Any) -> Any:
        ours = frame.f_code.co_filename.startswith(PACKAGES)
        return self._line if ours else None

    def _line(self, frame: FrameType, event: str, argument: Any) -> Any:
        if event == "line":
            self.count += 1
            if self.count == self.fatal:
                self.where = f"{frame.f_code.co_filename}:{frame.f_lineno}"
                raise self.error()
        return self._line


@pytest.fixture
def lines() -> Iterator[type[Lines]]:
    """The injector; whatever happens, no trace function outlives the test."""
    yield Lines
    sys.settrace(None)
