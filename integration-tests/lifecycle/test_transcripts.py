"""An application watched at every station, function and signal has Flask's transcript.

What differs is named, listed in ``docs/differences.toml``, and shown line by line: ``differing.py``.
"""

import logging
import tomllib
from collections.abc import Iterator
from contextvars import copy_context
from functools import cache
from pathlib import Path

import pytest

from . import differing
from .scenarios import SCENARIOS
from .watched import STATIONS
from .watched_site import SIGNALS, Site, Watch

LISTED = tomllib.loads((Path(__file__).parents[2] / "docs" / "differences.toml").read_text("utf-8"))
STATION = ("> ", "< ", "! ")
EVERYTHING = Watch()
SIGNALS_ONLY, NOTHING = Watch(stations=False), Watch(stations=False, signals=False)


@pytest.fixture(autouse=True)
def no_log() -> Iterator[None]:
    """Many errors, on purpose."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@cache
def transcript(framework: str, name: str, watch: Watch = EVERYTHING) -> list[str]:
    """All that happens in a scenario."""
    return copy_context().run(_play, framework, name, watch)


def _play(framework: str, name: str, watch: Watch) -> list[str]:
    scenario = SCENARIOS[name]
    site = Site(framework, watch, scenario.acts, asynchronous=scenario.asynchronous)
    site.app.config.update(scenario.config)
    with site.receivers():
        scenario.drive(site)
    return site.transcript.lines


@pytest.mark.parametrize("name", SCENARIOS)
def test_the_transcript_is_flasks(name: str) -> None:
    """The same events in the same order with the same arguments, but for what is listed."""
    flasks, ours = (transcript(framework, name) for framework in ("flask", "costrel"))
    for rewrite in differing.REWRITINGS.values():
        flasks = rewrite(flasks)
    assert "\n".join(differing.changed(flasks, ours)) == "\n".join(differing.changes(name))


@pytest.mark.parametrize("name", SCENARIOS)
def test_watching_changes_nothing(name: str) -> None:
    """An application without stations of its own takes shorter ways, on which the same happens."""
    expected = [line for line in transcript("costrel", name) if not line.startswith(STATION)]
    assert transcript("costrel", name, SIGNALS_ONLY) == expected
    if not any(act.startswith("signal ") for act in SCENARIOS[name].acts):
        expected = [line for line in expected if not line.startswith("signal ")]
        assert transcript("costrel", name, NOTHING) == expected


def test_setting_up_is_flasks() -> None:
    """Registering calls the same methods, too."""
    flasks, ours = (Site(framework, EVERYTHING, {}).set_up for framework in ("flask", "costrel"))
    assert ours == flasks


def test_the_scenarios_reach_every_station_and_signal() -> None:
    """And setting the application up reaches those with which things are registered."""
    set_up = "\n".join(Site("costrel", EVERYTHING, {}).set_up)
    lines = "\n".join(line for name in SCENARIOS for line in transcript("costrel", name))
    reached = {name for name in STATIONS if f"> {name}" in set_up or f"\n> {name}" in lines}
    assert sorted(set(STATIONS) - reached) == []
    assert [name for name in SIGNALS if f"\nsignal {name}(" not in lines] == []


def test_every_difference_is_listed_and_seen() -> None:
    """Each name is one of the documentation's, and each file belongs to a scenario."""
    listed = {one["id"] for one in LISTED["difference"]}
    named = {one for name in SCENARIOS for one in differing.named(name)}
    assert named | differing.REWRITINGS.keys() <= listed
    assert {file.stem for file in differing.FOLDER.iterdir()} <= SCENARIOS.keys()


@pytest.mark.parametrize("difference", differing.REWRITINGS)
def test_a_difference_that_shows_everywhere_shows_somewhere(difference: str) -> None:
    """Otherwise nothing would be rewritten."""
    lines = transcript("flask", "success")
    assert differing.REWRITINGS[difference](lines) != lines
