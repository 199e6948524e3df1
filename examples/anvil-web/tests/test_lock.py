"""The lock of the distribution."""

from pathlib import Path

import pytest

from anvil_web import Anvil

LOCK = Path(__file__).parents[1] / "parts.lock"


def test_it_starts_as_it_is_locked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else the error says what changed; where that is meant, ``tests/lock.py`` makes the lock anew."""
    monkeypatch.setenv("ANVIL_LOCK", str(LOCK))
    assert Anvil("anvil_web", plugins=[]).lock_changes() == ()
