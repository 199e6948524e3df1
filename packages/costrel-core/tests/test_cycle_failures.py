"""Whatever fails in a request, the server gets an answer and the next request starts clean."""

from io import BytesIO, StringIO
from wsgiref.handlers import SimpleHandler

import pytest
from werkzeug.test import Client, create_environ, run_wsgi_app

from costrel_core import (
    App,
    Response,
)
from costrel_spec import current

pytestmark = pytest.mark.alone


class Stopped(BaseException):
    """Ends more than a request, as SystemExit does."""


@pytest.mark.parametrize("where", ["before", "view", "after", "teardown", "end"])
def test_what_is_no_exception_passes_and_leaves_nothing(app, where):
    """It reaches the server; teardown functions ran once, all of them."""
    torn = []
    errors = []

    def stop(*arguments):
        raise Stopped(where)

    {
        "before": app.before_request,
        "view": lambda function: None,
        "after": app.after_request,
        "teardown": app.teardown_request,
        "end": app.teardown_appcontext,
    }[where](stop)
    app.teardown_request(lambda error: (torn.append("request"), errors.append(type(error))))
    app.teardown_appcontext(lambda error: torn.append("context"))
    app.add_url_rule("/", "view", stop if where == "view" else lambda: "x")
    app.seal()
    with pytest.raises(Stopped, match=where):
        run_wsgi_app(app, create_environ("/"))
    assert sorted(torn) == ["context", "request"]
    assert errors == [type(None) if where in {"teardown", "end"} else Stopped]
    assert current.get() == (None, None)


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
    app.testing = True
    for path, error in (("/", KeyError), ("/other", ZeroDivisionError)):
        with pytest.raises(error):
            client.get(path)
    assert [type(error) for error in errors[2:]] == [type(None), ZeroDivisionError]


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


@pytest.mark.parametrize("kind", [Broken, HalfBroken])
def test_a_response_that_can_not_be_sent_is_a_server_error(app, caplog, kind):
    """The last resort answers."""
    app.add_url_rule("/", "view", lambda: kind("x"))
    status, headers, body = served(app, create_environ("/"))
    assert (status, body) == ("500 INTERNAL SERVER ERROR", b"Internal Server Error")
    assert "Content-Type: text/plain; charset=utf-8" in headers
    assert "The request failed after its response was made." in caplog.text


def test_a_server_that_can_not_start_gets_its_error_back(app):
    """Nothing else can be told to it; the next request is served."""
    app.add_url_rule("/", "view", lambda: "x")

    def start_response(status, headers, exc_info=None):
        raise OSError("gone")

    with pytest.raises(OSError, match="gone"):
        app(create_environ("/"), start_response)
    assert current.get() == (None, None)
    assert Client(app).get("/").text == "x"


def test_an_endless_recursion_is_a_server_error(app):
    """The next request is served."""

    def view():
        return view()

    app.add_url_rule("/", "view", view)
    app.add_url_rule("/fine", "fine", lambda: "x")
    client = Client(app)
    assert client.get("/").status_code == 500
    assert client.get("/fine").text == "x"


def test_teardown_functions_get_the_first_error_of_several(app):
    """That of the view, not of the page that could not be sent."""
    errors = []
    app.teardown_request(errors.append)
    app.register_error_handler(500, lambda error: Broken("x"))
    app.add_url_rule("/", "view", lambda: 1 / 0)
    status, _, _ = served(app, create_environ("/"))
    assert status == "500 INTERNAL SERVER ERROR"
    assert [type(error) for error in errors] == [ZeroDivisionError]


def test_what_finalizes_a_request_gets_what_the_handler_of_server_errors_returned(make_app):
    """As it is, so that it may be changed before it becomes a response."""
    finalized = []

    class Site(App):
        def finalize_request(self, rv, from_error_handler=False):
            finalized.append((rv, from_error_handler))
            return super().finalize_request(rv, from_error_handler)

    app = make_app(Site)
    app.add_url_rule("/", "view", lambda: 1 / 0)
    app.register_error_handler(500, lambda error: ("handled", 503))
    assert Client(app).get("/").status_code == 503
    assert finalized == [(("handled", 503), True)]
