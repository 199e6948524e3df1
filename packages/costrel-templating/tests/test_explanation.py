"""What EXPLAIN_TEMPLATE_LOADING tells."""

import jinja2
import pytest

from costrel_core import App, Blueprint
from costrel_templating.explanation import explain


class Odd(jinja2.BaseLoader):
    """A loader with settings of all kinds."""

    def __init__(self) -> None:
        self.depth = 2
        self.open = True
        self.places = ["a", "b"]
        self.mixed = ("c", 3)
        self.function = print
        self._secret = "hidden"


@pytest.fixture
def blueprint() -> Blueprint:
    """A blueprint of some package."""
    return Blueprint("admin", "shop.admin", root_path="/")


def test_each_loader_is_told_with_its_settings(app: App, blueprint: Blueprint) -> None:
    """Whose it is, its class and public settings, and what it found."""
    loader = jinja2.FileSystemLoader("/folder")
    text = explain(
        app, "page.html", [(app, loader, None), (blueprint, Odd(), "/f"), ("third", Odd(), None)]
    )
    lines = [line.strip() for line in text.splitlines()]
    assert lines[:6] == [
        "Looking for the template 'page.html':",
        "1: trying loader of application 'shop'",
        "class: jinja2.loaders.FileSystemLoader",
        "encoding: 'utf-8'",
        "followlinks: False",
        "searchpath: '/folder'",
    ]
    assert lines[6:9] == [
        "-> no match",
        "2: trying loader of blueprint 'admin' (shop.admin)",
        f"class: {Odd.__module__}.Odd",
    ]
    settings = ["depth: 2", "mixed: 'c'", "open: True", "places: 'a'", "places: 'b'"]
    assert lines[9:15] == [*settings, "-> found ('/f')"]
    assert lines[15] == "3: trying loader of 'third'"
    assert lines[-1] == "-> no match"
    assert "hidden" not in text


def test_one_match_raises_no_doubt(app: App) -> None:
    """Where exactly one loader has the template, all is well."""
    text = explain(app, "page.html", [(app, Odd(), "/f")])
    assert "Error" not in text
    assert "Warning" not in text


def test_several_matches_are_a_warning(app: App, blueprint: Blueprint) -> None:
    """A second template of the same name may not be what its author expects."""
    text = explain(app, "page.html", [(app, Odd(), "/f"), (blueprint, Odd(), "/g")])
    assert "Warning: 2 loaders have a template of this name; the first one counts." in text


def test_no_match_is_an_error(app: App) -> None:
    """Outside a blueprint nothing more is said."""
    text = explain(app, "page.html", [(app, Odd(), None)])
    assert text.endswith("Error: the template could not be found.")
    with app.test_request_context("/nowhere"):
        assert explain(app, "page.html", [(app, Odd(), None)]) == text


def test_the_blueprint_of_the_request_is_named(app: App, blueprint: Blueprint) -> None:
    """A template that a blueprint's view misses is probably in the wrong folder."""
    blueprint.add_url_rule("/page", "page", lambda: "")
    app.register_blueprint(blueprint)
    with app.test_request_context("/page"):
        text = explain(app, "page.html", [])
    assert "looked up from an endpoint that belongs to the blueprint 'admin'" in text
    assert "See https://flask.palletsprojects.com/blueprints/#templates" in text


def test_a_hostile_name_stays_on_its_line(app: App) -> None:
    """Control characters of a template's name don't reach the log."""
    assert len(explain(app, "a\r\nb", [(app, Odd(), "/f")]).splitlines()) == 9
