"""Every part of the workspace keeps the contracts of what it does, by the command that anybody uses."""

import os
import subprocess
import sys
from importlib.metadata import entry_points

import pytest

from costrel_testing.conformance import contracts_of, plugin_names, plugin_state

DISTRIBUTION = "costrel:Costrel"
# It needs a server; its own tests start one, and run the same contract.
ELSEWHERE = {"redis"}
NAMES = [name for name in plugin_names(DISTRIBUTION) if name not in ELSEWHERE]
STATES = [plugin_state(name, DISTRIBUTION, {}) for name in NAMES]
JUDGED = [state.name for state in STATES if contracts_of(state)]


def test_every_plugin_that_fills_a_slot_is_judged() -> None:
    """The defaults and the alternatives."""
    slots = {name for state in STATES for name in state.slots if state.name in JUDGED}
    assert [state.name for state in STATES if state.slots and state.name not in JUDGED] == []
    assert slots == {"router", "json", "sessions", "templates", "testing", "cli"}
    assert "signals" in JUDGED
    assert {entry.name for entry in entry_points(group="costrel")} >= ELSEWHERE


@pytest.mark.parametrize("name", JUDGED)
def test_a_plugin_keeps_its_contracts(name: str) -> None:
    """The command succeeds, and no promise is broken."""
    done = subprocess.run(
        [sys.executable, "-m", "costrel_cli", "conform", name],
        env={**os.environ, "COSTREL_PLUGINS": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert " kept, 0 broken, " in done.stdout.splitlines()[-1]
