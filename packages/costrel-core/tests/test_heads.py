"""Headers that are made at once are the ones that Werkzeug makes."""

from http import HTTPStatus

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup
from werkzeug import exceptions
from werkzeug.datastructures import Headers
from werkzeug.http import HTTP_STATUS_CODES
from werkzeug.test import Client, create_environ, run_wsgi_app
from werkzeug.wrappers import Response as WerkzeugResponse

from costrel_core import App, Response
from costrel_core.heads import CONTENT_TYPES, content_type, plain_headers

pytestmark = pytest.mark.alone


class Reference(WerkzeugResponse):
    """Werkzeug's response with Flask's defaults."""

    default_mimetype = "text/html"
    autocorrect_location_header = False


class Word(str):
    """A string of another class."""

    __slots__ = ()


NAMES = st.sampled_from(
    [
        "Content-Type",
        "content-type",
        "Content-Length",
        "content-length",
        "Location",
        "location",
        "Content-Location",
        "X-A",
        "x-b",
        "Vary",
        "Set-Cookie",
        "Cache-Control",
    ]
)
TEXTS = st.sampled_from(
    ["", "a", "text/plain", "/there", "/ä b", "//evil", "http://x/ä", "7", "ä", "a\nb", "a\rb"]
)
PAIRS = st.lists(st.tuples(NAMES, TEXTS), max_size=4)
HEADERS = st.one_of(
    st.none(),
    PAIRS,
    PAIRS.map(dict),
    PAIRS.map(tuple),
    st.dictionaries(
        NAMES, st.one_of(TEXTS, st.integers(), st.lists(TEXTS, max_size=2)), max_size=3
    ),
    st.just([["X-A", "a"]]),
    st.just([("X-A", "a", "b")]),
    st.just([(Word("X-A"), Word("a"))]),
    st.just(7),
)
STATUSES = st.sampled_from(
    [None, 200, 201, 204, 304, 404, 101, 299, 0, "", "404", "201 Made", "odd", True, HTTPStatus.OK]
)
BODIES = st.sampled_from(
    [
        lambda: None,
        lambda: "täxt",
        lambda: "x" * 2000,
        lambda: "",
        lambda: b"bytes",
        lambda: bytearray(b"array"),
        lambda: Markup("<b>"),
        lambda: Word("word"),
        lambda: ["a", b"b"],
        lambda: [b"one"],
        lambda: ("a",),
        lambda: iter(["a"]),
        lambda: (part for part in ("ä", b"b")),
    ]
)
MIMETYPES = st.sampled_from([None, "", "text/plain", "image/png", "application/json", "a\nb"])


def outcome(kind, method, body, arguments):
    """All that can be told of a response, before and after it went out; or its error."""
    try:
        made = kind(body(), *arguments)
    except ValueError as error:
        # Werkzeug's own or ours: the first words are the same.
        return str(error)[:45]
    except Exception as error:
        return type(error), str(error)
    known = (
        made.headers.to_wsgi_list(),
        made.status,
        made.status_code,
        made.direct_passthrough,
        made.is_streamed,
        type(made.response),
    )
    try:
        sent, status, headers = run_wsgi_app(made, create_environ(method=method))
        return known, b"".join(sent), status, headers.to_wsgi_list()
    except Exception as error:
        return known, type(error)


def copied(headers):
    """A mutable argument of its own for each of two responses."""
    return headers.copy() if isinstance(headers, (list, dict)) else headers


@given(
    body=BODIES,
    status=STATUSES,
    headers=HEADERS,
    mimetype=MIMETYPES,
    type_header=st.sampled_from([None, None, None, "text/x-a", ""]),
    passthrough=st.booleans(),
    method=st.sampled_from(["GET", "GET", "HEAD", "POST"]),
)
def test_every_response_is_werkzeugs(
    body, status, headers, mimetype, type_header, passthrough, method
):
    """Whatever it is made of, as it stands and as it goes out."""
    arguments = (status, headers, mimetype, type_header, passthrough)
    expected = outcome(Reference, method, body, arguments)
    arguments = (status, copied(headers), mimetype, type_header, passthrough)
    assert outcome(Response, method, body, arguments) == expected


@given(changes=st.lists(st.tuples(NAMES, TEXTS), max_size=4), streamed=st.booleans())
def test_headers_that_are_changed_later_go_out_as_werkzeugs(changes, streamed):
    """Added, whatever they are: also two locations, or two lengths."""
    sent = []
    for kind in (Reference, Response):
        made = kind((part for part in ("a", "b")) if streamed else "text")
        for name, value in changes:
            if "\n" not in value and "\r" not in value:
                made.headers.add(name, value)
        body, status, headers = run_wsgi_app(made, create_environ())
        sent.append((b"".join(body), status, headers.to_wsgi_list()))
    assert sent[0] == sent[1]


def test_a_header_object_is_kept():
    """It is the caller's, who may change it later."""
    headers = Headers({"X-A": "a"})
    assert Response("x", headers=headers).headers is headers


@pytest.mark.parametrize(
    ("given_headers", "mimetype", "expected"),
    [
        ({}, None, [("Content-Type", "text/html; charset=utf-8")]),
        ({"X-A": "a"}, "image/png", [("X-A", "a"), ("Content-Type", "image/png")]),
        ([("Content-Type", "text/x")], None, [("Content-Type", "text/x")]),
        ({"content-type": "text/x"}, None, [("content-type", "text/x")]),
        ({"content-type": "text/x"}, "text/y", None),
        ({"Content-Length": "3"}, None, None),
        ({"X-A": 1}, None, None),
        ({"X-A": "a\nb"}, None, None),
        ((("X-A", "a"),), None, None),
    ],
)
def test_what_is_not_certain_is_left_to_werkzeug(given_headers, mimetype, expected):
    """Everything else is made at once."""
    assert plain_headers(given_headers, mimetype, "text/html") == expected


def test_without_a_default_there_is_no_type():
    """As a class may have it."""
    assert plain_headers({"X-A": "a"}, None, None) == [("X-A", "a")]

    class Bare(Response):
        default_mimetype = None

    assert Bare("x").headers.to_wsgi_list() == [("Content-Length", "1")]


def test_a_class_may_have_another_status_by_default():
    """By its code or by its line."""

    class Made(Response):
        default_status = 201

    class Odd(Response):
        default_status = "299 Odd"

    assert (Made("x").status, Odd("x").status) == ("201 CREATED", "299 Odd")


def test_the_name_of_a_code_may_be_changed(monkeypatch):
    """Werkzeug's table is public."""
    monkeypatch.setitem(HTTP_STATUS_CODES, 299, "Odd")
    assert Response("x", 299).status == "299 ODD"


def test_what_is_known_of_mimetypes_is_bounded():
    """A mimetype may come from a client."""
    for number in range(600):
        assert content_type(f"x/{number}") == ("Content-Type", f"x/{number}")
    assert len(CONTENT_TYPES) <= 256


@pytest.mark.parametrize(
    ("headers", "plain"),
    [
        ([("Location", "/there")], True),
        ([("Location", "/there"), ("Content-Length", "3")], True),
        ([("Location", "/ä")], False),
        ([("location", "/there")], False),
        ([("Location", "/a"), ("Location", "/b")], False),
        ([("Content-Location", "/there")], False),
    ],
)
def test_one_plain_location_goes_out_as_it_is(headers, plain):
    """Werkzeug would change nothing about it, and its way is not taken."""
    made = Response("x", headers=headers)
    assert (made(create_environ(), lambda *head: None) is made.response) is plain


# -- streams --------------------------------------------------------------------------------------


def test_closing_what_is_sent_closes_the_stream_and_the_response():
    """Read to its end or not, by ``iter`` or by ``next``."""
    closed = []

    def chunks():
        try:
            yield "a"
            yield "b"
        finally:
            closed.append("stream")

    made = Response(chunks())
    made.call_on_close(lambda: closed.append("response"))
    sent = made(create_environ(), lambda *head: None)
    assert next(sent) == b"a"
    assert closed == []
    sent.close()
    assert closed == ["stream", "response"]
    assert list(sent) == []


# -- pages of errors ------------------------------------------------------------------------------


class OwnPage(exceptions.NotFound):
    """Has a page of its own."""

    def get_body(self, environ=None, scope=None):
        return "own"


class OwnName(exceptions.NotFound):
    """Has a name of its own."""

    name = "Gone <away>"


def _patched():
    error = exceptions.NotFound()
    error.get_description = lambda environ=None, scope=None: "patched"
    return error


ERRORS = {
    "plain": exceptions.NotFound,
    "described": lambda: exceptions.NotFound("<b>\nnext"),
    "markup": lambda: exceptions.NotFound(Markup("<b>")),
    "long": lambda: exceptions.NotFound("x" * 5000),
    "allow": lambda: exceptions.MethodNotAllowed(["GET", "HEAD"]),
    "nothing allowed": exceptions.MethodNotAllowed,
    "later": lambda: exceptions.ServiceUnavailable(retry_after=30),
    "range": lambda: exceptions.RequestedRangeNotSatisfiable(100),
    "key": lambda: exceptions.BadRequestKeyError("name"),
    "own page": OwnPage,
    "own name": OwnName,
    "own response": lambda: exceptions.NotFound(response=WerkzeugResponse("own", 410)),
    "patched": _patched,
    "empty": lambda: exceptions.NotFound(""),
}


@pytest.mark.parametrize("name", ERRORS)
def test_the_page_of_an_error_is_werkzeugs(app, name):
    """Returned by a view or raised, the first time and later."""
    app.add_url_rule("/raised", "raised")
    app.view_functions["raised"] = lambda: (_ for _ in ()).throw(ERRORS[name]())
    app.add_url_rule("/returned", "returned", ERRORS[name])
    expected = ERRORS[name]().get_response(create_environ())
    for path in ("/raised", "/returned") * 2:
        answer = Client(app).get(path)
        assert (answer.status, answer.data) == (expected.status, expected.get_data())
        assert answer.headers.to_wsgi_list() == expected.headers.to_wsgi_list()


def test_pages_of_many_descriptions_leave_little_behind(app):
    """A description may hold what a client sent."""
    from costrel_core.answers import _MOST_PAGES, _PAGES

    app.add_url_rule("/<description>", "x", exceptions.NotFound)
    client = Client(app)
    for number in range(3 * _MOST_PAGES):
        assert f"<p>{number}</p>" in client.get(f"/{number}").text
        assert len(_PAGES) <= _MOST_PAGES


def test_an_error_is_answered_with_the_applications_response(make_app):
    """Also where that is a class of its own."""

    class Own(Response):
        """Another class."""

    class Shop(App):
        response_class = Own

    app = make_app(Shop)
    with app.test_request_context():
        made = app.make_response(exceptions.NotFound())
    assert type(made) is Own
    assert made.status_code == 404
