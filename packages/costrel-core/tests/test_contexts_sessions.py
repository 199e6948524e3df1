"""Nobody can tell a session that is opened late from one that is opened at once."""

import time

import pytest
from werkzeug.test import Client

from costrel_core import (
    App,
    copy_current_request_context,
    flash,
    get_flashed_messages,
    render_template_string,
    request,
    session,
    stream_with_context,
)


def make(eager, tmp_path):
    """An application with signed-cookie sessions; a subclass of them is opened at once."""
    from costrel_sessions import SecureCookieSessionInterface

    class Eager(SecureCookieSessionInterface):
        """The same in all but its type."""

    app = App("sessions", root_path=str(tmp_path), plugins=(), without={"signals", "cli"})
    app.secret_key = "first key"
    if eager:
        app.session_interface = Eager()
    return app


def view(app, path="/"):
    """A decorator of the view of a path."""
    return lambda function: app.add_url_rule(path, path, function, methods=["GET", "POST"])


def _write_then_read(app, client):
    view(app, "/write")(lambda: session.update(user="ada") or "x")
    view(app, "/read")(lambda: str(session.get("user")))
    view(app, "/none")(lambda: "untouched")
    view(app, "/pop")(lambda: session.pop("user"))
    for path in ("/none", "/read", "/write", "/none", "/read", "/pop", "/read", "/none"):
        yield client.get(path)


def _permanent(app, client):
    @view(app, "/write")
    def write():
        session._permanent = True
        session["user"] = "ada"
        return "x"

    view(app, "/none")(lambda: "untouched")
    for refresh in (True, False):
        app.config["SESSION_REFRESH_EACH_REQUEST"] = refresh
        yield client.get("/write")
        yield client.get("/none")


def _key_changed_before_the_view(app, client):
    view(app, "/write")(lambda: session.update(user="ada") or "x")
    view(app, "/read")(lambda: str(session.get("user")))
    yield client.get("/write")

    def change():
        app.secret_key = "second key"

    app.before_request_funcs[None].append(change)
    yield client.get("/read")
    app.before_request_funcs.clear()
    yield client.get("/read")


def _cookie_changed_before_the_view(app, client):
    view(app, "/write")(lambda: session.update(user="ada") or "x")
    view(app, "/read")(lambda: str(session.get("user")))
    yield client.get("/write")

    def change():
        request.environ["HTTP_COOKIE"] = "session=forged"

    app.before_request_funcs[None].append(change)
    yield client.get("/read")


def _key_removed_before_the_view(app, client):
    view(app, "/write")(lambda: session.update(user="ada") or "x")
    app.before_request(lambda: setattr(app, "secret_key", None))
    yield client.get("/write")


def _no_key(app, client):
    app.secret_key = None
    view(app, "/write")(lambda: session.update(user="ada") or "x")
    view(app, "/read")(lambda: str(session.get("user")))
    view(app, "/none")(lambda: "untouched")
    for path in ("/none", "/read", "/write"):
        yield client.get(path)


def _bad_cookies(app, client):
    view(app, "/read")(lambda: str(dict(session)))
    view(app, "/none")(lambda: "untouched")
    for cookie in ("forged", "", "a.b.c", "\x7f", "\xe4", "." * 100, "x" * 5000):
        for path in ("/read", "/none"):
            yield client.get(path, headers={"Cookie": f"session={cookie}"})


def _expired(app, client):
    app.permanent_session_lifetime = 1
    view(app, "/write")(lambda: session.update(_permanent=True, user="ada") or "x")
    view(app, "/read")(lambda: str(session.get("user")))
    yield client.get("/write")
    kept = client.get_cookie("session").value
    time.sleep(2.1)
    client.set_cookie("session", kept)
    yield client.get("/read")


def _touched_around_the_view(app, client):
    view(app)(lambda: "view")
    app.after_request(lambda response: (session.get("x"), response)[1])
    yield client.get("/")
    app.after_request_funcs.clear()
    app.before_request_funcs[None].append(lambda: None if not session else "empty")
    yield client.get("/")
    app.before_request_funcs.clear()
    app.teardown_request_funcs[None].append(lambda error: session.get("x"))
    yield client.get("/")


def _errors(app, client):
    @view(app, "/fail")
    def fail():
        session["user"] = "ada"
        raise LookupError

    view(app, "/read")(lambda: str(session.get("user")))
    app.register_error_handler(404, lambda error: (str("user" in session), 404))
    for path in ("/nowhere", "/fail", "/read", "/nowhere"):
        yield client.get(path)


def _flashes(app, client):
    view(app, "/flash")(lambda: flash("saved") or "x")
    view(app, "/show")(lambda: get_flashed_messages())
    for path in ("/show", "/flash", "/show", "/show"):
        yield client.get(path)


def _templates(app, client):
    view(app, "/none")(lambda: render_template_string("plain"))
    view(app, "/read")(lambda: render_template_string("{{ session.user }}"))
    view(app, "/write")(lambda: session.update(user="ada") or "x")
    for path in ("/none", "/read", "/write", "/none", "/read"):
        yield client.get(path)


def _streams_and_copies(app, client):
    view(app, "/write")(lambda: session.update(user="ada") or "x")

    @view(app, "/stream")
    def stream():
        return stream_with_context(str(session.get("user")) for _ in range(2))

    @view(app, "/copy")
    def copy():
        return copy_current_request_context(lambda: str(session.get("user")))()

    for path in ("/write", "/stream", "/copy"):
        yield client.get(path)


def _nested_requests(app, client):
    view(app, "/write")(lambda: session.update(user="inner") or "x")

    @view(app, "/outer")
    def outer():
        inner = Client(app).get("/write")
        return f"{session.get('user')} {'Set-Cookie' in inner.headers}"

    for path in ("/write", "/outer"):
        yield client.get(path)


SCENARIOS = (
    _write_then_read,
    _permanent,
    _key_changed_before_the_view,
    _cookie_changed_before_the_view,
    _key_removed_before_the_view,
    _no_key,
    _bad_cookies,
    _expired,
    _touched_around_the_view,
    _errors,
    _flashes,
    _templates,
    _streams_and_copies,
    _nested_requests,
)


def told(response):
    """What a client can tell of a session."""
    cookies = response.headers.getlist("Set-Cookie")
    return (
        response.status,
        response.text,
        response.headers.getlist("Vary"),
        [cookie.partition(";")[2].partition("Expires")[0] for cookie in cookies],
        [cookie.startswith("session=;") for cookie in cookies],
    )


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.__name__[1:])
def test_opened_late_or_at_once_it_is_the_same_session(tmp_path, scenario):
    """Status, text, cookies and Vary of every answer."""
    stories = []
    for eager in (False, True):
        app = make(eager, tmp_path)
        client = Client(app)
        stories.append([told(response) for response in scenario(app, client)])
    late, at_once = stories
    assert late == at_once
    assert late


def test_only_the_unchanged_default_is_opened_late(tmp_path):
    """Where anything was changed, the session is there from the start."""
    for eager in (False, True):
        with make(eager, tmp_path).test_request_context() as ctx:
            assert (ctx._opened is not None) is eager
