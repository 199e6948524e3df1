"""Tests of what the package exports."""

import subprocess
import sys

import pytest

import costrel_signals
from costrel_signals import signals

pytestmark = pytest.mark.alone


@pytest.mark.parametrize("name", costrel_signals.__all__)
def test_a_public_name_is_the_one_of_its_module(name: str) -> None:
    """On its first use and afterwards."""
    vars(costrel_signals).pop(name, None)
    assert getattr(costrel_signals, name) is getattr(signals, name)
    assert vars(costrel_signals)[name] is getattr(signals, name)


def test_another_name_is_an_attribute_error() -> None:
    """As in any module."""
    with pytest.raises(AttributeError, match="'costrel_signals' has no attribute 'before_lunch'"):
        _ = costrel_signals.before_lunch


@pytest.mark.parametrize(
    ("statement", "imported"),
    [
        ("import costrel_signals, costrel_signals.plugin", "False"),
        ("from costrel_signals import request_started", "True"),
    ],
)
def test_blinker_is_imported_with_the_first_signal(statement: str, imported: str) -> None:
    """An application that uses no signal does without it."""
    program = f"import sys; {statement}; print('blinker' in sys.modules)"
    assert subprocess.check_output([sys.executable, "-c", program], text=True).strip() == imported
