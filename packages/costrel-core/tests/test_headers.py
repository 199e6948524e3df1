"""A request's headers are found as Werkzeug finds them; nothing that breaks out of one is ever sent."""

import pytest
import werkzeug.datastructures
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.exceptions import BadRequestKeyError
from werkzeug.test import create_environ, run_wsgi_app
from werkzeug.wrappers import Request as WerkzeugRequest
from werkzeug.wrappers import Response as WerkzeugResponse

from costrel_core import Request, Response, make_response
from costrel_core import headers as the_module
from costrel_core.headers import EnvironHeaders, Headers
from costrel_spec.errors import UnsafeHeader

pytestmark = pytest.mark.alone

BAD_VALUES = [
    "a\r\nB: c",
    "a\nb",
    "a\rb",
    "a\0b",
    "\x01",
    "\x7f",
    "\x0b",
    "\u2028",
    "\u20ac",
    "\ud800",
]
BAD_NAMES = ["", "A\r\nB", "A\0", "A B", "A:", "\xe4", "A\n", "\u20ac", "A\t"]
WAYS = [
    lambda headers, name, value: headers.add(name, value),
    lambda headers, name, value: headers.add_header(name, value),
    lambda headers, name, value: headers.set(name, value),
    lambda headers, name, value: headers.setdefault(name, value),
    lambda headers, name, value: headers.setlist(name, ["good", value]),
    lambda headers, name, value: headers.setlistdefault(name, [value]),
    lambda headers, name, value: headers.extend({name: value}),
    lambda headers, name, value: headers.extend([(name, value)]),
    lambda headers, name, value: headers.update({name: [value]}),
    lambda headers, name, value: headers.update([(name, value)]),
    lambda headers, name, value: headers.__setitem__(name, value),
    lambda headers, name, value: headers.__setitem__(0, (name, value)),
    lambda headers, name, value: headers.__setitem__(slice(0, 1), [(name, value)]),
    lambda headers, name, value: headers.__ior__({name: value}),
    lambda headers, name, value: Headers([(name, value)]),
    lambda headers, name, value: Response("x", headers=[(name, value)]),
    lambda headers, name, value: Response("x", headers={name: value}),
    lambda headers, name, value: Response(["x"], headers={name: value}),
    lambda headers, name, value: Response("x", 299, headers=((name, value),)),
]


@pytest.mark.parametrize("way", WAYS)
def test_a_bad_value_is_refused_however_it_is_set(way):
    """Newlines, other controls, and what is no latin-1; the error shows it in one line."""
    for value in BAD_VALUES:
        with pytest.raises(UnsafeHeader, match="newline characters, other control") as caught:
            way(Headers([("X-Old", "o")]), "X-A", value)
        assert str(caught.value).isprintable()


@pytest.mark.parametrize("way", WAYS)
def test_a_bad_name_is_refused_however_it_is_set(way):
    """What would end the name, or begin another header."""
    for name in BAD_NAMES:
        with pytest.raises(UnsafeHeader, match="can't be the name of a header"):
            way(Headers([("X-Old", "o")]), name, "good")


def test_parameters_of_a_header_are_checked_as_well():
    """They become part of the value."""
    headers = Headers()
    headers.add("Content-Disposition", "attachment", filename="a b.txt", x_y="1")
    headers.set("X-A", "a", b=None)
    assert list(headers) == [
        ("Content-Disposition", 'attachment; filename="a b.txt"; x-y=1'),
        ("X-A", "a"),
    ]
    with pytest.raises(UnsafeHeader):
        headers.set("Content-Disposition", "attachment", filename="a\0b")
    with pytest.raises(UnsafeHeader):
        headers.add("Content-Disposition", "attachment", filename="a\r\nb")


@pytest.mark.parametrize("value", ["", "\xe4 \x80", "a\tb", "~", 7])
def test_what_http_allows_is_sent(value):
    """Tabs, and all that bytes above ASCII stand for."""
    response = Response("x", headers=[("X-A", value)])
    _, _, headers = run_wsgi_app(response, create_environ())
    assert headers["X-A"] == str(value)


def test_a_name_that_is_no_text_is_an_error():
    """Of the type, which Python tells."""
    with pytest.raises(TypeError, match="int"):
        Response("x", headers={1: "a"})


NAMES = st.sampled_from(["A", "a", "B", "b", "C"])
ITEMS = st.lists(st.tuples(NAMES, st.sampled_from(["1", "2", "3"])), max_size=6)


@given(ITEMS, NAMES, st.sampled_from(["x", 5]))
def test_good_headers_are_set_as_werkzeug_sets_them(items, name, value):
    """In the place of the first one of the name, whatever others there are."""
    ours, werkzeugs = Headers(items), werkzeug.datastructures.Headers(items)
    for headers in (ours, werkzeugs):
        headers.set(name, value)
        headers.add(name, value)
        headers[0] = (name, "first")
        headers[1:2] = [("D", 1)]
        headers["E"] = value
    assert list(ours) == list(werkzeugs)


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_headers_of_another_class_are_checked_when_they_are_sent(method):
    """And when a response is made of them; they let pass what ours refuse."""
    for body in ("x", ["x"], b"x"):
        bad = werkzeug.datastructures.Headers()
        response = Response(body, headers=bad)
        assert response.headers is bad
        bad.add("X\r\nY", "a")
        with pytest.raises(UnsafeHeader):
            Response("x", headers=bad)
        with pytest.raises(UnsafeHeader):
            run_wsgi_app(response, create_environ(method=method))
        bad.clear()
        assert run_wsgi_app(response, create_environ(method=method))[1] == "200 OK"


def test_headers_that_are_ours_are_used_as_they_are():
    """What is set on them later is in the response."""
    headers = Headers({"X-A": "1"})
    response = Response("x", headers=headers)
    headers["X-A"] = "2"
    assert response.headers is headers
    assert run_wsgi_app(response, create_environ())[2]["X-A"] == "2"


def test_the_headers_of_another_librarys_response_are_checked(app):
    """A response that becomes one of ours keeps its headers."""
    with app.test_request_context():
        response = make_response(WerkzeugResponse("x", headers={"A": "b\0"}))
    with pytest.raises(UnsafeHeader):
        run_wsgi_app(response, create_environ())


def test_what_a_subclass_adds_at_the_end_is_checked():
    """``get_wsgi_headers`` may return anything."""

    class Chatty(Response):
        def get_wsgi_headers(self, environ):
            headers = super().get_wsgi_headers(environ)
            headers.add("X-A", environ["PATH_INFO"])
            return headers

    assert run_wsgi_app(Chatty("x"), create_environ("/a"))[2]["X-A"] == "/a"
    with pytest.raises(UnsafeHeader):
        run_wsgi_app(Chatty("x"), create_environ("/a%00"))


@pytest.mark.parametrize("status", ["200 OK\r\nX: y", "200 \0", "200 \u20ac", "\x7f"])
def test_a_bad_status_is_refused_however_it_is_set(status):
    """The line ends where the headers begin."""
    response = Response("x")
    with pytest.raises(UnsafeHeader, match="The status"):
        response.status = status
    assert response.status == "200 OK"
    with pytest.raises(UnsafeHeader):
        Response("x", status=status)


@pytest.mark.parametrize("text", ["a\r\nb", "a\0b", "a\x1fb", "text/\u20ac"])
def test_a_bad_mimetype_is_refused_however_it_is_set(text):
    """It is a header like others."""
    for make in (
        lambda: Response("x", mimetype=text),
        lambda: Response(["x"], mimetype=text),
        lambda: Response("x", content_type=text),
        lambda: setattr(Response("x"), "mimetype", text),
        lambda: setattr(Response("x"), "content_type", text),
    ):
        with pytest.raises(UnsafeHeader):
            make()


@pytest.mark.parametrize(
    "fields",
    [
        {"key": "a\r\nb"},
        {"key": "a\0"},
        {"key": "a;b"},
        {"key": "a=b"},
        {"key": "a", "domain": "a\r\nb"},
        {"key": "a", "domain": "a.b; Secure"},
        {"key": "a", "domain": "a\x01"},
        {"key": "a", "expires": "now; Domain=x"},
        {"key": "a", "expires": "now\0"},
        {"key": "a", "expires": "\u20ac"},
        {"key": "a", "max_age": "1; Domain=x"},
    ],
)
def test_a_field_of_a_cookie_adds_nothing(fields):
    """No attribute, no header: what would end the field is refused."""
    with pytest.raises(UnsafeHeader):
        Response("x").set_cookie(**fields)


def test_what_a_cookie_may_hold_is_encoded_by_werkzeug():
    """Values and paths are quoted; names may have odd characters, as with Flask."""
    response = Response("x")
    response.set_cookie("a b", "c;\r\n\0d", path="/;\r\n", domain=".\xe4.de", expires="soon")
    response.delete_cookie("\xe4")
    first, second = response.headers.getlist("Set-Cookie")
    assert first == (
        'a b="c\\073\\015\\012\\000d"; Domain=xn--4ca.de; Expires=soon; Path=/%3B%0D%0A'
    )
    assert second.startswith("\xc3\xa4=; Expires=Thu, 01 Jan 1970")


NAMES = st.sampled_from(
    ["Host", "X-Token", "x_tOkEN", "Content-Type", "content_LENGTH", "HTTP_HOST", "Straße"]
)
KEYS = st.sampled_from(
    [
        "HTTP_HOST",
        "HTTP_X_TOKEN",
        "HTTP_CONTENT_TYPE",
        "CONTENT_TYPE",
        "CONTENT_LENGTH",
        "HTTP_STRASSE",
    ]
)


@given(
    environs=st.lists(st.dictionaries(KEYS, st.sampled_from(["", "1", "text"])), min_size=2),
    names=st.lists(NAMES),
)
def test_every_name_finds_what_werkzeug_finds(environs, names):
    """In each environment, whatever was found in those before it."""

    def found(headers, name):
        try:
            value = headers[name]
        except KeyError as error:
            value = repr(error)
        return value, headers.get(name), headers.get(name, 0, int), name in headers

    for environ in environs:
        own, other = EnvironHeaders(environ), werkzeug.datastructures.EnvironHeaders(environ)
        for name in names:
            assert found(own, name) == found(other, name)
        assert (list(own), len(own), str(own)) == (list(other), len(other), str(other))
        assert own == other
        assert repr(own) == repr(other)


@pytest.mark.parametrize("name", [1, None, b"Host", ["Host"]])
def test_what_is_no_text_names_no_header(name):
    """The error is a client's, as Werkzeug has it."""
    headers = EnvironHeaders({"HTTP_HOST": "shop.example"})
    with pytest.raises(BadRequestKeyError):
        headers[name]
    assert headers.get(name) is None


def test_they_are_those_of_a_request():
    """Werkzeug's as well, with what its constructor makes, and not to be changed."""
    environ = create_environ(headers={"X-Token": "abc"})
    headers, werkzeugs = Request(environ).headers, WerkzeugRequest(environ).headers
    assert isinstance(headers, type(werkzeugs))
    assert headers == werkzeugs
    assert vars(headers) == vars(werkzeugs)
    with pytest.raises(TypeError, match="EnvironHeaders"):
        headers["X-Token"] = "other"


def test_few_keys_are_remembered_and_no_long_ones(monkeypatch):
    """Who asks for names that clients send needs no more memory for it."""
    keys: dict[str, str] = {}
    monkeypatch.setattr(the_module, "_KEYS", keys)
    found = EnvironHeaders({f"HTTP_X_{number}": "x" for number in range(1000)})
    found.environ["HTTP_" + "X" * 129] = "long"
    assert found["x" * 129] == "long"
    assert [found.get(f"X-{number}") for number in range(1000)] == ["x"] * 1000
    assert len(keys) == 256
    assert found.get("X-Missing") is None
    assert max(map(len, keys)) < 128
