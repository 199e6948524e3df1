"""Values with names."""

import copy
import pickle
from dataclasses import FrozenInstanceError

import pytest

from costrel_spec import Deprecated, Plugin

pytestmark = pytest.mark.alone

GONE = Deprecated(since="1.2", until="2.0")


def test_a_record_is_known_by_its_values() -> None:
    """Two with the same values are one; those of another class are others."""
    assert Deprecated(until="2.0", since="1.2") == GONE
    assert hash(GONE) == hash(Deprecated(until="2.0", since="1.2"))
    assert Deprecated(since="1.2", until="2.0", instead="setup") != GONE
    assert Plugin() != GONE
    assert GONE != ("1.2", "2.0", None)


def test_it_shows_its_values() -> None:
    """As the code that makes it."""
    assert repr(GONE) == "Deprecated(instead=None, since='1.2', until='2.0')"
    assert eval(repr(GONE)) == GONE


def test_nothing_of_it_changes() -> None:
    """Nor goes, nor comes."""
    with pytest.raises(FrozenInstanceError, match="cannot assign to field 'until'"):
        GONE.until = "3.0"  # type: ignore[misc]  # what is tested
    with pytest.raises(FrozenInstanceError, match="cannot delete field 'until'"):
        del GONE.until
    with pytest.raises(FrozenInstanceError):
        GONE.other = 1  # type: ignore[attr-defined]  # what is tested
    assert GONE.until == "2.0"


def test_it_can_be_copied_and_sent() -> None:
    """To another process, too."""
    assert copy.copy(GONE) is GONE
    assert copy.deepcopy(GONE) == GONE
    assert pickle.loads(pickle.dumps(GONE)) == GONE
