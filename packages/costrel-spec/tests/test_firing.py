"""Sealed hooks and how they are fired."""

import logging
from types import SimpleNamespace
from typing import Any

import pytest

from costrel_spec import Hooks, isolate, report

pytestmark = pytest.mark.alone

APP = SimpleNamespace(logger=logging.getLogger("test_firing"))


def test_hooks_are_empty_until_the_seal() -> None:
    """Firing one calls nothing."""
    hooks = Hooks()
    assert all(getattr(hooks, name) == () for name in Hooks.names)


def test_a_misspelt_hook_can_not_be_sealed() -> None:
    """There is no place for it."""
    with pytest.raises(AttributeError):
        Hooks().before_requests = ()  # type: ignore[attr-defined]  # what is tested


def test_hooks_belong_to_one_application() -> None:
    """What is sealed for one is not seen by another."""
    one, other = Hooks(), Hooks()
    one.flashed = (print,)
    assert other.flashed == ()


def test_an_isolated_call_gets_its_arguments(caplog: pytest.LogCaptureFixture) -> None:
    """And says nothing if it works."""
    seen: list[Any] = []
    isolate(APP, lambda *arguments: seen.append(arguments), 1, "x")
    assert seen == [(1, "x")]
    assert not caplog.records


def test_a_failure_is_logged_and_goes_no_further(caplog: pytest.LogCaptureFixture) -> None:
    """With the name of the function and its traceback."""

    def observe(value: int) -> None:
        raise OSError(f"no {value}")

    isolate(APP, observe, 3)
    (record,) = caplog.records
    assert record.levelno == logging.ERROR
    assert f"{__name__}.{observe.__qualname__} failed" in record.getMessage()
    assert "OSError: no 3" in caplog.text


def test_a_callable_without_a_name_is_logged_too(caplog: pytest.LogCaptureFixture) -> None:
    """An instance that can be called is shown as it is."""

    class Observer:
        def __call__(self) -> None:
            raise OSError

        def __repr__(self) -> str:
            return "the observer"

    isolate(APP, Observer())
    assert "the observer failed" in caplog.text


@pytest.mark.parametrize("error", [SystemExit, KeyboardInterrupt])
def test_what_ends_the_program_is_not_kept(error: type[BaseException]) -> None:
    """Only exceptions are isolated."""

    def leave() -> None:
        raise error

    with pytest.raises(error):
        isolate(APP, leave)


def test_a_report_is_a_line_of_the_log_where_it_was_made(caplog: pytest.LogCaptureFixture) -> None:
    """With the exception in flight, its traceback and the caller's place."""
    try:
        raise OSError("on purpose")
    except OSError:
        report(APP, "The %s failed.", "test")
    (record,) = caplog.records
    assert (record.getMessage(), record.levelno) == ("The test failed.", logging.ERROR)
    assert record.pathname == __file__
    assert "OSError: on purpose" in caplog.text


def test_a_log_that_fails_costs_a_line_and_no_more(capsys: pytest.CaptureFixture[str]) -> None:
    """Both exceptions are shown where Python's own logging shows such things."""

    class Full(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            raise OSError("the disk is full")

    handler = Full()
    APP.logger.addHandler(handler)
    try:
        raise LookupError("on purpose")
    except LookupError:
        report(APP, "The test failed.")
    finally:
        APP.logger.removeHandler(handler)
    shown = capsys.readouterr().err
    assert "LookupError: on purpose" in shown
    assert "OSError: the disk is full" in shown


class Watched(list[Any]):
    """Listeners that say who watches for them."""

    def __init__(self) -> None:
        self.watching: list[tuple[Hooks, str]] = []

    def watch(self, hooks: Hooks, name: str) -> None:
        self.watching.append((hooks, name))


def test_an_implementation_without_listeners_is_left_out() -> None:
    """Until the first has come; the order stays."""
    hooks, watched = Hooks(), Watched()
    hooks.seal("rendered", ((watched, repr), (True, str)))
    assert watched.watching == [(hooks, "rendered")]
    assert hooks.rendered == (str,)
    watched.append(1)
    hooks.refresh("rendered")
    assert hooks.rendered == (repr, str)
