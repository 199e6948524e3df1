"""The application, with each choice of what fills its slots."""

from itertools import product

import pytest
from werkzeug.test import TestResponse

from costrel_library import create_app
from costrel_spec.errors import UnknownPlugin

CHOICES = {
    "router": ("core", "werkzeug-router"),
    "templates": ("templating", "mako"),
    "json": ("core", "msgspec"),
}
COMBINATIONS = [dict(zip(CHOICES, names, strict=True)) for names in product(*CHOICES.values())]


def fillers(**slots: str) -> dict[str, str]:
    """The plugins that fill the three slots."""
    app = create_app(**slots)
    return {slot: app.assembly.why("slot", slot)[0].owner.name for slot in CHOICES}


def walk(**slots: str) -> list[TestResponse]:
    """What a visitor sees who tries everything."""
    client = create_app(**slots).test_client()
    pages = (
        "/",
        "/books/1",
        "/books/2",
        "/books/3",
        "/books/4",
        "/books/5",
        "/books/x",
        "/books/1/",
    )
    answers = [client.get(path) for path in (*pages, "/api/books", "/api/books/3", "/api/books/9")]
    answers += [
        client.post("/api/search", json={"word": word}) for word in ("P", "ženi", "none", 1)
    ]
    answers += [
        client.post("/api/search", data=text, content_type="application/json")
        for text in ("{", '"text"', '{"word": "\\u017denitba"}')
    ]
    return [*answers, client.post("/"), client.options("/api/search"), client.get("/api/search")]


def headers(answer: TestResponse) -> dict[str, object]:
    """The headers; methods are a set, and every process has its own order of them."""
    return {**answer.headers, "Allow": set(answer.headers.get("Allow", "").split(", "))}


def test_the_settings_choose() -> None:
    """Three pieces that are not the default's."""
    assert fillers() == {"router": "werkzeug-router", "templates": "mako", "json": "msgspec"}


@pytest.mark.parametrize("slots", COMBINATIONS, ids=lambda slots: "+".join(slots.values()))
def test_a_visitor_can_not_tell_who_answers(slots: dict[str, str]) -> None:
    """Every answer has the same status, headers and bytes."""
    assert fillers(**slots) == slots
    for expected, found in zip(walk(**COMBINATIONS[0]), walk(**slots), strict=True):
        assert found.status == expected.status
        assert found.data == expected.data
        assert headers(found) == headers(expected)


def test_what_a_visitor_sees_is_right() -> None:
    """Titles are escaped in pages, and dates and prices have their words in JSON."""
    shelf, emma, sons, *_ = walk()
    assert '<li><a href="/books/2">Fathers &amp; Sons</a></li>' in shelf.text
    assert "<title>Emma</title>" in emma.text
    assert "<p>1862, 12.00 €</p>" in sons.text
    client = create_app().test_client()
    assert client.get("/api/books/1").get_json() == {
        "number": 1,
        "title": "Emma",
        "published": "Sat, 23 Dec 1815 00:00:00 GMT",
        "price": "9.50",
    }
    found = client.post("/api/search", json={"word": "pickwick"}).get_json()
    assert [book["number"] for book in found] == [3]
    assert client.post("/api/search", json=["word"]).status_code == 400


def test_the_environment_chooses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Over the settings, and below what the caller says."""
    monkeypatch.setenv("COSTREL_SLOTS__json", "core")
    assert fillers() == {"router": "werkzeug-router", "templates": "mako", "json": "core"}
    assert fillers(json="msgspec")["json"] == "msgspec"


def test_a_choice_that_is_not_there_is_refused() -> None:
    """With what there is to choose from."""
    app = create_app(json="orjson")
    with pytest.raises(
        UnknownPlugin, match=r"chooses 'orjson' for the slot 'json'.*'core', 'msgspec'"
    ):
        app.test_client()
