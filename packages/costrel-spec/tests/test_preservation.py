"""Contexts that are kept."""

from contextlib import contextmanager

import pytest

from costrel_spec.preservation import Preservation

pytestmark = pytest.mark.alone


def context(name: str, log: list[str], error: Exception | None = None):
    """A context that logs, and fails at its end if it is told to."""

    @contextmanager
    def manager():
        log.append(f"+{name}")
        yield
        log.append(f"-{name}")
        if error:
            raise error

    return manager()


def test_contexts_are_entered_in_order_and_left_in_reverse() -> None:
    """The request's lies inside the application's."""
    log: list[str] = []
    kept = Preservation()
    kept.leave(context("app", log))
    kept.leave(context("request", log))
    assert log == []
    kept.enter()
    assert log == ["+app", "+request"]
    kept.enter()
    kept.end()
    kept.end()
    assert log == ["+app", "+request", "-request", "-app"]


def test_every_context_is_left_though_one_fails() -> None:
    """The error is not lost."""
    log: list[str] = []
    kept = Preservation()
    kept.leave(context("app", log))
    kept.leave(context("request", log, ValueError("oh no")))
    kept.enter()
    with pytest.raises(ValueError, match="oh no"):
        kept.end()
    assert log[2:] == ["-request"]
    assert not kept._left
    kept.end()
