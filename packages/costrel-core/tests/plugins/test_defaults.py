"""The configuration that plugins suggest."""

from typing import Any

import pytest

from costrel_core.plugins.defaults import Defaults
from costrel_core.plugins.ledger import Ledger
from costrel_core.plugins.source import Rank, Source

pytestmark = pytest.mark.alone

ONE, TWO = (Source(name, Rank.ALTERNATIVE) for name in ("one", "two"))


def maker() -> None:
    """The hook of both."""


@pytest.fixture
def ledger() -> Ledger:
    """An empty ledger."""
    return Ledger()


@pytest.fixture
def defaults(ledger: Ledger) -> Defaults:
    """Two plugins suggest X; each has a key of its own too."""
    made = Defaults(ledger)
    made.suggest(ONE, {"X": "one", "ONE": [1]}, maker)
    made.suggest(TWO, {"X": "two", "TWO": [2]}, maker)
    return made


def effective(ledger: Ledger) -> set[tuple[Any, str]]:
    """The keys whose value is a plugin's, each with the plugin."""
    return {(entry.key, entry.owner.name) for entry in ledger.entries() if entry.effective}


def test_the_first_suggestion_counts_where_there_is_no_value(
    defaults: Defaults, ledger: Ledger
) -> None:
    """What the configuration has stays, and the ledger tells which suggestion is used."""
    config = {"TWO": "own"}
    defaults.apply(config)
    assert config == {"X": "one", "ONE": [1], "TWO": "own"}
    assert effective(ledger) == {("X", "one"), ("ONE", "one")}


def test_the_next_suggestion_takes_the_place_of_one_that_is_withdrawn(
    defaults: Defaults, ledger: Ledger
) -> None:
    """A key that nobody else suggests goes."""
    config: dict[str, Any] = {}
    defaults.apply(config)
    defaults.withdraw(ONE)
    assert config == {"X": "two", "TWO": [2]}
    assert effective(ledger) == {("X", "two"), ("TWO", "two")}
    defaults.withdraw(TWO)
    assert config == {}
    assert not effective(ledger)


def test_a_value_of_the_application_is_not_withdrawn(defaults: Defaults) -> None:
    """Whether it was there first, came later, or was taken out."""
    config: dict[str, Any] = {"TWO": [2]}
    defaults.apply(config)
    config["X"] = "own"
    del config["ONE"]
    defaults.withdraw(ONE)
    defaults.withdraw(TWO)
    assert config == {"X": "own", "TWO": [2]}


def test_one_that_is_withdrawn_early_never_counts(defaults: Defaults) -> None:
    """It may fail before the configuration is there."""
    defaults.withdraw(ONE)
    config: dict[str, Any] = {}
    defaults.apply(config)
    assert config == {"X": "two", "TWO": [2]}
