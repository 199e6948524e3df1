"""Tests of the signals themselves."""

import blinker
import pytest

import costrel_signals
from costrel_signals import signals

pytestmark = pytest.mark.alone


def test_the_signals_are_blinkers_with_flasks_names(names: list[str]) -> None:
    """All in one namespace, which is nobody else's."""
    assert len(names) == 10
    for name in names:
        signal = getattr(signals, name)
        assert type(signal) is blinker.NamedSignal
        assert signal.name == name.replace("_", "-")
        assert signals._signals[signal.name] is signal
        assert signal.__doc__
    assert len(signals._signals) == 10
    assert signals._signals is not blinker.default_namespace


def test_own_signals_need_no_other_import() -> None:
    """The namespace class is blinker's."""
    assert costrel_signals.Namespace is blinker.Namespace
    assert costrel_signals.Namespace().signal("model-saved").name == "model-saved"
