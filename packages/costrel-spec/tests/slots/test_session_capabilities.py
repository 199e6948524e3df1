"""What sessions can do beyond being kept."""

import dataclasses
from datetime import UTC, datetime
from typing import get_args

import pytest

from costrel_spec import SessionInterface
from costrel_spec.slots import SESSION_CAPABILITIES, SessionCapability, SessionEntry

pytestmark = pytest.mark.alone


def test_each_capability_has_a_promise() -> None:
    """A sentence that an error or a page can show."""
    assert set(SESSION_CAPABILITIES) == set(get_args(SessionCapability))
    assert all(promise.count(" ") > 5 for promise in SESSION_CAPABILITIES.values())


def test_who_declares_nothing_promises_nothing() -> None:
    """So that an interface made for Flask is taken for what it is."""
    assert SessionInterface().capabilities == frozenset()


def test_an_entry_of_a_list_is_as_it_was_then() -> None:
    """Nobody changes it by accident."""
    now = datetime.now(UTC)
    entry = SessionEntry(id="a1", user="5", created=now, expires=now, content={"user_id": 5})
    with pytest.raises(dataclasses.FrozenInstanceError):
        entry.user = "6"  # type: ignore[misc]  # what is tested
    assert (entry.id, entry.user, entry.content) == ("a1", "5", {"user_id": 5})
