"""How errors, logs and the ledger say where a plugin comes from."""

from importlib.metadata import EntryPoint

import pytest

from costrel_core.plugins.discovery import discover
from costrel_core.plugins.source import Rank, Source


@pytest.fixture
def entry(acme: object) -> EntryPoint:
    """A real entry point."""
    acme("maple", version="1.4")
    found = discover()["maple"][0].entry
    assert found
    return found


def test_an_installed_plugin_is_named_with_its_distribution(entry: EntryPoint) -> None:
    """Its name, distribution and version are in the text; the remedy names both ways out."""
    source = Source("maple", Rank.ALTERNATIVE, entry)
    assert str(source) == "'maple' (acme-maple 1.4)"
    assert (source.distribution, source.version) == ("acme-maple", "1.4")
    assert (
        source.remedy == "Repair or uninstall acme-maple, or leave the plugin out: deny={'maple'}."
    )


def test_a_part_is_left_out_by_without(entry: EntryPoint) -> None:
    """The remedy for the distribution's own part is the option that reaches parts."""
    assert Source("maple", Rank.PART, entry).remedy.endswith("without={'maple'}.")


def test_a_plugin_given_as_object_has_no_distribution() -> None:
    """Such a plugin says that the application gave it, and where to take it out."""
    source = Source("stamp", Rank.ALTERNATIVE)
    assert str(source) == "'stamp' (given in plugins=)"
    assert source.distribution is source.version is None
    assert source.remedy == "Repair it, or take it out of plugins=."


def test_a_built_in_plugin_belongs_to_the_core() -> None:
    """Nothing but the core itself can be at fault."""
    source = Source("core", Rank.BUILT_IN)
    assert str(source) == "'core' (built in)"
    assert "costrel-core" in source.remedy


def test_an_entry_point_of_no_distribution_can_be_named() -> None:
    """An entry point made by hand belongs to no distribution, and that is no error."""
    source = Source("x", Rank.ALTERNATIVE, EntryPoint("x", "x", "costrel"))
    assert source.distribution is source.version is None


def test_alternatives_outrank_parts_and_parts_what_is_built_in() -> None:
    """Slots ask the highest rank first."""
    assert Rank.ALTERNATIVE > Rank.PART > Rank.BUILT_IN
