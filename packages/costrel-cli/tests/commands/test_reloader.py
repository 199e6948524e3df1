"""Which reloader can be relied on."""

import sys
from importlib.metadata import version

import pytest

from costrel_cli.commands.reloader import reloader_type


@pytest.mark.alone
def test_without_watchdog_werkzeug_chooses(monkeypatch) -> None:
    """It takes the one that asks for the files' times."""
    monkeypatch.setitem(sys.modules, "watchdog", None)
    assert reloader_type() == "auto"


def test_a_watchdog_that_would_see_no_change_is_not_used() -> None:
    """Its patterns changed their meaning in version 7."""
    meaning_changed = int(version("watchdog").partition(".")[0]) >= 7
    assert reloader_type() == ("stat" if meaning_changed else "auto")
