"""Tests of telling the receivers."""

import asyncio
import gc
import logging
import weakref
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

import pytest

from costrel_signals import listeners, message_flashed, request_started
from costrel_signals.sending import ask, tell

pytestmark = pytest.mark.alone


class Site:
    """An application so far as signals need one."""

    logger = logging.getLogger("site")

    def ensure_sync(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """A function that waits for the coroutine."""
        return lambda *args, **arguments: asyncio.run(function(*args, **arguments))


@pytest.fixture
def site() -> Any:
    """An application."""
    return Site()


def failing(*errors: Exception) -> list[Callable[..., Any]]:
    """Receivers that raise these errors."""

    def receiver(error: Exception) -> Callable[..., Any]:
        def receive(sender: object, **arguments: object) -> None:
            raise error

        return receive

    return [receiver(error) for error in errors]


def connected(signal: Any, *receivers: Callable[..., Any]) -> ExitStack:
    """A context in which these receivers are connected."""
    stack = ExitStack()
    for receiver in receivers:
        stack.enter_context(signal.connected_to(receiver))
    return stack


@pytest.mark.parametrize("send", [tell, ask])
def test_receivers_get_the_sender_and_the_arguments(site, send) -> None:
    """Those of any sender and those of this one, and no others."""
    heard: list[object] = []
    other = Site()
    with ExitStack() as stack:
        for number, sender in ((1, None), (2, site), (3, other)):

            def receive(sender: object, number: int = number, **arguments: object) -> None:
                heard.append((number, sender, arguments))

            senders = {} if sender is None else {"sender": sender}
            stack.enter_context(message_flashed.connected_to(receive, **senders))
        send(listeners.message_flashed, site, message="saved", category="info")
    arguments = {"message": "saved", "category": "info"}
    assert sorted(heard, key=str) == [(1, site, arguments), (2, site, arguments)]


@pytest.mark.parametrize("send", [tell, ask])
def test_an_async_receiver_is_waited_for(site, send) -> None:
    """Through the application's ensure_sync."""
    heard: list[object] = []

    async def receive(sender: object) -> None:
        await asyncio.sleep(0)
        heard.append(sender)

    with connected(request_started, receive):
        send(listeners.request_started, site)
    assert heard == [site]


@pytest.mark.parametrize("send", [tell, ask])
def test_a_muted_signal_is_not_sent(site, send) -> None:
    """As with blinker's own send."""
    heard: list[object] = []
    with connected(request_started, heard.append), request_started.muted():
        send(listeners.request_started, site)
    assert heard == []


@pytest.mark.parametrize("send", [tell, ask])
def test_a_wrapper_of_receivers_for_sees_every_signal(site, send, monkeypatch) -> None:
    """Tracers wrap it on the signal."""
    senders: list[object] = []
    original = request_started.receivers_for

    def receivers_for(sender: object) -> Any:
        senders.append(sender)
        return original(sender)

    monkeypatch.setattr(request_started, "receivers_for", receivers_for)
    with connected(request_started, lambda sender: None):
        send(listeners.request_started, site)
    assert senders == [site]


def test_failing_receivers_are_logged_and_stop_nobody(site, caplog) -> None:
    """Each with its traceback, its name and the signal's."""
    heard: list[object] = []
    first, second = ZeroDivisionError("1"), RuntimeError("2")
    with connected(request_started, *failing(first, second), heard.append):
        tell(listeners.request_started, site)
    assert heard == [site]
    assert {record.exc_info[1] for record in caplog.records} == {first, second}
    for record in caplog.records:
        assert record.levelno == logging.ERROR
        message = record.getMessage()
        assert f"{__name__}.failing.<locals>.receiver.<locals>.receive" in message
        assert "'request-started'" in message


def test_an_async_receiver_that_cannot_run_stops_nobody(site, caplog, monkeypatch) -> None:
    """As when the library for it is missing."""

    async def receive(sender: object) -> None:
        pass

    monkeypatch.setattr(Site, "ensure_sync", lambda self, function: 1 / 0)
    heard: list[object] = []
    with connected(request_started, receive, heard.append):
        tell(listeners.request_started, site)
    assert heard == [site]
    assert len(caplog.records) == 1


def test_who_is_asked_may_fail_the_request(site, caplog) -> None:
    """All are called, one error is raised, the others are logged."""
    heard: list[object] = []
    errors = ZeroDivisionError("1"), ZeroDivisionError("2")
    with (
        connected(request_started, *failing(*errors), heard.append),
        pytest.raises(ZeroDivisionError) as raised,
    ):
        ask(listeners.request_started, site)
    assert heard == [site]
    [record] = caplog.records
    assert {raised.value, record.exc_info[1]} == set(errors)


@pytest.mark.parametrize("send", [tell, ask])
def test_what_ends_the_process_passes(site, send) -> None:
    """SystemExit and the like are nobody's failure to log."""

    def leave(sender: object) -> None:
        raise SystemExit(3)

    with connected(request_started, leave), pytest.raises(SystemExit):
        send(listeners.request_started, site)


def test_an_error_that_was_raised_is_kept_alive_by_nothing(site) -> None:
    """Else it would keep the request alive until the garbage collector comes by."""

    def receive(sender: object) -> None:
        raise Memorable

    class Memorable(Exception):
        pass

    gc.collect()
    gc.disable()
    try:
        with connected(request_started, receive):
            try:
                ask(listeners.request_started, site)
            except Memorable as error:
                kept = weakref.ref(error)
        assert kept() is None
    finally:
        gc.enable()
