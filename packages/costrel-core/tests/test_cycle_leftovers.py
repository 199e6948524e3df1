"""Nothing of a request is left when it is over."""

import gc
import weakref
from concurrent.futures import ThreadPoolExecutor

import pytest
from werkzeug.test import Client, create_environ, run_wsgi_app
from werkzeug.wrappers import Response as WerkzeugResponse

from costrel_core import (
    App,
    Request,
    abort,
    current_app,
    has_request_context,
    redirect,
    request,
)
from costrel_spec import current

pytestmark = pytest.mark.alone


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
    app.add_url_rule("/handled", "handled", lambda: ""[1])
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


@pytest.mark.parametrize(
    ("pushed", "ended"),
    [
        ("a", ["a"]),
        ("o", ["o"]),
        ("A", ["/A of a"]),
        ("O", ["/O of o", "o"]),
        ("oAaO", ["/O of o", "o", "a", "/A of a", "a", "o"]),
    ],
)
def test_contexts_that_a_view_leaves_behind_end_before_the_request(make_app, pushed, ended):
    """Innermost first, each once, with its teardown functions; the response is sent."""
    apps = {name: make_app(name=name) for name in ("a", "o")}
    events = []
    for app in apps.values():
        app.teardown_request(lambda error: events.append(f"{request.path} of {current_app.name}"))
        app.teardown_appcontext(lambda error: events.append(current_app.name))

    @apps["a"].get("/")
    def view():
        for name in pushed:
            app = apps[name.lower()]
            (app.app_context() if name.islower() else app.test_request_context(f"/{name}")).push()
        return "sent"

    assert Client(apps["a"]).get("/").text == "sent"
    assert events == [*ended, "/ of a", "a"]
    assert current.get() == (None, None)


def test_a_context_that_a_view_leaves_behind_and_that_fails_to_end_loses_no_answer(make_app):
    """Nor does it keep the request from ending."""

    class Site(App):
        def do_teardown_appcontext(self, exc=None):
            raise LookupError("on purpose")

    torn = []
    app, other = make_app(), make_app(Site, name="other")
    app.teardown_request(torn.append)

    @app.get("/")
    def view():
        other.app_context().push()
        return "sent"

    assert Client(app).get("/").text == "sent"
    assert [type(error) for error in torn] == [LookupError]
    assert current.get() == (None, None)


def test_a_request_that_ends_on_another_thread_ends_no_other_there(app):
    """What stands on that thread was not pushed after it."""
    torn = []
    app.teardown_request(lambda error: torn.append(request.path))

    def end(ctx):
        own = app.test_request_context("/own")
        own.push()
        with pytest.raises(AssertionError, match="Popped wrong request context"):
            ctx.pop()
        assert torn == ["/"]
        with pytest.raises(AssertionError, match="Popped wrong request context"):
            own.pop()

    @app.get("/")
    def view():
        with ThreadPoolExecutor() as threads:
            threads.submit(end, current.get()[1]).result()
        return "sent"

    assert Client(app).get("/").text == "sent"
    assert torn == ["/", "/own"]
    assert current.get() == (None, None)


def test_a_view_that_ends_its_own_request_is_answered(app):
    """With a 500, for without its request there is no response to finish."""

    @app.get("/")
    def view():
        current.get()[1].pop()
        return "sent"

    assert Client(app).get("/").status_code == 500
    assert current.get() == (None, None)


def test_contexts_of_a_request_that_fails_are_handed_on_too(app):
    """The interactive debugger runs its console in the contexts of the failure that it shows."""
    app.testing = True
    kept = []

    @app.get("/")
    def fail():
        raise ArithmeticError("on purpose")

    environ = create_environ(
        "/", environ_overrides={"werkzeug.debug.preserve_context": kept.append}
    )
    with pytest.raises(ArithmeticError, match="on purpose"):
        run_wsgi_app(app, environ)
    assert [type(context).__name__ for context in kept] == ["AppContext", "RequestContext"]
    assert kept[1].request.path == "/"


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


def test_teardown_functions_may_be_called_by_hand(app):
    """With the exception in flight, or with none."""
    errors = []
    app.teardown_request(lambda error: errors.append(("request", type(error))))
    app.teardown_appcontext(lambda error: errors.append(("app", type(error))))
    with app.test_request_context():
        try:
            raise LookupError
        except LookupError:
            app.do_teardown_request()
            app.do_teardown_appcontext()
    assert errors == [("request", LookupError), ("app", LookupError)]


def test_a_request_class_may_trust_hosts_for_some_requests_only(make_app):
    """A host that is known from other requests is checked all the same."""

    class Guarded(Request):
        def __init__(self, *args, **kwargs):
            super().__init__(*args, **kwargs)
            if self.path == "/admin":
                self.trusted_hosts = ["good.example"]

    app = make_app()
    app.request_class = Guarded
    app.add_url_rule("/", "index", lambda: "x")
    app.add_url_rule("/admin", "admin", lambda: "x")
    client = Client(app)
    statuses = [
        client.get(path, headers={"Host": "evil.example"}).status_code
        for path in ("/admin", "/", "/admin")
    ]
    assert statuses == [400, 200, 400]


def test_nothing_is_handed_on_of_a_request_that_never_began(app):
    """A request class that fails leaves no context for a debugger or a test client to enter."""
    app.testing = True
    kept = []

    def refuse(environ):
        raise ArithmeticError("on purpose")

    app.request_class = refuse
    environ = create_environ(
        "/", environ_overrides={"werkzeug.debug.preserve_context": kept.append}
    )
    with pytest.raises(ArithmeticError, match="on purpose"):
        run_wsgi_app(app, environ)
    assert kept == []


@pytest.mark.usefixtures("without_gc")
def test_malformed_json_keeps_no_request(app):
    """The chain of exceptions behind a 400 holds no frame of the request."""
    requests = []

    @app.post("/")
    def read():
        requests.append(weakref.ref(request._get_current_object()))
        return request.get_json()

    environ = create_environ("/", method="POST", data="{", content_type="application/json")
    _, status, _ = run_wsgi_app(app, environ)
    del environ
    assert status == "400 BAD REQUEST"
    assert requests[0]() is None
