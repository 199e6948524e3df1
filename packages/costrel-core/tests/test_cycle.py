"""One request, from top to bottom."""

import pytest
from werkzeug.test import Client

from costrel_core import (
    App,
    Blueprint,
    abort,
    after_this_request,
    g,
    has_app_context,
    has_request_context,
    request,
)
from costrel_spec import SessionInterface

pytestmark = pytest.mark.alone


# -- the order of things --------------------------------------------------------------------------


class NotingSessions(SessionInterface):
    """Sessions that tell when they are opened and saved."""

    def __init__(self, note):
        self.note = note

    def open_session(self, app, request):
        self.note(f"open session, matched: {request.url_rule is not None}")
        return {}

    def save_session(self, app, session, response):
        self.note("save session")


@pytest.fixture
def story(make_app, plugin):
    """An application that notes all that happens, with what is current at the time."""

    def note(event):
        seen = "both" if has_request_context() else "app" if has_app_context() else "none"
        events.append(f"{event} [{seen}]")

    def noting(name, function=None):
        def hook(*arguments):
            note(name)
            return function(*arguments) if function else None

        return hook

    # A hook's arguments are declared by name.
    def context_pushed(app):
        note("hook context_pushed")

    def request_started(ctx):
        note("hook request_started")

    def before_request(ctx):
        note("hook before_request")

    def handle_error(ctx, error):
        note(f"hook handle_error {type(error).__name__}")

    def request_failed(ctx, error):
        note(f"hook request_failed {type(error).__name__}")

    def after_request(ctx, response):
        note("hook after_request")

    def request_finished(ctx, response):
        note(f"hook request_finished {response.status_code}")

    def teardown_request(ctx, error):
        note(f"hook teardown_request {type(error).__name__}")

    def teardown_context(app, error):
        note(f"hook teardown_context {type(error).__name__}")

    def context_popped(app):
        note("hook context_popped")

    events = []
    hooks = (
        context_pushed,
        request_started,
        before_request,
        handle_error,
        request_failed,
        after_request,
        request_finished,
        teardown_request,
        teardown_context,
        context_popped,
    )
    app = make_app(plugins=[plugin(*hooks)])
    app.session_interface = NotingSessions(note)
    blueprint = Blueprint("bp", __name__)
    for scaffold, name in ((app, "app"), (blueprint, "bp")):
        scaffold.url_value_preprocessor(noting(f"{name} url values"))
        scaffold.before_request(noting(f"{name} before"))
        scaffold.after_request(noting(f"{name} after", lambda response: response))
        scaffold.teardown_request(noting(f"{name} teardown"))
    app.teardown_appcontext(noting("teardown context"))

    @blueprint.get("/<what>")
    def view(what):
        note("view")
        after_this_request(noting("after this", lambda response: response))
        if what == "http":
            abort(410)
        if what == "handled":
            raise LookupError
        if what == "failing":
            raise ArithmeticError
        return "x"

    app.register_error_handler(LookupError, lambda error: (note("handler"), "handled")[1])
    app.register_blueprint(blueprint)
    app.events = events
    return app


WAY_IN = [
    "hook context_pushed [app]",
    "open session, matched: False [both]",
    "hook request_started [both]",
    "app url values [both]",
    "bp url values [both]",
    "hook before_request [both]",
    "app before [both]",
    "bp before [both]",
    "view [both]",
]


def way_out(status, error="NoneType"):
    """What happens once there is a response."""
    return [
        "after this [both]",
        "bp after [both]",
        "app after [both]",
        "hook after_request [both]",
        "save session [both]",
        f"hook request_finished {status} [both]",
        "bp teardown [both]",
        "app teardown [both]",
        f"hook teardown_request {error} [both]",
        "teardown context [app]",
        f"hook teardown_context {error} [app]",
        "hook context_popped [none]",
    ]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/fine", [*WAY_IN, *way_out(200)]),
        ("/handled", [*WAY_IN, "handler [both]", *way_out(200)]),
        ("/http", [*WAY_IN, "hook handle_error Gone [both]", *way_out(410)]),
        (
            "/failing",
            [
                *WAY_IN,
                "hook handle_error ArithmeticError [both]",
                "hook request_failed ArithmeticError [both]",
                *way_out(500, "ArithmeticError"),
            ],
        ),
    ],
)
def test_a_request_goes_its_way_in_this_order(story, path, expected):
    """With what is current at each station: nothing, the application, or the request as well."""
    Client(story).get(path)
    assert story.events == expected


def test_a_url_without_a_rule_passes_everything_but_the_view_and_the_blueprint(story):
    """The error of the router is raised where the view would run."""
    Client(story).get("/no/where")
    assert story.events[:5] == [
        "hook context_pushed [app]",
        "open session, matched: False [both]",
        "hook request_started [both]",
        "app url values [both]",
        "hook before_request [both]",
    ]
    assert story.events[5:7] == ["app before [both]", "hook handle_error NotFound [both]"]


# -- the way in -----------------------------------------------------------------------------------


def test_the_first_answer_before_the_view_is_the_answer(app):
    """Later functions and the view do not run; those after the view do."""
    blueprint = Blueprint("bp", __name__)
    blueprint.before_request(lambda: pytest.fail("answered before"))
    blueprint.add_url_rule("/", "view", lambda: pytest.fail("answered before"))
    app.before_request(lambda: None)
    app.before_request(lambda: ("stopped", 403))
    app.before_request(lambda: pytest.fail("answered before"))
    app.register_blueprint(blueprint)

    @app.after_request
    def after(response):
        response.headers["X-After"] = "yes"
        return response

    response = Client(app).get("/")
    assert (response.text, response.status_code) == ("stopped", 403)
    assert response.headers["X-After"] == "yes"


@pytest.mark.parametrize("answer", ["", 0, [], {}])
def test_only_none_is_no_answer(app, answer):
    """What is false is an answer, or an error."""
    app.add_url_rule("/", "view", lambda: pytest.fail("answered before"))
    app.before_request(lambda: answer)
    assert Client(app).get("/").status_code == (500 if answer == 0 else 200)


def test_url_values_may_be_changed_before_the_view(app):
    """By a preprocessor, which gets None where nothing matched."""
    seen = []

    @app.url_value_preprocessor
    def pull(endpoint, values):
        seen.append((endpoint, values and dict(values)))
        if values:
            g.lang = values.pop("lang")

    app.add_url_rule("/<lang>/<int:x>", "view", lambda x: f"{g.lang} {x}")
    client = Client(app)
    assert client.get("/de/7").text == "de 7"
    assert client.get("/nowhere").status_code == 404
    assert seen == [("view", {"lang": "de", "x": 7}), (None, None)]


def test_what_matched_is_known_before_the_view(app):
    """Rule, endpoint and values, in all functions before it."""
    seen = []
    app.before_request(lambda: seen.append((request.url_rule, request.endpoint, request.view_args)))
    app.add_url_rule("/x/<int:y>", "view", lambda y: "x")
    client = Client(app)
    client.get("/x/1")
    client.get("/nowhere")
    (rule,) = app.url_map.iter_rules("view")
    assert seen == [(rule, "view", {"y": 1}), (None, None, None)]


# -- automatic answers ----------------------------------------------------------------------------


def test_head_is_get_without_a_body(app):
    """With its length."""
    app.add_url_rule("/", "view", lambda: "four")
    response = Client(app).head("/")
    assert (response.data, response.headers["Content-Length"]) == (b"", "4")


def test_options_names_the_methods(app):
    """By a method, which may be overridden."""
    app.add_url_rule("/", "view", lambda: pytest.fail("no view for this"), methods=["GET", "PUT"])
    app.add_url_rule("/x/<y>", "other", lambda y: "x", methods=["POST"])
    client = Client(app)
    assert client.options("/").allow.as_set() == {"get", "head", "options", "put"}
    assert client.options("/x/1").allow.as_set() == {"post", "options"}
    assert client.options("/nowhere").status_code == 404
    app.make_default_options_response = lambda: app.response_class("own")
    assert client.options("/").text == "own"


def test_a_wrong_method_names_the_right_ones(app):
    """405 with Allow."""
    app.add_url_rule("/", "view", lambda: "x", methods=["GET", "PUT"])
    response = Client(app).post("/")
    assert response.status_code == 405
    assert response.allow.as_set() == {"get", "head", "options", "put"}


def test_a_missing_slash_is_a_redirect(app):
    """With the query, the method kept (308)."""
    app.add_url_rule("/x/", "view", lambda: "x", methods=["GET", "POST"])
    response = Client(app).post("/x?a=b")
    assert (response.status_code, response.location) == (308, "http://localhost/x/?a=b")


# -- views that are no plain functions --------------------------------------------------------------


class Unhashable:
    """A view that can't be the member of a set."""

    __hash__ = None

    def __init__(self, text):
        self.text = text

    def __eq__(self, other):
        return isinstance(other, Unhashable)

    def __call__(self):
        return self.text


class Equal(Unhashable):
    """A view that equals every other one of its kind."""

    def __hash__(self):
        return 1


@pytest.mark.parametrize("kind", [Unhashable, Equal])
def test_a_view_may_be_any_object_that_can_be_called(app, kind):
    """Whatever it equals."""
    app.add_url_rule("/a", "a", kind("a"))
    app.add_url_rule("/b", "b", kind("b"))
    client = Client(app)
    for _ in range(2):
        assert [client.get(path).text for path in ("/a", "/b")] == ["a", "b"]


def test_an_endpoint_without_a_view_is_a_server_error(app):
    """The key that was not found is the endpoint."""
    app.testing = True
    app.add_url_rule("/", "nobody")
    with pytest.raises(KeyError, match="nobody"):
        Client(app).get("/")


@pytest.mark.parametrize("way", ["instance", "class"])
def test_ensure_sync_sees_every_function(app, monkeypatch, way):
    """Views and all the others; replaced late, it is asked again."""

    def ensure(function):
        seen.append(getattr(function, "__name__", "?"))
        return function

    def named(name, result=None):
        def function(*arguments):
            return arguments[0] if result is None and arguments and name == "after" else result

        function.__name__ = name
        return function

    seen = []
    app.before_request(named("before"))
    app.after_request(named("after"))
    app.teardown_request(named("teardown"))
    app.teardown_appcontext(named("end"))
    app.register_error_handler(LookupError, named("handler", "handled"))
    app.add_url_rule("/", "view", named("view", "x"))
    app.add_url_rule("/lost", "lost", lambda: {}["x"])
    client = Client(app)
    client.get("/")
    if way == "instance":
        monkeypatch.setattr(app, "ensure_sync", ensure)
    else:
        monkeypatch.setattr(App, "ensure_sync", lambda app, function: ensure(function))
    assert client.get("/").text == "x"
    assert seen == ["before", "view", "after", "teardown", "end"]
    seen.clear()
    assert client.get("/lost").text == "handled"
    assert "handler" in seen
    monkeypatch.undo()
    assert client.get("/").text == "x"


# -- the way out ----------------------------------------------------------------------------------


def test_the_response_passes_from_function_to_function(app):
    """Each may replace it; the session is saved last."""
    app.after_request(lambda response: app.response_class(response.data + b" first-registered"))
    app.after_request(lambda response: app.response_class(response.data + b" last-registered"))
    app.add_url_rule("/", "view", lambda: "view")
    assert Client(app).get("/").text == "view last-registered first-registered"


def test_a_function_that_forgets_to_return_the_response_is_a_server_error(app, caplog):
    """The next request goes well."""
    answers = iter([False, True, True])

    def after(response):
        return response if next(answers, True) else None

    app.after_request(after)
    app.add_url_rule("/", "view", lambda: "x")
    client = Client(app)
    assert client.get("/").status_code == 500
    assert client.get("/").text == "x"


def test_a_function_after_the_view_that_always_fails_still_gives_an_answer(app, caplog):
    """A server error; both failures are logged."""

    @app.after_request
    def after(response):
        raise LookupError("on purpose")

    app.add_url_rule("/", "view", lambda: "x")
    assert Client(app).get("/").status_code == 500
    assert "Request finalizing failed" in caplog.text
    assert caplog.text.count("LookupError: on purpose") >= 2


def test_sessions_are_saved_unless_they_are_null(app, sessions):
    """Opened at once, before matching."""
    app.session_interface = sessions
    app.add_url_rule("/", "view", lambda: "x")
    client = Client(app)
    assert "Set-Cookie" not in client.get("/").headers
    app.secret_key = "k"
    assert client.get("/").headers["Set-Cookie"].startswith("session=")
    assert sessions.opened == 2


def test_a_failure_to_save_the_session_is_a_server_error(app, sessions):
    """And no more than that."""
    app.session_interface = sessions
    app.secret_key = "k"
    sessions.save_session = lambda *arguments: 1 / 0
    app.add_url_rule("/", "view", lambda: "x")
    client = Client(app)
    assert [client.get("/").status_code for _ in range(2)] == [500, 500]
