"""A response is Werkzeug's in all but speed: each is held against one that takes no short way."""

import itertools

import pytest
from werkzeug.datastructures import Headers
from werkzeug.test import Client, create_environ, run_wsgi_app
from werkzeug.wrappers import Response as WerkzeugResponse

from costrel_core import App, Response, json
from costrel_core.heads import CONTENT_TYPES
from costrel_core.responses import ready_response

pytestmark = pytest.mark.alone


class Plain(WerkzeugResponse):
    """Werkzeug's response with Flask's settings."""

    default_mimetype = "text/html"
    json_module = json
    autocorrect_location_header = False


def outcome(make):
    """What a call makes or raises, comparable."""
    try:
        return make()
    except Exception as error:
        return type(error), str(error)


def sent(response, method="GET"):
    """Status, headers in order and body, as they go over the wire."""
    body, status, headers = run_wsgi_app(response, create_environ("/x", method=method))
    content = b"".join(body)
    if hasattr(body, "close"):
        body.close()
    return status, list(headers), content


BODIES = {
    "text": lambda: "täxt",
    "bytes": lambda: b"bytes",
    "empty": lambda: "",
    "none": lambda: None,
    "list": lambda: ["a", b"b"],
    "iterator": lambda: iter([b"a", "b"]),
    "array": lambda: bytearray(b"array"),
    "long": lambda: "x" * 2000,
    "lone surrogate": lambda: "\ud800",
    "number": lambda: 7,
}
STATUSES = (None, 200, 404, 204, 304, 100, 299, "201 Made", "404", "text", "", 0)
HEADERS = {
    "none": lambda: None,
    "dict": lambda: {"X-A": "1", "x-b": "2"},
    "pairs": lambda: [("X-A", "1"), ("X-A", "2")],
    "object": lambda: Headers({"X-A": "1"}),
    "type": lambda: {"content-type": "text/own"},
    "length": lambda: {"Content-Length": "99"},
    "location": lambda: {"Location": "/ä b?c"},
    "number": lambda: {"X-A": 1},
    "list value": lambda: {"X-A": ["1", "2"]},
    "empty": dict,
    "triples": lambda: [("X-A", "1", "2")],
    "lines": lambda: ["X-A: 1"],
    "lists": lambda: [["X-A", "1"]],
    "bytes": lambda: {"X-A": b"1"},
    "set": lambda: {("X-A", "1")},
    "own dict": lambda: type("Own", (dict,), {})({"X-A": "1"}),
    "controls": lambda: {"X-A": "\t\x85"},
}
TYPES = (
    {},
    {"mimetype": "text/plain"},
    {"mimetype": "application/json"},
    {"mimetype": "image/png"},
    {"mimetype": ""},
    {"mimetype": "text/plain; charset=latin-1"},
    {"content_type": "text/own; a=b"},
    {"mimetype": "text/plain", "content_type": "text/own"},
    {"direct_passthrough": True},
)


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("types", TYPES, ids=str)
def test_whatever_it_is_made_of_it_is_what_werkzeugs_is(body, types):
    """Status, headers in order, content, and the errors."""
    for status, headers in itertools.product(STATUSES, HEADERS):
        made = []
        for kind in (Response, Plain):

            def make(kind=kind, status=status, headers=headers):
                response = kind(BODIES[body](), status, HEADERS[headers](), **types)
                return (
                    response.status,
                    response.status_code,
                    list(response.headers),
                    response.mimetype,
                    response.direct_passthrough,
                    response.is_sequence,
                )

            made.append(outcome(make))
        assert made[0] == made[1], (status, headers)


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
def test_whatever_it_is_made_of_it_is_sent_as_werkzeugs_is(body, method):
    """With any status and headers."""
    for status, headers in itertools.product((None, 204, 304, 404, "201 Made"), HEADERS):
        results = [
            outcome(lambda: sent(kind(BODIES[body](), status, HEADERS[headers]()), method))  # noqa: B023
            for kind in (Response, Plain)
        ]
        assert results[0] == results[1], (status, headers)


CHANGES = {
    "status": lambda response: setattr(response, "status", "299 Own"),
    "status code": lambda response: setattr(response, "status_code", 204),
    "not modified": lambda response: setattr(response, "status_code", 304),
    "data": lambda response: response.set_data("other"),
    "header": lambda response: response.headers.update({"X-A": "1"}),
    "length": lambda response: response.headers.update({"Content-Length": "99"}),
    "length in lower case": lambda response: response.headers.__setitem__("content-length", "99"),
    "no length": lambda response: response.headers.pop("Content-Length"),
    "location": lambda response: setattr(response, "location", "http://exämple.org/ä?ö"),
    "content location": lambda response: setattr(response, "content_location", "/ä"),
    "cookie": lambda response: response.set_cookie("a", "b"),
    "vary": lambda response: response.vary.add("Cookie"),
    "cache": lambda response: setattr(response.cache_control, "max_age", 3),
    "close": lambda response: response.call_on_close(lambda: None),
    "sequence": lambda response: response.make_sequence(),
    "freeze": lambda response: response.freeze(),
    "etag": lambda response: response.add_etag(),
    "body": lambda response: setattr(response, "response", [b"one", b"two"]),
    "text in the body": lambda response: setattr(response, "response", ["täxt"]),
    "iterator": lambda response: setattr(response, "response", iter([b"one"])),
    "mimetype": lambda response: setattr(response, "mimetype", "text/plain"),
    "type": lambda response: setattr(response, "content_type", "text/own"),
    "json": lambda response: response.stream.write("more"),
    "headers": lambda response: setattr(response, "headers", Headers({"X-A": "1"})),
    "conditional": lambda response: response.make_conditional(create_environ("/")),
}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_whatever_is_changed_it_is_sent_as_werkzeugs_is(change, method):
    """After it was made in the short way or in the long one."""
    for body in ("text", "empty", "list", "iterator"):
        results = []
        for kind in (Response, Plain):

            def change_and_send(kind=kind, body=body):
                response = kind(BODIES[body]())
                CHANGES[change](response)
                return sent(response, method), response.get_data()

            results.append(outcome(change_and_send))
        assert results[0] == results[1], body


def test_a_response_can_be_sent_twice():
    """And the headers that a server gets are its own."""
    response = Response("x")
    for _ in range(2):
        status, headers, body = sent(response)
        headers.append(("X-Server", "1"))
        assert (status, body) == ("200 OK", b"x")
    assert "X-Server" not in response.headers


def test_responses_do_not_share_headers():
    """What is known beforehand is copied."""
    first, second = Response("x"), Response("x")
    first.headers["X-A"] = "1"
    first.headers["Content-Type"] = "text/own"
    assert list(second.headers) == [
        ("Content-Type", "text/html; charset=utf-8"),
        ("Content-Length", "1"),
    ]


def test_many_mimetypes_leave_little_behind():
    """Each response has its own, however many there were."""
    for number in range(700):
        assert Response("x", mimetype=f"text/x{number}").mimetype == f"text/x{number}"
    assert len(CONTENT_TYPES) <= 256


def test_a_long_mimetype_leaves_nothing_behind():
    """A client may have chosen it."""
    mimetype = "text/" + "x" * 10_000
    assert Response("x", mimetype=mimetype).mimetype == mimetype
    assert mimetype not in CONTENT_TYPES


@pytest.mark.parametrize("status", [200, 404])
def test_functions_at_the_close_run(status):
    """Also for an answer that could be sent at once."""
    closed = []
    response = Response("x", status)
    response.call_on_close(lambda: closed.append("function"))
    body, _, _ = run_wsgi_app(response, create_environ("/"))
    assert b"".join(body) == b"x"
    body.close()
    assert closed == ["function"]


def test_a_server_may_ask_for_one_chunk_after_the_other():
    """The body is an iterator of its own."""
    body = Response(iter(["one", b"two"]))(create_environ("/"), lambda *arguments: None)
    assert (next(body), next(body)) == (b"one", b"two")
    with pytest.raises(StopIteration):
        next(body)
    body.close()


@pytest.mark.parametrize("count", [0, 1, 2, 3])
def test_a_stream_is_closed_with_its_answer(count):
    """Generator and functions, also if nobody reads it to its end."""

    def events(kind):
        seen = []

        def chunks():
            try:
                yield "one"
                yield b"two"
            finally:
                seen.append("generator")

        response = kind(chunks())
        response.call_on_close(lambda: seen.append("function"))
        body = response(create_environ("/"), lambda *arguments: None)
        seen.extend(chunk for _, chunk in zip(range(count), iter(body), strict=False))
        body.close()
        return seen

    assert events(Response) == events(Plain)
    assert events(Response)[-1] == "function"
    assert ("generator" in events(Response)) is (count > 0)


@pytest.mark.parametrize("body", [lambda: "text", lambda: iter(["a", "b"]), lambda: Failing()])
def test_every_function_at_the_close_runs_whatever_fails(app, body):
    """The stream's own close, or another function."""

    def fail():
        raise LookupError("on purpose")

    closed = []

    @app.get("/")
    def view():
        response = app.response_class(body())
        response.call_on_close(lambda: closed.append("first"))
        response.call_on_close(fail)
        response.call_on_close(lambda: closed.append("last"))
        return response

    answer = app(create_environ("/"), lambda *arguments: None)
    assert b"".join(answer) in {b"text", b"ab"}
    try:
        answer.close()
    except LookupError:
        closed.append("raised")
    assert closed[:2] == ["first", "last"]


class Failing:
    """A stream that fails to close."""

    def __init__(self):
        self.chunks = iter(["a", "b"])

    def __iter__(self):
        return self.chunks

    def close(self):
        raise LookupError("on purpose")


# -- subclasses -----------------------------------------------------------------------------------


class OwnDefault(Response):
    default_mimetype = "text/plain"


class OwnStatus(Response):
    default_status = 201


class NoType(Response):
    default_mimetype = None


class NoLength(Response):
    automatically_set_content_length = False


class OwnData(Response):
    def set_data(self, value):
        super().set_data("own " + value)


class OwnLength(Response):
    def calculate_content_length(self):
        return 99


class OwnHeaders(Response):
    def get_wsgi_headers(self, environ):
        headers = super().get_wsgi_headers(environ)
        headers["X-Own"] = environ["PATH_INFO"]
        return headers


class OwnIterator(Response):
    def get_app_iter(self, environ):
        return [b"own"]


class OwnChunks(Response):
    def iter_encoded(self):
        return iter([b"own"])


class OwnAnswer(Response):
    def get_wsgi_response(self, environ):
        return [b"own"], "299 Own", [("X-Own", "1")]


class OwnClose(Response):
    closed = 0

    def close(self):
        type(self).closed += 1
        super().close()


class OwnMethods:
    """A mixin that comes before the response."""

    def get_wsgi_headers(self, environ):
        headers = super().get_wsgi_headers(environ)
        headers["X-Mixin"] = "1"
        return headers


class Mixed(OwnMethods, Response):
    pass


SUBCLASSES = [
    OwnDefault,
    OwnStatus,
    NoType,
    NoLength,
    OwnData,
    OwnLength,
    OwnHeaders,
    OwnIterator,
    OwnChunks,
    OwnAnswer,
    OwnClose,
    Mixed,
]


@pytest.mark.parametrize("kind", SUBCLASSES)
@pytest.mark.parametrize("body", ["text", "", b"bytes"], ids=str)
def test_what_a_subclass_overrides_counts(kind, body):
    """As it does for a subclass of Werkzeug's."""
    namespace = {key: value for key, value in vars(kind).items() if not key.startswith("__")}
    bases = tuple(Plain if base is Response else base for base in kind.__bases__)
    twin = type(kind.__name__, bases, {})
    for name, value in namespace.items():
        if callable(value):
            # The method finds its own class by ``super()``.
            code = value
            value = lambda self, *arguments, code=code: _with_class(code, twin)(self, *arguments)  # noqa: E731, PLW2901
        setattr(twin, name, value)
    ours, theirs = (outcome(lambda: sent(each(body))) for each in (kind, twin))  # noqa: B023
    assert ours == theirs


def _with_class(function, cls):
    """The function with another class for its ``super()``."""
    from types import CellType, FunctionType

    if function.__closure__ is None:
        return function
    closure = tuple(
        CellType(cls) if name == "__class__" else cell
        for name, cell in zip(function.__code__.co_freevars, function.__closure__, strict=True)
    )
    return FunctionType(function.__code__, function.__globals__, closure=closure)


def test_a_close_that_is_overridden_is_called():
    """By the server, for every kind of body."""
    for body in ("x", b"x", ["x"], iter("x")):
        before = OwnClose.closed
        answer = OwnClose(body)(create_environ("/"), lambda *arguments: None)
        assert list(answer) == [b"x"]
        answer.close()
        assert OwnClose.closed == before + 1


# -- settings -------------------------------------------------------------------------------------


def test_isinstance_and_subclassing_work():
    """It is a response of Werkzeug's."""
    assert issubclass(Response, WerkzeugResponse)
    assert Response.force_type(WerkzeugResponse("x")).data == b"x"
    assert Response.from_app(Plain("x"), create_environ("/")).data == b"x"
    assert Response('{"a": 1}', mimetype="application/json").json == {"a": 1}


@pytest.mark.parametrize("attribute", ["default_mimetype", "default_status"])
def test_a_class_may_be_changed_late(monkeypatch, attribute):
    """The next response is made accordingly."""

    class Own(Response):
        pass

    Own("x")
    value = {"default_mimetype": "text/late", "default_status": 299}[attribute]
    monkeypatch.setattr(Own, attribute, value)
    response = Own("x")
    assert value in (response.mimetype, response.status_code)


def test_the_size_of_cookies_is_that_of_the_application(app):
    """MAX_COOKIE_SIZE draws a warning; outside of applications, Werkzeug's holds."""
    assert Response().max_cookie_size == WerkzeugResponse.max_cookie_size
    app.config["MAX_COOKIE_SIZE"] = 100
    app.add_url_rule("/", "view", lambda: _with_cookie(app))
    with pytest.warns(UserWarning, match="'a' cookie is too large"):
        _ = Client(app).get("/")
    app.config["MAX_COOKIE_SIZE"] = 0
    assert "a=" in Client(app).get("/").headers["Set-Cookie"]


def _with_cookie(app):
    response = app.response_class("x")
    response.set_cookie("a", "b" * 100)
    assert response.max_cookie_size == app.config["MAX_COOKIE_SIZE"]
    return response


def test_an_application_may_choose_any_response_class(make_app):
    """Werkzeug's own, too."""

    class Site(App):
        response_class = Plain

    app = make_app(Site)
    app.add_url_rule("/", "view", lambda: ("x", 201, {"X-A": "1"}))
    app.add_url_rule("/json", "json", lambda: {"a": 1})
    client = Client(app)
    assert client.get("/").headers["X-A"] == "1"
    assert client.get("/json").json == {"a": 1}
    assert client.get("/nowhere").status_code == 404


def test_a_location_is_made_absolute_where_that_is_asked_for():
    """``autocorrect_location_header`` counts on a class and on one response."""

    class Absolute(Response):
        autocorrect_location_header = True

    responses = Absolute("x", 302), Response("x", 302)
    responses[1].autocorrect_location_header = True
    for response in responses:
        response.headers["Location"] = "/foo"
        _, headers, _ = sent(response)
        assert ("Location", "http://localhost/foo") in headers


@pytest.mark.parametrize("name", ["get_wsgi_headers", "get_wsgi_response", "get_app_iter"])
def test_what_is_patched_on_the_class_later_is_called(monkeypatch, name):
    """Tools that watch an application patch its classes after they were made."""
    called = []
    original = getattr(Response, name)

    def watched(self, *args):
        called.append(name)
        return original(self, *args)

    monkeypatch.setattr(Response, name, watched)
    assert sent(Response("x"))[2] == b"x"
    assert called == [name]


def test_a_ready_response_is_what_the_constructor_makes():
    """With the same attributes in the same order, and none of them shared with another."""
    made = Response(b"body", 404, [("X-A", "1")])
    given = [*made.headers]
    ready = ready_response(b"body", "404 NOT FOUND", 404, given)
    assert list(vars(ready)) == list(vars(made))
    assert (ready.data, ready.status, ready.status_code) == (b"body", "404 NOT FOUND", 404)
    assert type(ready.headers) is type(made.headers)
    assert ready.headers == made.headers
    assert ready.headers._list is given
    assert (ready.direct_passthrough, ready._on_close) == (False, ())


# -- headers that nobody asked for ----------------------------------------------------------------


KINDS = {
    "text": lambda: Response("ä"),
    "bytes": lambda: Response(b"x" * 2000, mimetype="image/png"),
    "status": lambda: Response("gone", 410),
    "headers": lambda: Response("x", 201, {"X-A": "1", "X-Length": "2"}),
    "located": lambda: Response("x", 201, {"Location": "/a b", "X-A": "1"}),
    "content-location": lambda: Response("x", 200, [("Content-Location", "/ä")]),
    "stream": lambda: Response((part for part in ["a", "b"]), headers={"Content-Type": "text/csv"}),
    "empty": lambda: Response("", 204),
    "page": lambda: ready_response(b"x", "404 NOT FOUND", 404, [("Content-Length", "1")]),
}


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("kind", KINDS)
def test_looking_at_the_headers_changes_nothing(kind, method):
    """What goes out untouched is what Werkzeug would make of it."""
    untouched, seen, by_werkzeug = (KINDS[kind]() for _ in range(3))
    assert len(seen.headers) >= 1
    by_werkzeug._direct = False
    assert sent(untouched, method) == sent(seen, method) == sent(by_werkzeug, method)


@pytest.mark.parametrize("kind", KINDS)
def test_headers_may_be_replaced(kind):
    """By any that Werkzeug takes; these go out."""
    response = KINDS[kind]()
    response.headers = Headers([("X-Own", "1")])
    assert response.headers == Headers([("X-Own", "1")])
    assert ("X-Own", "1") in sent(response)[1]


def test_a_body_that_is_replaced_keeps_the_headers_as_they_were():
    """As with Werkzeug, who assigns to ``response`` has to see to the length."""
    ours, werkzeugs = Response("abc"), WerkzeugResponse("abc", mimetype="text/html")
    for response in (ours, werkzeugs):
        response.response = [b"x", b"y"]
    assert sent(ours) == sent(werkzeugs)


def test_a_response_that_changes_its_class_has_its_headers():
    """Which is how Werkzeug makes a response of another class into one of ours."""
    other = WerkzeugResponse("x", 201, {"X-A": "1"})
    made = Response.force_type(other)
    assert made is other
    made.headers["X-B"] = "2"
    assert sent(made)[1][0] == ("X-A", "1")
    assert made.headers["X-B"] == "2"
    assert Response.force_type(made) is made
