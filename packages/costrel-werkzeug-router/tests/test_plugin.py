"""What fills the slot."""

from importlib.metadata import entry_points
from typing import Any

from costrel_core import App
from costrel_werkzeug_router import WerkzeugRouter, plugin


def test_the_application_has_this_router(make_app: Any) -> None:
    """It matches the application's own map."""
    app = make_app()
    assert type(app.router) is WerkzeugRouter
    assert app.router.url_map is app.url_map


def test_the_package_is_a_plugin() -> None:
    """Installing it is enough."""
    (found,) = entry_points(group="costrel", name="werkzeug-router")
    assert found.load() is plugin


def test_installing_it_takes_the_default_router_s_place(monkeypatch: Any, caplog: Any) -> None:
    """The boot says so, in one line."""
    monkeypatch.setenv("COSTREL_PLUGINS", "werkzeug-router")
    with caplog.at_level("INFO"):
        app = App("site", without=App.parts)
        assert type(app.router) is WerkzeugRouter
        app.seal()
    assert [record.getMessage() for record in caplog.records] == [
        "router: werkzeug-router 0.1.0 instead of core"
    ]


def test_the_choice_of_the_application_wins(make_app: Any) -> None:
    """SLOTS names the default, which then answers."""
    app = make_app()
    app.config["SLOTS"] = {"router": "core"}
    assert type(app.router) is not WerkzeugRouter
