"""The WSGI environment of a request."""

from io import StringIO
from urllib.parse import quote
from wsgiref.validate import validator

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from costrel_httpx.environ import wsgi_environ

pytestmark = pytest.mark.alone


def environ(method: str = "GET", url: str = "http://a.test/", root: str = "/", **kwargs):
    """The environment of a request without a base."""
    return wsgi_environ(httpx.Request(method, url, **kwargs), root, {})


def test_it_says_where_the_request_goes() -> None:
    """Host, port, scheme, path and query, as a server would have it."""
    made = environ(url="https://a.test/p%C3%A4th/x?q=%20+&r")
    assert made["REQUEST_METHOD"] == "GET"
    assert made["wsgi.url_scheme"] == "https"
    assert (made["SERVER_NAME"], made["SERVER_PORT"]) == ("a.test", "443")
    assert made["HTTP_HOST"] == "a.test"
    assert made["PATH_INFO"].encode("latin-1").decode() == "/päth/x"
    assert made["QUERY_STRING"] == "q=%20+&r"
    assert made["REQUEST_URI"] == made["RAW_URI"] == "/p%C3%A4th/x?q=%20+&r"
    assert environ(url="http://a.test:8080/")["SERVER_PORT"] == "8080"
    assert environ(url="http://a.test:8080/")["HTTP_HOST"] == "a.test:8080"
    assert environ(url="http://bücher.test/")["SERVER_NAME"] == "xn--bcher-kva.test"
    assert environ(url="http://[::1]/")["SERVER_NAME"] == "::1"


@pytest.mark.parametrize(
    ("path", "split"),
    [
        ("/shop", ("/shop", "")),
        ("/shop/", ("/shop", "/")),
        ("/shop/a", ("/shop", "/a")),
        ("/shopping", ("", "/shopping")),
        ("/other", ("", "/other")),
    ],
)
@pytest.mark.parametrize("root", ["/shop", "/shop/"])
def test_the_mount_of_the_application_is_its_script_name(path, split, root) -> None:
    """A path beside it is the application's as a whole."""
    made = environ(url=f"http://a.test{path}", root=root)
    assert (made["SCRIPT_NAME"], made["PATH_INFO"]) == split


def test_an_application_at_the_root_has_no_script_name() -> None:
    """However the root is written."""
    for root in ("", "/"):
        made = environ(url="http://a.test/x", root=root)
        assert (made["SCRIPT_NAME"], made["PATH_INFO"]) == ("", "/x")


def test_headers_are_there_with_their_values_joined() -> None:
    """As PEP 3333 and RFC 9110 join them; cookies have a separator of their own (RFC 6265)."""
    headers = [
        (b"X-A", b"1"),
        (b"x-a", b"2"),
        (b"Cookie", b"a=1"),
        (b"Cookie", b"b=2"),
        (b"Content-Type", b"text/plain"),
        (b"Content-Length", b"0"),
        (b"X-B", b"\xe4"),
    ]
    made = environ(headers=headers)
    assert made["HTTP_X_A"] == "1,2"
    assert made["HTTP_COOKIE"] == "a=1; b=2"
    assert (made["CONTENT_TYPE"], made["CONTENT_LENGTH"]) == ("text/plain", "0")
    assert not {"HTTP_CONTENT_TYPE", "HTTP_CONTENT_LENGTH"} & made.keys()
    assert made["HTTP_X_B"] == "ä"


def test_a_header_with_an_underscore_is_dropped() -> None:
    """As servers do, since it could pass for the one with a hyphen."""
    made = environ(headers={"X_Real-IP": "forged", "X-Real-Ip": "real"})
    assert made["HTTP_X_REAL_IP"] == "real"


def test_the_base_fills_gaps_and_the_request_overrides() -> None:
    """Base, request, the request's own extension: each wins over the one before."""
    request = httpx.Request(
        "GET",
        "http://a.test/",
        headers={"X-A": "request"},
        extensions={"environ": {"SERVER_PORT": "1", "mine": "override"}},
    )
    base = {"HTTP_X_A": "base", "mine": "base", "REMOTE_ADDR": "192.0.2.1", "SERVER_PORT": "2"}
    made = wsgi_environ(request, "/", base)
    assert (made["HTTP_X_A"], made["mine"]) == ("request", "override")
    assert (made["REMOTE_ADDR"], made["SERVER_PORT"]) == ("192.0.2.1", "1")


def test_a_body_has_a_length_or_ends_by_itself() -> None:
    """Either way it can be read."""
    made = environ("POST", content=b"abc")
    assert made["CONTENT_LENGTH"] == "3"
    assert made["wsgi.input"].read() == b"abc"
    made = environ("POST", content=iter([b"ab", b"c"]))
    assert "CONTENT_LENGTH" not in made
    assert made["wsgi.input_terminated"] is True
    assert made["wsgi.input"].read() == b"abc"


@given(
    st.sampled_from(["GET", "POST", "HEAD", "PATCH"]),
    st.text(max_size=20),
    st.dictionaries(
        st.text("abcXYZ-", min_size=1).filter(str.strip), st.text("abc ,;", max_size=9)
    ),
    st.one_of(st.none(), st.binary(max_size=30)),
)
def test_every_environment_keeps_to_the_standard(method, path, headers, content) -> None:
    """What the standard library's validator asks of a server."""
    seen = []

    def app(environ, start_response):
        seen.append((environ["PATH_INFO"].encode("latin-1"), environ["wsgi.input"].read(99)))
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [b""]

    url = f"http://a.test/{quote(path)}"
    made = environ(method, url, headers=headers, content=content)
    made["wsgi.errors"] = StringIO()
    answer = validator(app)(made, lambda status, headers, exc_info=None: lambda chunk: None)
    assert list(answer) == [b""]
    answer.close()
    assert seen == [(httpx.URL(url).path.encode(), content or b"")]
