"""What a view may return, and the response that it becomes."""

import pytest
from markupsafe import Markup
from werkzeug.datastructures import Headers, WWWAuthenticate
from werkzeug.exceptions import (
    BadRequestKeyError,
    Conflict,
    HTTPException,
    InternalServerError,
    MethodNotAllowed,
    NotFound,
    RequestedRangeNotSatisfiable,
    TooManyRequests,
    Unauthorized,
)
from werkzeug.routing import RequestRedirect
from werkzeug.test import Client
from werkzeug.wrappers import Response as WerkzeugResponse

from costrel_core import App, Response, answers, make_response

pytestmark = pytest.mark.alone


@pytest.fixture
def answer(app):
    """What the application makes of a view's value, as it goes over the wire."""

    def answer(value, **environ):
        app.view_functions["index"] = lambda: value
        return Client(app).get("/", **environ)

    app.add_url_rule("/", "index")
    return answer


def wsgi(environ, start_response):
    """A WSGI application that is nothing else."""
    start_response("418 I'M A TEAPOT", [("Content-Type", "text/x-tea"), ("X-Path", "p")])
    return [b"short ", b"and stout"]


# -- bodies ---------------------------------------------------------------------------------------


class Text(str):
    """A string of another class."""

    __slots__ = ()


@pytest.mark.parametrize(
    ("value", "body", "mimetype"),
    [
        ("täxt", "täxt".encode(), "text/html"),
        ("", b"", "text/html"),
        (Text("text"), b"text", "text/html"),
        (b"bytes", b"bytes", "text/html"),
        (bytearray(b"array"), b"array", "text/html"),
        ((part for part in ("a", b"b")), b"ab", "text/html"),
        (iter([b"x"]), b"x", "text/html"),
        ({"b": 1, "a": 2}, b'{"a":2,"b":1}\n', "application/json"),
        ({}, b"{}\n", "application/json"),
        ([1, None], b"[1,null]\n", "application/json"),
        ([], b"[]\n", "application/json"),
    ],
)
def test_a_body_alone_is_an_answer(answer, value, body, mimetype):
    """Text and bytes are HTML, a dict or list is JSON, an iterator is a stream."""
    response = answer(value)
    assert response.data == body
    assert response.mimetype == mimetype
    assert response.status == "200 OK"


def test_a_stream_has_no_length(answer):
    """What is known at once has one."""
    assert "Content-Length" not in answer(iter(["x"])).headers
    assert answer("x").headers["Content-Length"] == "1"


# -- tuples ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "status", "body"),
    [
        (("made", 201), "201 CREATED", b"made"),
        (("odd", 299), "299 UNKNOWN", b"odd"),
        (("own", "299 Own Words"), "299 Own Words", b"own"),
        (("word", "404"), "404 NOT FOUND", b"word"),
        ((b"bytes", 404), "404 NOT FOUND", b"bytes"),
        (({"a": 1}, 201), "201 CREATED", b'{"a":1}\n'),
        (([1], "201 Done"), "201 Done", b"[1]\n"),
        ((iter(["x"]), 202), "202 ACCEPTED", b"x"),
        (("none", None), "200 OK", b"none"),
    ],
)
def test_a_body_may_have_a_status(answer, value, status, body):
    """A number, or a number with words."""
    response = answer(value)
    assert (response.status, response.data) == (status, body)


@pytest.mark.parametrize(
    "headers",
    [
        {"X-A": "1", "X-B": "2"},
        [("X-A", "1"), ("X-B", "2")],
        (("X-A", "1"), ("X-B", "2")),
        Headers([("X-A", "1"), ("X-B", "2")]),
    ],
)
@pytest.mark.parametrize("body", [lambda: "text", lambda: {"a": 1}, lambda: Response("made")])
def test_a_body_may_have_headers(answer, body, headers):
    """In any form that headers have; the status is left out or given."""
    two, three = answer((body(), headers)), answer((body(), 201, headers))
    assert (two.status_code, three.status_code) == (200, 201)
    for response in (two, three):
        assert response.headers["X-A"] == "1"
        assert response.headers["X-B"] == "2"


def test_headers_that_are_given_keep_their_place(answer):
    """Before the type and length that are added to them."""
    response = answer(("made", 201, {"X-A": "1"}))
    assert [name for name, _ in response.headers] == ["X-A", "Content-Type", "Content-Length"]


def test_a_type_that_is_given_replaces_the_default(answer):
    """For text as for JSON and for responses."""
    for body in ("text", {"a": 1}, Response("text")):
        response = answer((body, {"Content-Type": "text/x-own"}))
        assert response.headers.getlist("Content-Type") == ["text/x-own"]


def test_a_list_of_values_is_a_header_several_times(answer):
    """Whichever way the response is made."""
    for body in ("text", {"a": 1}):
        response = answer((body, {"X-A": ["1", "2"]}))
        assert response.headers.getlist("X-A") == ["1", "2"]


def test_a_response_in_a_tuple_is_changed(answer):
    """Its own status and headers hold unless they are given."""
    response = answer((Response("x", 202, {"X-A": "0", "X-B": "0"}), {"X-A": "1"}))
    assert response.status_code == 202
    assert (response.headers["X-A"], response.headers["X-B"]) == ("1", "0")
    assert answer((Response("x", 202), "203 Mine")).status == "203 Mine"
    assert answer((Response("x", 202), 203)).status_code == 203


@pytest.mark.parametrize(
    "value", [(), ("x",), ("x", 200, {}, None), ("x", 200, {}, None, None)], ids=len
)
def test_other_tuples_are_refused(app, value):
    """The error shows the forms that there are."""
    with app.test_request_context(), pytest.raises(TypeError) as caught:
        app.make_response(value)
    text = str(caught.value)
    assert "did not return a valid response tuple" in text
    for form in ("(body, status, headers)", "(body, status)", "(body, headers)"):
        assert form in text


# -- responses and what becomes one ---------------------------------------------------------------


def test_a_response_of_the_application_is_the_answer(app):
    """The object itself."""
    response = Response("x")
    with app.test_request_context():
        assert app.make_response(response) is response
        assert app.make_response((response, 201)) is response
    assert response.status_code == 201


def test_a_foreign_response_becomes_one_of_the_application(app):
    """With the same content."""
    with app.test_request_context():
        made = app.make_response((WerkzeugResponse("x", 202, {"X-A": "1"}), {"X-B": "2"}))
    assert type(made) is Response
    assert (made.data, made.status_code) == (b"x", 202)
    assert (made.headers["X-A"], made.headers["X-B"]) == ("1", "2")


@pytest.mark.parametrize("value", [wsgi, (wsgi, 202)])
def test_a_wsgi_application_is_called(answer, value):
    """Its answer is the answer; a status beside it counts."""
    response = answer(value)
    assert response.data == b"short and stout"
    assert response.headers["X-Path"] == "p"
    assert response.status_code == (202 if isinstance(value, tuple) else 418)


@pytest.mark.parametrize("error", [NotFound("none here"), Conflict("no")])
def test_an_http_exception_that_is_returned_is_an_answer(answer, error):
    """As Werkzeug's page; no handler is asked."""
    response = answer(error)
    assert response.status_code == error.code
    assert error.description in response.text


class OwnBody(NotFound):
    """An exception with a page of its own."""

    def get_body(self, environ=None, scope=None):
        return "own body"


class OwnDescription(NotFound):
    """An exception that describes itself."""

    def get_description(self, environ=None, scope=None):
        return f"<p>own: {environ['PATH_INFO']}</p>"


class OwnHeaders(NotFound):
    """An exception with headers of its own."""

    def get_headers(self, environ=None, scope=None):
        return [*super().get_headers(environ, scope), ("X-Own", environ["PATH_INFO"])]


class OwnResponse(NotFound):
    """An exception that makes its response."""

    def get_response(self, environ=None, scope=None):
        return WerkzeugResponse("own response", 299)


class Unnamed(HTTPException):
    """An exception with a code that has no name."""

    code = 499
    description = "unnamed"


class Lazy:
    """A description that is made late."""

    def __str__(self):
        return "late <b>"


def assigned():
    """An exception whose body is assigned to it."""
    error = NotFound()
    error.get_body = lambda environ=None, scope=None: "assigned"
    return error


@pytest.mark.parametrize(
    "make",
    [
        NotFound,
        lambda: NotFound("plain"),
        lambda: NotFound("<b> & 'quotes'\nand lines"),
        lambda: NotFound(""),
        lambda: NotFound(Markup("<i>safe</i>")),
        lambda: NotFound(Lazy()),
        lambda: NotFound("x" * 100_000),
        lambda: MethodNotAllowed(["PUT", "GET"]),
        lambda: MethodNotAllowed(),
        lambda: TooManyRequests(retry_after=3),
        lambda: Unauthorized(www_authenticate=WWWAuthenticate("basic", {"realm": "x"})),
        lambda: RequestedRangeNotSatisfiable(7),
        lambda: BadRequestKeyError("the key"),
        lambda: InternalServerError(original_exception=KeyError("a secret")),
        lambda: RequestRedirect("http://localhost/x?y=<z>"),
        lambda: NotFound(response=WerkzeugResponse("own", 299, {"X-A": "1"})),
        OwnBody,
        OwnDescription,
        OwnHeaders,
        OwnResponse,
        Unnamed,
        lambda: Unnamed(None),
        assigned,
    ],
)
def test_the_page_of_an_http_exception_is_werkzeugs(app, make):
    """With its status and headers, as often as it is made."""
    app.add_url_rule("/x", "view", lambda: make())
    client = Client(app)
    expected = Client(make()).get("/x")
    for _ in range(2):
        response = client.get("/x")
        assert response.status == expected.status
        assert sorted(response.headers) == sorted(expected.headers)
        assert response.data == expected.data


def test_many_pages_leave_little_behind(app):
    """Clients may choose what a page shows."""
    numbers = iter(range(2000))
    app.add_url_rule("/", "view", lambda: NotFound(f"page {next(numbers)}"))
    client = Client(app)
    for number in range(1500):
        assert f"page {number}<" in client.get("/").text
    assert len(answers._PAGES) <= answers._MOST_PAGES


def test_pages_are_of_the_response_class_of_the_application(make_app):
    """And so are redirects of the router."""

    class Own(Response):
        """A response of the test."""

    class Site(App):
        response_class = Own

    app = make_app(Site)
    with app.test_request_context():
        assert type(app.make_response(NotFound())) is Own
        assert type(app.make_response(RequestRedirect("/x"))) is Own


def test_an_http_exception_with_a_response_answers_with_it(answer):
    """Whatever its class."""
    assert answer(HTTPException(response=Response("own", 299))).data == b"own"


def test_an_http_exception_that_became_an_answer_keeps_no_frames(app):
    """Its traceback would keep the request alive."""
    with app.test_request_context():
        try:
            raise NotFound
        except NotFound as error:
            app.make_response(error)
            assert error.__traceback__ is None


def test_foreign_answers_need_no_request_unless_they_are_called(app):
    """A response is converted without an environment."""
    with app.app_context():
        assert app.make_response(WerkzeugResponse("x")).data == b"x"
        with pytest.raises(TypeError, match="cannot convert WSGI application"):
            app.make_response(wsgi)


# -- what is no answer ----------------------------------------------------------------------------


@pytest.mark.parametrize("value", [None, (None, 200), (None, 200, {})])
def test_nothing_is_no_answer(app, value):
    """The error names the endpoint and the usual cause."""
    app.add_url_rule("/x", "the_endpoint")
    with app.test_request_context("/x"), pytest.raises(TypeError) as caught:
        app.make_response(value)
    text = str(caught.value)
    assert "The view function for 'the_endpoint' did not return a valid response" in text
    assert "returned None or ended without a return statement" in text


@pytest.mark.parametrize(
    ("value", "name"),
    [(1, "int"), (True, "bool"), (1.5, "float"), ({1}, "set"), (range(3), "range")],
)
def test_what_is_no_answer_is_named(app, value, name):
    """With the types that are answers."""
    with app.test_request_context(), pytest.raises(TypeError) as caught:
        app.make_response(value)
    text = str(caught.value)
    assert "did not return a valid response" in text
    for word in ("string", "dict", "list", "tuple", "Response instance", "WSGI callable"):
        assert word in text
    assert text.endswith(f"but it was a {name}.")


def test_a_callable_that_is_no_wsgi_application_is_named(app):
    """With what its call raised."""
    with app.test_request_context(), pytest.raises(TypeError) as caught:
        app.make_response(lambda: "x")
    text = str(caught.value)
    assert "did not return a valid response" in text
    assert "takes 0 positional arguments" in text
    assert text.endswith("but it was a function.")
    assert caught.value.__cause__ is None


def test_a_wrong_answer_is_a_server_error_and_no_more(app):
    """The next request finds everything as it should be."""
    answers = iter([None, object(), ("x",), "fine"])
    app.add_url_rule("/", view_func=lambda: next(answers), endpoint="index")
    client = Client(app)
    assert [client.get("/").status_code for _ in range(4)] == [500, 500, 500, 200]


# -- what the application chose -------------------------------------------------------------------


def test_the_response_class_of_the_application_is_used(make_app):
    """For every form."""

    class Plain(Response):
        default_mimetype = "text/plain"

    class Site(App):
        response_class = Plain

    app = make_app(Site)
    with app.test_request_context():
        for value in ("x", b"x", iter("x"), [1], Response("x"), NotFound(), wsgi, ("x", 201)):
            assert type(app.make_response(value)) is Plain
        assert app.make_response("x").mimetype == "text/plain"


def test_the_json_of_the_application_is_used(app):
    """Whatever was assigned."""

    class Shouting(type(app.json)):
        def response(self, *args, **kwargs):
            return self._app.response_class("JSON!", mimetype="text/json")

    app.json = Shouting(app)
    with app.test_request_context():
        assert app.make_response({"a": 1}).data == b"JSON!"


def test_the_function_does_what_the_method_does(app):
    """Its arguments are the tuple."""
    with app.test_request_context():
        assert make_response("x").data == b"x"
        assert make_response("x", 201).status_code == 201
        assert make_response("x", 201, {"X-A": "1"}).headers["X-A"] == "1"
        assert make_response(("x", 201)).status_code == 201
        assert make_response().data == b""
