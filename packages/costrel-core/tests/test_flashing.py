"""Messages wait in the session until they are shown."""

import logging
from types import SimpleNamespace

import pytest
from werkzeug.test import Client

from costrel_core import App, flash, get_flashed_messages
from costrel_spec import Hooks, current


class Session(dict):
    """A session that counts the assignments to its keys."""

    stored = 0

    def __setitem__(self, key, value):
        self.stored += 1
        super().__setitem__(key, value)


@pytest.fixture
def app():
    """An application that fires its hooks."""
    return SimpleNamespace(hooks=Hooks(), logger=logging.getLogger("flashing_test"))


@pytest.fixture
def session():
    """The session that the requests of a test share."""
    return Session()


@pytest.fixture
def next_request(app, session):
    """A function that begins a request with that session."""
    tokens = []

    def begin():
        ctx = SimpleNamespace(app=app, session=session, flashes=None)
        tokens.append(current.set((ctx, ctx)))
        return ctx

    begin()
    yield begin
    while tokens:
        current.reset(tokens.pop())


def test_a_message_waits_for_the_request_that_shows_it(next_request, session):
    """It leaves the session when it is read, and stays for the rest of that request."""
    flash("saved")
    flash("failed", "error")
    assert session == {"_flashes": [("message", "saved"), ("error", "failed")]}
    next_request()
    assert get_flashed_messages() == ["saved", "failed"]
    assert session == {}
    assert get_flashed_messages(with_categories=True) == [("message", "saved"), ("error", "failed")]
    next_request()
    assert get_flashed_messages() == []


def test_a_message_is_shown_by_the_request_that_flashed_it(next_request):
    """Unless its messages were read before."""
    flash("one")
    assert get_flashed_messages() == ["one"]
    flash("two")
    assert get_flashed_messages() == ["one"]
    next_request()
    assert get_flashed_messages() == ["two"]


@pytest.mark.usefixtures("next_request")
def test_categories_filter_messages():
    """An empty filter lets all pass; what it holds back is gone all the same."""
    for category in ("info", "error", "info"):
        flash(f"an {category}", category)
    assert get_flashed_messages(category_filter=["error"]) == ["an error"]
    assert get_flashed_messages(True, {"info"}) == [("info", "an info")] * 2
    assert get_flashed_messages(category_filter=["none"]) == []
    assert len(get_flashed_messages(category_filter=[])) == 3


def test_each_message_is_assigned_to_the_session(next_request, session):
    """A session that stores its content elsewhere sees each one."""
    flash("one")
    first = session["_flashes"]
    flash("two")
    assert session.stored == 2
    assert first == [("message", "one")]


def test_reading_an_empty_session_does_not_change_it(next_request, session):
    """Nothing is popped, so that no cookie is set."""
    session.pop = None
    assert get_flashed_messages() == []


@pytest.mark.usefixtures("next_request")
def test_plugins_hear_of_each_message(app, caplog):
    """One that fails is logged and stops nobody."""
    heard = []

    def fail(*args):
        raise OSError

    app.hooks.flashed = (fail, lambda *args: heard.append(args))
    flash("saved", "info")
    assert heard == [(app, "saved", "info")]
    assert [record.name for record in caplog.records] == ["flashing_test"]


def test_messages_need_a_request():
    """Both functions say so outside of one."""
    for use in (get_flashed_messages, lambda: flash("lost")):
        with pytest.raises(RuntimeError, match="outside of request context"):
            use()


def test_messages_travel_in_the_session_of_an_application():
    """From one request to the next one that reads them."""
    app = App("flashing_app", root_path="/")
    app.secret_key = "for the test only"

    @app.get("/flash")
    def leave():
        flash("saved", "info")
        return ""

    @app.get("/show")
    def show():
        return get_flashed_messages(with_categories=True)

    client = Client(app)
    assert client.get("/show").json == []
    client.get("/flash")
    client.get("/flash")
    assert client.get("/show").json == [["info", "saved"], ["info", "saved"]]
    assert client.get("/show").json == []
