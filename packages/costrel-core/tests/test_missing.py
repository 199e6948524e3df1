"""What an application without some part says when that part is used, and not before."""

import pytest
from werkzeug.test import Client

from costrel_core import (
    flash,
    get_flashed_messages,
    get_template_attribute,
    render_template,
    render_template_string,
    session,
    stream_template,
    stream_template_string,
)
from costrel_core.missing import MissingSessions
from costrel_spec import NullSession, SessionInterface
from costrel_spec.errors import MissingPart

pytestmark = pytest.mark.alone


def message(caught):
    """The text of an error, checked for what each of them must tell."""
    text = str(caught.value)
    assert text.endswith("[costrel:missing-part]")
    assert isinstance(caught.value, RuntimeError)
    return text


@pytest.mark.parametrize(
    ("use", "name"),
    [
        (lambda: render_template("x.html"), "render_template()"),
        (lambda: render_template_string("x"), "render_template_string()"),
        (lambda: stream_template("x.html"), "stream_template()"),
        (lambda: stream_template_string("x"), "stream_template_string()"),
        (lambda: get_template_attribute("x.html", "y"), "get_template_attribute()"),
    ],
)
def test_rendering_names_the_templating_part(app, use, name):
    """And how it is installed."""
    with app.app_context(), pytest.raises(MissingPart) as caught:
        use()
    text = message(caught)
    assert text.startswith(name)
    assert "'templates'" in text
    assert "pip install costrel-templating" in text


@pytest.mark.parametrize("name", ["jinja_env", "create_global_jinja_loader"])
def test_what_only_templating_has_names_it_too(app, name):
    """The environment and the loader are the engine's."""
    with pytest.raises(MissingPart) as caught:
        made = getattr(app, name)
        made()
    assert "pip install costrel-templating" in message(caught)


@pytest.mark.parametrize(
    ("write", "with_key"),
    [
        (lambda: session.update(a=1), True),
        (lambda: session.setdefault("a", 1), False),
        (lambda: session.pop("a"), True),
        (lambda: session.clear(), True),
        (lambda: flash("saved"), True),
    ],
)
def test_writing_the_session_names_the_sessions_part(app, write, with_key):
    """With a secret key or without one."""
    app.secret_key = "k" if with_key else None
    with app.test_request_context(), pytest.raises(MissingPart) as caught:
        write()
    text = message(caught)
    assert text.startswith("Writing the session")
    assert "pip install costrel-sessions" in text


def test_reading_the_session_finds_it_empty(app):
    """Code that asks for an optional value works without the part."""

    @app.get("/")
    def index():
        flashed = get_flashed_messages()
        return [session.get("user"), "user" in session, dict(session), flashed, session.permanent]

    response = Client(app).get("/")
    assert response.json == [None, False, {}, [], False]
    assert "Set-Cookie" not in response.headers


def test_no_sessions_are_null_sessions():
    """They are neither opened at the start nor saved at the end."""
    sessions = MissingSessions()
    assert isinstance(sessions, SessionInterface)
    assert sessions.open_session(None, None) is None
    null = sessions.make_null_session(None)
    assert isinstance(null, NullSession)
    assert sessions.is_null_session(null)
    opening, settle = sessions.defer_session(None, {})
    assert opening() is None
    assert settle is False


def test_an_application_without_sessions_opens_none_on_its_own(app):
    """The request that never asks has no session object at all."""

    @app.get("/")
    def index():
        return "fine"

    with app.test_request_context("/") as ctx:
        assert app.full_dispatch_request().data == b"fine"
        assert ctx._opened is None
        assert isinstance(ctx._session, NullSession)


def test_a_test_client_names_the_testing_part(app):
    """``app.test_client()``."""
    with pytest.raises(MissingPart) as caught:
        app.test_client()
    text = message(caught)
    assert text.startswith("test_client()")
    assert "pip install costrel-testing" in text


def test_a_runner_of_commands_names_the_cli_part(app):
    """``app.test_cli_runner()``."""
    with pytest.raises(MissingPart) as caught:
        app.test_cli_runner()
    text = message(caught)
    assert text.startswith("test_cli_runner()")
    assert "pip install costrel-cli" in text


def test_running_a_command_names_the_cli_part(app):
    """Registering one does not."""

    @app.cli.command("work")
    def work():
        pytest.fail("nobody can run it")

    for run in (app.cli, app.cli.main):
        with pytest.raises(MissingPart) as caught:
            run(["work"])
        text = message(caught)
        assert text.startswith("Running a command")
        assert "pip install costrel-cli" in text
