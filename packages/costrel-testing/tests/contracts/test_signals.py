"""The kit of signals: blinker's keep its promises, and who breaks one is found out."""

import pytest

from costrel_testing.contracts import SignalsContract
from costrel_testing.contracts.signals import module_of
from costrel_testing.contracts.verdict import judge


class TestDefault(SignalsContract):
    """Signals by blinker."""


class TestByName(SignalsContract):
    """The part is named, and its signals are where it is."""

    plugin = "signals"
    signals = "costrel_signals"


@pytest.mark.parametrize("plugin", ["costrel_signals.plugin", "right.plain_signals:PlainSignals"])
def test_others_keep_the_promises(wrong_folder, plugin: str) -> None:
    """Their signals are found in the module of the plugin, or in the package around it."""
    verdicts = judge(SignalsContract, plugin)
    assert [each for each in verdicts if each.outcome != "kept"] == []


def test_the_module_of_a_plugin_is_known() -> None:
    """Of an installed one by its entry point, of others by themselves."""
    assert module_of("sessions") == "costrel_sessions.plugin"
    assert module_of("no-such-plugin") == ""
    assert module_of(pytest) == "pytest"
    assert module_of(SignalsContract()) == "costrel_testing.contracts.signals"


WRONG = {
    "SendsAsProxy": {"test_senders": "There are other senders: [('message_flashed', <LocalProxy"},
    "StopsAtFailure": {
        "test_failing_receivers": "The number of receivers called is 1 and should be 3"
    },
    "SilentFailures": {"test_failing_receivers": "The number of failures logged is 0"},
    "SwallowsRefusals": {"test_aborting": "The status is 200 and should be 403"},
    "OwnNames": {"test_arguments": "'request_tearing_down': ('error',)"},
    "FinishedEarly": {"test_the_response": "is [(True, False)] and should be [(True, True)]"},
    "HeardByAll": {
        "test_other_applications": "heard is [<Costrel 'contract'>] and should be []",
        "test_late_receivers": "How often it was called is 2 and should be 1",
    },
    "FirstReceivers": {
        "test_late_receivers": "How often it was called is 0 and should be 1",
        "test_weak_receivers": "How often it was called is 2 and should be 1",
        "test_aborting": "The status without the receiver is 403 and should be 200",
    },
    "RenderedAtOnce": {"test_streamed_templates": "Before the last part was sent: ["},
    "FailsWithEach": {"test_handled_failures": "'got_request_exception'"},
}


@pytest.mark.parametrize(("wrong", "seen"), WRONG.items(), ids=WRONG)
def test_a_broken_promise_is_named(broken, wrong: str, seen: dict[str, str]) -> None:
    """The one that the signals break with what was seen, and no other."""
    found = broken(SignalsContract, f"wrong.signals:{wrong}")
    assert found.keys() == seen.keys(), found
    assert [text for name, text in found.items() if seen[name] not in text] == []


@pytest.mark.parametrize(
    ("wrong", "seen"),
    [
        ("Deaf", "The plugin 'Deaf' has no hook context_popped."),
        (
            "Elsewhere",
            'has its signals elsewhere than in its module. Say where: signals = "module"',
        ),
    ],
)
def test_what_stands_in_the_way_is_said(broken, wrong: str, seen: str) -> None:
    """Where the signals can't be tested at all."""
    found = broken(SignalsContract, f"wrong.signals:{wrong}")
    assert seen in found["test_a_request"]
