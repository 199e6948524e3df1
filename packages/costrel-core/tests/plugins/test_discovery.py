"""What is installed, found without importing it."""

import sys
from typing import Any

import pytest

from costrel_core.plugins.discovery import discover

pytestmark = pytest.mark.alone


def test_plugins_are_found_by_name(acme: Any) -> None:
    """Each entry point of the group is there, with its distribution and version."""
    acme("maple", version="2.5")
    (source,) = discover()["maple"]
    assert str(source) == "'maple' (acme-maple 2.5)"


def test_nothing_is_imported(acme: Any) -> None:
    """Finding a plugin does not run a line of it."""
    acme("loud", "raise SystemExit('imported')")
    assert "loud" in discover()
    assert "acme_loud" not in sys.modules


def test_the_environment_is_scanned_once(acme: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second call answers from memory, until the cache is cleared."""
    acme("first")
    found = discover()
    with monkeypatch.context() as patch:
        patch.setattr(sys, "path", [])
        assert discover() is found
        discover.cache_clear()
        assert "first" not in discover()


def test_the_result_can_not_be_changed() -> None:
    """All applications of the process share it."""
    with pytest.raises(TypeError):
        discover()["x"] = ()  # type: ignore[index]  # what is tested


def test_two_distributions_with_one_name_are_both_there(installed: Any) -> None:
    """Nothing decides between them here."""
    installed("acme-maple", {"maple": "one"})
    installed("other-maple", {"maple": "two"})
    assert {source.distribution for source in discover()["maple"]} == {"acme-maple", "other-maple"}


def test_a_distribution_seen_twice_is_one(installed: Any) -> None:
    """An editable install may leave metadata in two places, spelt differently."""
    installed("acme-maple", {"maple": "acme_maple"}, version="1.0")
    installed("Acme.maple", {"maple": "acme_maple"}, version="0.9")
    assert len(discover()["maple"]) == 1


def test_an_entry_point_written_twice_is_one(installed: Any) -> None:
    """The same line twice says the same thing; two targets are two plugins."""
    installed("acme-maple", "maple = acme_maple\nmaple = acme_maple\njinja = one\njinja = two")
    assert len(discover()["maple"]) == 1
    assert [source.entry.value for source in discover()["jinja"] if source.entry] == ["one", "two"]
