"""Tests of the collections of listeners."""

import gc
import weakref

import pytest

import costrel_signals
from costrel_signals import listeners
from costrel_spec import Hooks

pytestmark = pytest.mark.alone


def test_there_is_one_for_each_signal(names: list[str]) -> None:
    """And all are empty as long as nobody connects."""
    found = {
        name: value for name, value in vars(listeners).items() if type(value) is listeners.Listeners
    }
    assert sorted(found) == sorted(names)
    assert not any(found.values())


def test_a_signal_keeps_its_receivers_in_it(names: list[str]) -> None:
    """It turns true with the first receiver, and false with the last: blinker keeps to it."""
    for name in names:
        signal, heard = getattr(costrel_signals, name), getattr(listeners, name)
        assert heard.signal is signal

        def receive(sender: object) -> None:
            pass

        signal.connect(receive)
        assert len(heard) == 1
        signal.disconnect(receive)
        assert not heard
        with signal.connected_to(receive):
            assert heard
        assert not heard


def test_a_receiver_or_sender_that_is_gone_is_no_listener() -> None:
    """Signals hold receivers weakly, and forget those of a sender that is collected."""
    heard = listeners.request_started

    class Sender:
        pass

    def connect() -> None:
        def receive(sender: object) -> None:
            pass

        costrel_signals.request_started.connect(receive)
        assert heard

    connect()
    gc.collect()
    assert not heard


def test_clearing_a_signal_keeps_the_collection() -> None:
    """As tests clear signals between them."""
    signal, heard = costrel_signals.message_flashed, listeners.message_flashed
    signal.connect(print, weak=False)
    signal._clear_state()
    assert not heard
    assert signal.receivers is heard


def test_hooks_hear_of_the_first_receiver_and_the_last() -> None:
    """An implementation that nobody listens to is no call at all, until somebody does."""

    def send() -> None:
        pass

    hooks = Hooks()
    heard = listeners.request_finished
    hooks.seal("request_finished", ((heard, send), (True, print)))
    assert hooks.request_finished == (print,)
    with costrel_signals.request_finished.connected_to(send):
        assert hooks.request_finished == (send, print)
        with costrel_signals.request_finished.connected_to(print):
            assert len(hooks.request_finished) == 2
    assert hooks.request_finished == (print,)
    costrel_signals.request_finished.connect(print, weak=False)
    costrel_signals.request_finished._clear_state()
    assert hooks.request_finished == (print,)


def test_listeners_keep_no_application_alive() -> None:
    """Hooks that are watched for go with their application."""
    hooks = Hooks()
    hooks.seal("flashed", ((listeners.message_flashed, print),))
    gone = weakref.ref(hooks)
    del hooks
    assert gone() is None
    listeners.message_flashed[1] = print
    assert listeners.message_flashed.pop(1) is print
