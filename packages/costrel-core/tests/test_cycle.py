"""One request, from top to bottom."""

import asyncio
import gc
import threading
import weakref
from io import BytesIO, StringIO
from wsgiref.handlers import SimpleHandler

import pytest
from werkzeug.test import Client, create_environ, run_wsgi_app
from werkzeug.wrappers import Response as WerkzeugResponse

from costrel_core import (
    App,
    Blueprint,
    Response,
    abort,
    after_this_request,
    current_app,
    g,
    has_app_context,
    has_request_context,
    redirect,
    request,
)
from costrel_spec import SessionInterface, current, listened
from costrel_spec.hooks import LIFECYCLE

alone = pytest.mark.alone


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


@alone
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


@alone
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


@alone
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


@alone
@pytest.mark.parametrize("answer", ["", 0, [], {}])
def test_only_none_is_no_answer(app, answer):
    """What is false is an answer, or an error."""
    app.add_url_rule("/", "view", lambda: pytest.fail("answered before"))
    app.before_request(lambda: answer)
    assert Client(app).get("/").status_code == (500 if answer == 0 else 200)


@alone
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


@alone
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


@alone
def test_head_is_get_without_a_body(app):
    """With its length."""
    app.add_url_rule("/", "view", lambda: "four")
    response = Client(app).head("/")
    assert (response.data, response.headers["Content-Length"]) == (b"", "4")


@alone
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


@alone
def test_a_wrong_method_names_the_right_ones(app):
    """405 with Allow."""
    app.add_url_rule("/", "view", lambda: "x", methods=["GET", "PUT"])
    response = Client(app).post("/")
    assert response.status_code == 405
    assert response.allow.as_set() == {"get", "head", "options", "put"}


@alone
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


@alone
@pytest.mark.parametrize("kind", [Unhashable, Equal])
def test_a_view_may_be_any_object_that_can_be_called(app, kind):
    """Whatever it equals."""
    app.add_url_rule("/a", "a", kind("a"))
    app.add_url_rule("/b", "b", kind("b"))
    client = Client(app)
    for _ in range(2):
        assert [client.get(path).text for path in ("/a", "/b")] == ["a", "b"]


@alone
def test_an_endpoint_without_a_view_is_a_server_error(app):
    """The key that was not found is the endpoint."""
    app.testing = True
    app.add_url_rule("/", "nobody")
    with pytest.raises(KeyError, match="nobody"):
        Client(app).get("/")


@alone
def test_ensure_sync_sees_every_function(app):
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
    app.ensure_sync = ensure
    assert client.get("/").text == "x"
    assert seen == ["before", "view", "after", "teardown", "end"]
    seen.clear()
    assert client.get("/lost").text == "handled"
    assert "handler" in seen
    del app.ensure_sync
    assert client.get("/").text == "x"


# -- the way out ----------------------------------------------------------------------------------


@alone
def test_the_response_passes_from_function_to_function(app):
    """Each may replace it; the session is saved last."""
    app.after_request(lambda response: app.response_class(response.data + b" first-registered"))
    app.after_request(lambda response: app.response_class(response.data + b" last-registered"))
    app.add_url_rule("/", "view", lambda: "view")
    assert Client(app).get("/").text == "view last-registered first-registered"


@alone
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


@alone
def test_a_function_after_the_view_that_always_fails_still_gives_an_answer(app, caplog):
    """A server error; both failures are logged."""

    @app.after_request
    def after(response):
        raise LookupError("on purpose")

    app.add_url_rule("/", "view", lambda: "x")
    assert Client(app).get("/").status_code == 500
    assert "Request finalizing failed" in caplog.text
    assert caplog.text.count("LookupError: on purpose") >= 2


@alone
def test_sessions_are_saved_unless_they_are_null(app, sessions):
    """Opened at once, before matching."""
    app.session_interface = sessions
    app.add_url_rule("/", "view", lambda: "x")
    client = Client(app)
    assert "Set-Cookie" not in client.get("/").headers
    app.secret_key = "k"
    assert client.get("/").headers["Set-Cookie"].startswith("session=")
    assert sessions.opened == 2


@alone
def test_a_failure_to_save_the_session_is_a_server_error(app, sessions):
    """And no more than that."""
    app.session_interface = sessions
    app.secret_key = "k"
    sessions.save_session = lambda *arguments: 1 / 0
    app.add_url_rule("/", "view", lambda: "x")
    client = Client(app)
    assert [client.get("/").status_code for _ in range(2)] == [500, 500]


# -- errors ---------------------------------------------------------------------------------------


class Stopped(BaseException):
    """Ends more than a request, as SystemExit does."""


@alone
@pytest.mark.parametrize("where", ["before", "view", "after", "teardown", "end"])
def test_what_is_no_exception_passes_and_leaves_nothing(app, where):
    """It reaches the server; teardown functions ran once, all of them."""
    torn = []

    def stop(*arguments):
        raise Stopped(where)

    {
        "before": app.before_request,
        "view": lambda function: None,
        "after": app.after_request,
        "teardown": app.teardown_request,
        "end": app.teardown_appcontext,
    }[where](stop)
    app.teardown_request(lambda error: torn.append("request"))
    app.teardown_appcontext(lambda error: torn.append("context"))
    app.add_url_rule("/", "view", stop if where == "view" else lambda: "x")
    app.seal()
    with pytest.raises(Stopped, match=where):
        run_wsgi_app(app, create_environ("/"))
    assert sorted(torn) == ["context", "request"]
    assert current.get() == (None, None)


@alone
def test_teardown_functions_get_the_error_that_nobody_handled(app):
    """And None where somebody did."""
    errors = []
    app.teardown_request(errors.append)
    app.teardown_appcontext(errors.append)
    error = ArithmeticError("on purpose")

    def fail():
        raise error

    app.add_url_rule("/", "view", fail)
    app.add_url_rule("/handled", "handled", lambda: {}["x"])
    app.register_error_handler(KeyError, lambda error: "handled")
    client = Client(app)
    assert client.get("/handled").text == "handled"
    assert errors == [None, None]
    assert client.get("/").status_code == 500
    assert errors == [None, None, error, error]


@alone
def test_an_error_may_be_kept_from_teardown_functions(make_app):
    """By ``should_ignore_error``."""

    class Site(App):
        def should_ignore_error(self, error):
            return isinstance(error, LookupError)

    errors = []
    app = make_app(Site)
    app.teardown_request(errors.append)
    app.add_url_rule("/", "view", lambda: {}["x"])
    app.add_url_rule("/other", "other", lambda: 1 / 0)
    client = Client(app)
    assert client.get("/").status_code == client.get("/other").status_code == 500
    assert [type(error) for error in errors] == [type(None), ZeroDivisionError]


@alone
def test_an_error_that_propagates_reaches_the_server(app):
    """And leaves nothing behind."""
    app.testing = True
    torn = []
    app.teardown_request(torn.append)
    app.add_url_rule("/", "view", lambda: {}["x"])
    with pytest.raises(KeyError):
        Client(app).get("/")
    assert [type(error) for error in torn] == [KeyError]
    assert current.get() == (None, None)


@alone
def test_a_failing_teardown_function_loses_nothing(app, caplog):
    """Neither the answer nor the other functions; every failure is logged."""
    torn = []

    def fail(error):
        torn.append("failing")
        raise LookupError("on purpose")

    for register in (app.teardown_request, app.teardown_appcontext):
        register(lambda error: torn.append("first"))
        register(fail)
        register(lambda error: torn.append("last"))
    app.add_url_rule("/", "view", lambda: "x")
    assert Client(app).get("/").text == "x"
    assert torn == ["last", "failing", "first"] * 2
    assert caplog.text.count("LookupError: on purpose") == 2


def served(app, environ):
    """Status line, header lines and body, by the standard library's server."""
    output = BytesIO()
    SimpleHandler(BytesIO(), output, StringIO(), environ).run(app)
    head, _, body = output.getvalue().partition(b"\r\n\r\n")
    first, *headers = head.decode("latin-1").split("\r\n")
    return first.partition(" ")[2], headers, body


class Broken(Response):
    """A response that fails when it is sent."""

    def __call__(self, environ, start_response):
        raise LookupError("on purpose")


class HalfBroken(Response):
    """A response that fails after its start."""

    def __call__(self, environ, start_response):
        start_response("200 OK", [("Content-Type", "text/x")])
        raise LookupError("on purpose")


@alone
@pytest.mark.parametrize("kind", [Broken, HalfBroken])
def test_a_response_that_can_not_be_sent_is_a_server_error(app, caplog, kind):
    """The last resort answers."""
    app.add_url_rule("/", "view", lambda: kind("x"))
    status, headers, body = served(app, create_environ("/"))
    assert (status, body) == ("500 INTERNAL SERVER ERROR", b"Internal Server Error")
    assert "Content-Type: text/plain; charset=utf-8" in headers
    assert "The request failed after its response was made." in caplog.text


@alone
def test_a_server_that_can_not_start_gets_its_error_back(app):
    """Nothing else can be told to it; the next request is served."""
    app.add_url_rule("/", "view", lambda: "x")

    def start_response(status, headers, exc_info=None):
        raise OSError("gone")

    with pytest.raises(OSError, match="gone"):
        app(create_environ("/"), start_response)
    assert current.get() == (None, None)
    assert Client(app).get("/").text == "x"


@alone
def test_an_endless_recursion_is_a_server_error(app):
    """The next request is served."""

    def view():
        return view()

    app.add_url_rule("/", "view", view)
    app.add_url_rule("/fine", "fine", lambda: "x")
    client = Client(app)
    assert client.get("/").status_code == 500
    assert client.get("/fine").text == "x"


# -- stations are called through the instance -------------------------------------------------------

STATIONS = {
    "wsgi_app": "/",
    "request_context": "/",
    "app_context": "/",
    "full_dispatch_request": "/",
    "preprocess_request": "/",
    "dispatch_request": "/",
    "ensure_sync": "/",
    "make_response": "/",
    "finalize_request": "/",
    "process_response": "/",
    "do_teardown_request": "/",
    "do_teardown_appcontext": "/",
    "make_default_options_response": "OPTIONS",
    "handle_user_exception": "/failing",
    "handle_http_exception": "/nowhere",
    "trap_http_exception": "/nowhere",
    "raise_routing_exception": "/nowhere",
    "handle_exception": "/failing",
    "log_exception": "/failing",
    "should_ignore_error": "/failing",
    "async_to_sync": "/async",
    "create_url_adapter": "/",
}


@alone
@pytest.mark.parametrize("station", STATIONS)
@pytest.mark.parametrize("way", ["subclass", "instance", "patched subclass", "patched class"])
def test_a_station_that_is_replaced_is_what_runs(make_app, monkeypatch, station, way):
    """By a subclass, on the object, or in the class; the last three after the first request."""
    calls = []

    def replaced(app, *arguments, **options):
        calls.append(station)
        return original(app, *arguments, **options)

    class Site(App):
        """The application of the test."""

        def async_to_sync(self, function):
            return lambda **values: asyncio.run(function(**values))

    original = getattr(Site, station)
    if way == "subclass":
        setattr(Site, station, replaced)
    app = make_app(Site)
    app.teardown_request(lambda error: None)
    app.teardown_appcontext(lambda error: None)

    async def slow():
        return "x"

    app.add_url_rule("/", "view", lambda: "x")
    app.add_url_rule("/failing", "failing", lambda: 1 / 0)
    app.add_url_rule("/async", "async", slow)
    client = Client(app)

    def send():
        if STATIONS[station] == "OPTIONS":
            return client.options("/")
        return client.get(STATIONS[station])

    if way != "subclass":
        send()
        assert not calls
        if way == "instance":
            bound = replaced.__get__(app)
            setattr(app, station, bound)
        elif way == "patched subclass":
            setattr(Site, station, replaced)
        elif station == "async_to_sync":
            monkeypatch.delattr(Site, station)
            original = Site.__dict__.get(station) or original
            monkeypatch.setattr(App, station, replaced)
        else:
            monkeypatch.setattr(App, station, replaced)
    before = len(calls)
    status = send().status_code
    assert len(calls) > before
    assert status == {"/failing": 500, "/nowhere": 404}.get(STATIONS[station], 200)


@alone
def test_the_class_may_be_patched_where_the_server_calls_it(app, monkeypatch):
    """``App.__call__``, as tracers do."""
    original = App.__call__
    calls = []

    def traced(self, environ, start_response):
        calls.append(environ["PATH_INFO"])
        return original(self, environ, start_response)

    monkeypatch.setattr(App, "__call__", traced)
    assert Client(app).get("/x").status_code == 404
    assert calls == ["/x"]


# -- middleware -----------------------------------------------------------------------------------


@alone
def test_middleware_is_put_around_the_inner_application(app):
    """Also after the first request; the context is over when it goes on."""
    seen = []

    class Middleware:
        def __init__(self, inner):
            self.inner = inner

        def __call__(self, environ, start_response):
            seen.append(has_app_context())
            answer = self.inner(environ, start_response)
            seen.append(has_app_context())
            return answer

    app.add_url_rule("/", "view", lambda: "x")
    client = Client(app)
    client.get("/")
    app.wsgi_app = Middleware(app.wsgi_app)
    assert client.get("/").text == "x"
    assert seen == [False, False]


@alone
def test_the_inner_application_serves_without_the_outer_one(app):
    """Somebody may call ``wsgi_app`` before anything else."""
    app.add_url_rule("/", "view", lambda: "x")
    body, status, _ = run_wsgi_app(app.wsgi_app, create_environ("/"))
    assert (b"".join(body), status) == (b"x", "200 OK")


@alone
def test_middleware_that_swallows_a_failure_leaves_nothing(app):
    """Nor does one that leaves a context of its own."""

    def swallow(environ, start_response):
        app.app_context().push()
        try:
            list(inner(environ, start_response))
        except Stopped:
            return app.response_class("swallowed")(environ, start_response)

    def stop():
        raise Stopped

    app.add_url_rule("/", "view", stop)
    inner, app.wsgi_app = app.wsgi_app, swallow
    assert Client(app).get("/").text == "swallowed"
    assert current.get() == (None, None)


@alone
def test_middleware_that_fails_gets_its_error_through(app):
    """Whatever contexts it left are gone."""

    def fail(environ, start_response):
        app.request_context(environ).push()
        raise LookupError("on purpose")

    torn = []
    app.teardown_request(torn.append)
    app.wsgi_app = fail
    with pytest.raises(LookupError):
        Client(app).get("/")
    assert [type(error) for error in torn] == [LookupError]
    assert current.get() == (None, None)


@alone
def test_plugins_wrap_the_application_once(make_app, plugin):
    """Around what the application wrapped itself."""
    order = []

    def wrap_wsgi(app, inner):
        def outer(environ, start_response):
            order.append("plugin")
            return inner(environ, start_response)

        return outer

    app = make_app(plugins=[plugin(wrap_wsgi)])
    inner = app.wsgi_app
    app.wsgi_app = lambda *arguments: (order.append("own"), inner(*arguments))[1]
    app.add_url_rule("/", "view", lambda: "x")
    client = Client(app)
    assert [client.get("/").text for _ in range(2)] == ["x", "x"]
    assert order == ["plugin", "own"] * 2


# -- hooks ----------------------------------------------------------------------------------------


@alone
def test_hooks_that_nobody_listens_to_are_not_called(make_app, plugin):
    """Whatever happens to the request."""
    listeners = []

    def silent(name, parameters):
        source = f"def {name}({parameters}): fail({name!r})"
        names = {"fail": called.append}
        exec(source, names)
        return listened(listeners)(names[name])

    called = []
    arguments = {
        "context_pushed": "app",
        "request_started": "ctx",
        "before_request": "ctx",
        "handle_error": "ctx, error",
        "request_failed": "ctx, error",
        "after_request": "ctx, response",
        "request_finished": "ctx, response",
        "teardown_request": "ctx, error",
        "teardown_context": "app, error",
        "context_popped": "app",
    }
    app = make_app(plugins=[plugin(*(silent(*each) for each in arguments.items()))])
    app.add_url_rule("/", "view", lambda: "x")
    app.add_url_rule("/failing", "failing", lambda: 1 / 0)
    client = Client(app)
    assert client.get("/").text == "x"
    assert client.get("/failing").status_code == 500
    assert called == []
    listeners.append("somebody")
    assert client.get("/failing").status_code == 500
    fired = [name for name in LIFECYCLE if name in arguments]
    assert [name for name in dict.fromkeys(called) if name in fired] == [
        "context_pushed",
        "request_started",
        "before_request",
        "handle_error",
        "request_failed",
        "after_request",
        "request_finished",
        "teardown_request",
        "teardown_context",
        "context_popped",
    ]


@alone
def test_a_hook_may_answer_before_the_application(make_app, plugin):
    """Then neither its functions nor the view run."""

    def before_request(ctx):
        return ("hooked", 203) if "hook" in ctx.request.args else None

    app = make_app(plugins=[plugin(before_request)])
    app.before_request(lambda: "function")
    client = Client(app)
    assert client.get("/?hook").text == "hooked"
    assert client.get("/?hook").status_code == 203
    assert client.get("/").text == "function"


@alone
def test_a_hook_may_replace_the_response_or_leave_it(make_app, plugin):
    """After the application's own functions."""

    def after_request(ctx, response):
        response.headers["X-Hook"] = response.headers["X-Own"]
        return app.response_class("other") if "other" in ctx.request.args else None

    app = make_app(plugins=[plugin(after_request)])

    @app.after_request
    def own(response):
        response.headers["X-Own"] = "own"
        return response

    app.add_url_rule("/", "view", lambda: "x")
    client = Client(app)
    assert client.get("/").headers["X-Hook"] == "own"
    assert client.get("/?other").text == "other"


@alone
@pytest.mark.parametrize("hook", ["request_started", "before_request"])
def test_a_hook_before_the_view_fails_closed(make_app, plugin, hook):
    """Its error is the request's; it may abort."""

    def request_started(ctx):
        abort(403)

    def before_request(ctx):
        raise LookupError("on purpose")

    function = {"request_started": request_started, "before_request": before_request}[hook]
    app = make_app(plugins=[plugin(function)])
    app.add_url_rule("/", "view", lambda: pytest.fail("refused"))
    status = Client(app).get("/").status_code
    assert status == (403 if hook == "request_started" else 500)


@alone
def test_isolated_hooks_lose_nothing(make_app, plugin, caplog):
    """Their failures are logged, and no more."""

    def context_pushed(app):
        raise LookupError("pushed")

    def request_finished(ctx, response):
        raise LookupError("finished")

    def teardown_request(ctx, error):
        raise LookupError("torn")

    def teardown_context(app, error):
        raise LookupError("ended")

    def context_popped(app):
        raise LookupError("popped")

    hooks = (context_pushed, request_finished, teardown_request, teardown_context, context_popped)
    app = make_app(plugins=[plugin(*hooks)])
    app.add_url_rule("/", "view", lambda: "x")
    client = Client(app)
    for _ in range(2):
        caplog.clear()
        assert client.get("/").text == "x"
        for word in ("pushed", "finished", "torn", "ended", "popped"):
            assert f"LookupError: {word}" in caplog.text


# -- nesting, threads, tasks ------------------------------------------------------------------------


@alone
def test_a_request_inside_a_request_of_the_same_application_shares_g(app):
    """The outer request is current again afterwards."""

    @app.get("/inner")
    def inner():
        g.inner = "set"
        return f"{request.path} {g.outer}"

    @app.get("/outer")
    def outer():
        g.outer = "seen"
        text = Client(app).get("/inner").text
        return f"{text}, {request.path} {g.inner}"

    assert Client(app).get("/outer").text == "/inner seen, /outer set"


@alone
def test_a_request_inside_a_request_of_another_application_shares_nothing(make_app):
    """Each has its own ``g``."""
    first, second = make_app(name="first"), make_app(name="second")
    first.add_url_rule("/", "view", lambda: f"{current_app.name} {'mine' in g}")

    @second.get("/")
    def view():
        g.mine = 1
        return f"{Client(first).get('/').text} {current_app.name} {'mine' in g}"

    assert Client(second).get("/").text == "first False second True"


@alone
def test_requests_on_threads_never_meet(app):
    """Request, ``g`` and session are each one's own."""
    barrier = threading.Barrier(4)

    @app.get("/<int:number>")
    def view(number):
        g.number = number
        barrier.wait(10)
        seen = (g.number, request.view_args["number"], request.args["n"])
        barrier.wait(10)
        return list(seen)

    results = {}

    def send(number):
        for _ in range(5):
            results.setdefault(number, []).append(Client(app).get(f"/{number}?n={number}").json)

    threads = [threading.Thread(target=send, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == {number: [[number, number, str(number)]] * 5 for number in range(4)}


@alone
def test_tasks_see_the_context_they_were_made_in(app):
    """And what one pushes, no other sees."""
    order = []

    async def visit(number):
        with app.test_request_context(f"/{number}"):
            g.number = number
            for _ in range(3):
                await asyncio.sleep(0)
                order.append(number)
                assert (request.path, g.number) == (f"/{number}", number)
        return has_request_context()

    async def main():
        assert not has_request_context()
        with app.test_request_context("/outer"):
            paths = await asyncio.gather(*(inherit() for _ in range(2)))
        return paths, await asyncio.gather(*(visit(number) for number in range(3)))

    async def inherit():
        await asyncio.sleep(0)
        return request.path

    assert asyncio.run(main()) == (["/outer", "/outer"], [False] * 3)
    assert order[:3] == [0, 1, 2]


def test_requests_on_greenlets_never_meet(app):
    """As with gevent: they take turns on one thread."""
    from greenlet import getcurrent, greenlet

    @app.get("/<int:number>")
    def view(number):
        g.number = number
        getcurrent().parent.switch()
        return f"{g.number} {request.path}"

    def send(number):
        return Client(app).get(f"/{number}").text

    greenlets = [greenlet(send) for _ in range(3)]
    for number, each in enumerate(greenlets):
        each.switch(number)
        assert not has_request_context()
    assert [each.switch() for each in greenlets] == ["0 /0", "1 /1", "2 /2"]


def test_async_functions_run_wherever_plain_ones_do(app):
    """By asgiref, with the context of the request."""

    @app.before_request
    async def before():
        await asyncio.sleep(0)
        g.steps = ["before"]

    @app.get("/")
    async def view():
        await asyncio.sleep(0)
        g.steps.append(request.path)
        raise LookupError

    @app.errorhandler(LookupError)
    async def handler(error):
        g.steps.append("handler")
        return {"steps": g.steps}

    @app.after_request
    async def after(response):
        response.headers["X-Steps"] = str(len(g.steps))
        return response

    @app.teardown_request
    async def teardown(error):
        torn.append(g.steps)

    torn = []
    client = Client(app)
    for _ in range(2):
        response = client.get("/")
        assert response.json == {"steps": ["before", "/", "handler"]}
        assert response.headers["X-Steps"] == "3"
    assert len(torn) == 2


# -- nothing is left ------------------------------------------------------------------------------


@alone
@pytest.mark.usefixtures("without_gc")
@pytest.mark.parametrize(
    ("path", "method", "status"),
    [
        ("/", "GET", 200),
        ("/json", "GET", 200),
        ("/made", "GET", 302),
        ("/wsgi", "GET", 200),
        ("/nowhere", "GET", 404),
        ("/", "POST", 405),
        ("/slash", "GET", 308),
        ("/aborted", "GET", 403),
        ("/handled", "GET", 200),
        ("/handled-http", "GET", 410),
        ("/failing", "GET", 500),
        ("/stream", "GET", 200),
        ("/", "OPTIONS", 200),
        ("/", "HEAD", 200),
        ("/form", "POST", 200),
        ("/form-error", "POST", 400),
        ("/static/nothing", "GET", 404),
        ("/none", "GET", 500),
    ],
)
def test_no_reference_cycle_keeps_a_request(app, path, method, status):
    """With the garbage collector at rest, it goes with its last reference."""
    requests = []

    @app.before_request
    def remember():
        requests.append(weakref.ref(request._get_current_object()))
        requests.append(weakref.ref(current.get()[1]))
        requests.append(weakref.ref(current.get()[0]))

    app.add_url_rule("/", "view", lambda: "x")
    app.add_url_rule("/json", "json", lambda: {"a": [1]})
    app.add_url_rule("/made", "made", lambda: redirect("/"))
    app.add_url_rule("/wsgi", "wsgi", lambda: WerkzeugResponse("x"))
    app.add_url_rule("/slash/", "slash", lambda: "x")
    app.add_url_rule("/aborted", "aborted", lambda: abort(403))
    app.add_url_rule("/handled", "handled", lambda: [][1])
    app.add_url_rule("/handled-http", "handled_http", lambda: abort(410))
    app.add_url_rule("/failing", "failing", lambda: 1 / 0)
    app.add_url_rule("/stream", "stream", lambda: iter(["a", "b"]))
    app.add_url_rule("/form", "form", lambda: request.form["a"], methods=["POST"])
    app.add_url_rule("/form-error", "form_error", lambda: request.form["b"], methods=["POST"])
    app.add_url_rule("/none", "none", lambda: None)
    app.register_error_handler(IndexError, lambda error: "handled")
    app.register_error_handler(410, lambda error: ("gone", 410))
    app.logger.disabled = True  # a record that is kept for the test keeps the error
    environ = create_environ(path, method=method, data={"a": "1"} if method == "POST" else None)
    try:
        body, line, _ = run_wsgi_app(app, environ, buffered=True)
        list(body)
        del body, environ
    finally:
        app.logger.disabled = False
    assert line.startswith(str(status))
    assert len(requests) == 3
    assert [reference() for reference in requests] == [None] * 3
    assert not gc.isenabled()


@alone
def test_contexts_of_a_request_that_fails_are_handed_on_too(app):
    """The interactive debugger runs its console in the contexts of the failure that it shows."""
    app.testing = True
    kept = []

    @app.get("/")
    def fail():
        raise ArithmeticError("on purpose")

    environ = create_environ("/", environ_overrides={"werkzeug.debug.preserve_context": kept.append})
    with pytest.raises(ArithmeticError, match="on purpose"):
        run_wsgi_app(app, environ)
    assert [type(context).__name__ for context in kept] == ["AppContext", "RequestContext"]
    assert kept[1].request.path == "/"


@alone
def test_a_debugger_may_keep_the_contexts(app):
    """``werkzeug.debug.preserve_context`` is called with both parts before they end."""
    kept = []

    def preserve(context):
        kept.append((context, has_request_context()))

    app.add_url_rule("/", "view", lambda: "x")
    environ = create_environ("/", environ_overrides={"werkzeug.debug.preserve_context": preserve})
    run_wsgi_app(app, environ)
    assert [context.app for context, _ in kept] == [app, app]
    assert all(is_current for _, is_current in kept)
    assert kept[1][0].request.path == "/"
