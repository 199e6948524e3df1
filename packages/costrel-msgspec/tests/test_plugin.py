"""What fills the slot."""

from importlib.metadata import entry_points
from typing import Any

import pytest

from costrel_core import App
from costrel_core.json.provider import DefaultJSONProvider
from costrel_msgspec import MsgspecJSON, plugin


def test_the_package_is_a_plugin() -> None:
    """Installing it is enough."""
    (found,) = entry_points(group="costrel", name="msgspec")
    assert found.load() is plugin


def test_installing_it_takes_the_default_s_place(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The boot says so, in one line."""
    monkeypatch.setenv("COSTREL_PLUGINS", "msgspec")
    with caplog.at_level("INFO"):
        app = App("site", without=App.parts)
        assert isinstance(app.json, MsgspecJSON)
        app.seal()
    assert [record.getMessage() for record in caplog.records] == [
        "json: msgspec 0.1.0 instead of core"
    ]


def test_it_stands_in_front_of_the_default(app: Any) -> None:
    """So that code which asks for the default, or sets its options, finds it."""
    assert isinstance(app.json, DefaultJSONProvider)
    assert app.json.app.name == "site"
    assert (app.json.mimetype, app.json.compact) == ("application/json", None)


def test_the_choice_of_the_application_wins() -> None:
    """Whether it names the default, or has a class of its own."""
    app = App("site", without=App.parts, plugins=[plugin])
    app.config["SLOTS"] = {"json": "core"}
    assert type(app.json) is DefaultJSONProvider

    class Own(App):
        json_provider_class = type("Provider", (DefaultJSONProvider,), {})

    assert type(Own("site", plugins=[plugin]).json) is Own.json_provider_class
