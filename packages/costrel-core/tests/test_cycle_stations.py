"""The stations of a request are called through the instance; middleware goes around them."""

import asyncio

import pytest
from werkzeug.test import Client, create_environ, run_wsgi_app

from costrel_core import (
    App,
    has_app_context,
)
from costrel_spec import current

pytestmark = pytest.mark.alone


class Stopped(BaseException):
    """Ends more than a request, as SystemExit does."""


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


@pytest.mark.parametrize("station", STATIONS)
@pytest.mark.parametrize(
    "way",
    [
        "subclass",
        "instance before the seal",
        "instance",
        "patched subclass before the seal",
        "patched subclass",
        "patched class",
    ],
)
def test_a_station_that_is_replaced_is_what_runs(make_app, monkeypatch, station, way):
    """By a subclass, on the object, or in the class; the others after the first request."""
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
        if "before the seal" not in way:
            send()
        assert not calls
        if "instance" in way:
            bound = replaced.__get__(app)
            setattr(app, station, bound)
        elif "patched subclass" in way:
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


@pytest.mark.parametrize(
    ("station", "arguments"),
    [
        ("full_dispatch_request", ()),
        ("preprocess_request", ()),
        ("dispatch_request", ()),
        ("make_default_options_response", ()),
        ("process_response", (None,)),
        ("finalize_request", ("x",)),
        ("handle_user_exception", (LookupError(),)),
        ("do_teardown_request", (None,)),
    ],
)
@pytest.mark.parametrize("register", ["before_request", "url_value_preprocessor"])
def test_a_station_outside_of_a_request_says_so(app, station, arguments, register):
    """Whatever is registered that it would call."""
    getattr(app, register)(lambda *_: None)
    app.teardown_request(lambda error: None)
    with app.app_context(), pytest.raises(RuntimeError, match="outside of request context"):
        getattr(app, station)(*arguments)


def test_the_end_of_an_application_context_may_be_played_without_one(app):
    """As with Flask; functions that need the application fail for themselves."""
    torn = []
    app.teardown_appcontext(torn.append)
    app.do_teardown_appcontext()
    assert torn == [None]


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


def test_the_inner_application_serves_without_the_outer_one(app):
    """Somebody may call ``wsgi_app`` before anything else."""
    app.add_url_rule("/", "view", lambda: "x")
    body, status, _ = run_wsgi_app(app.wsgi_app, create_environ("/"))
    assert (b"".join(body), status) == (b"x", "200 OK")


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
