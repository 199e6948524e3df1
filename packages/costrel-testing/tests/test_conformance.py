"""Which contracts a plugin has to keep."""

import pytest

from costrel_spec.errors import BootError
from costrel_testing import conformance
from costrel_testing.contracts import (
    JSONContract,
    RouterContract,
    SessionsContract,
    SignalsContract,
)

DISTRIBUTION = "costrel:Costrel"


def test_every_installed_plugin_is_named() -> None:
    """Those that an application takes, and those that it does not."""
    names = conformance.plugin_names(DISTRIBUTION)
    assert names == sorted(names)
    assert {"core", "sessions", "signals", "testing"} <= set(names)


@pytest.mark.parametrize(
    ("plugin", "contracts"),
    [
        ("core", [JSONContract, RouterContract]),
        ("sessions", [SessionsContract]),
        ("signals", [SignalsContract]),
    ],
)
def test_a_plugin_has_the_contracts_of_what_it_does(plugin: str, contracts: list[type]) -> None:
    """Of the slots that it fills; of signals, where it is on all their hooks."""
    state = conformance.plugin_state(plugin, DISTRIBUTION, {})
    assert conformance.contracts_of(state) == contracts


def test_a_plugin_that_an_application_cannot_take_is_an_error(acme) -> None:
    """The configuration may be why."""
    acme("import json_of_nobody")
    with pytest.raises(BootError, match="json_of_nobody"):
        conformance.plugin_state("acme", DISTRIBUTION, {})


def test_contracts_are_run_in_turn() -> None:
    """Each with its verdicts."""
    state = conformance.plugin_state("signals", DISTRIBUTION, {})
    ((contract, verdicts),) = conformance.conformance(state, DISTRIBUTION, {})
    assert contract is SignalsContract
    assert {each.outcome for each in verdicts} == {"kept"}


def test_a_plugin_may_say_what_its_contracts_have_to_know(acme) -> None:
    """By an entry point under its name, to a class with attributes of the contract."""
    acme(
        "from costrel_signals.plugin import *\nclass Details:\n    signals = 'acme_missing'\n",
        f"[{conformance.DETAILS}]\nacme = acme_plugin:Details\n",
    )
    state = conformance.plugin_state("acme", DISTRIBUTION, {})
    ((_, verdicts),) = conformance.conformance(state, DISTRIBUTION, {})
    assert "No module named 'acme_missing'" in verdicts[0].seen
