"""The headers of a request are Werkzeug's, whoever remembers their keys."""

import pytest
import werkzeug.datastructures
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.exceptions import BadRequestKeyError
from werkzeug.test import create_environ
from werkzeug.wrappers import Request as WerkzeugRequest

from costrel_core import Request, request_headers
from costrel_core.request_headers import EnvironHeaders

pytestmark = pytest.mark.alone

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
    monkeypatch.setattr(request_headers, "_KEYS", keys)
    headers = EnvironHeaders({f"HTTP_X_{number}": "x" for number in range(1000)})
    headers.environ["HTTP_" + "X" * 129] = "long"
    assert headers["x" * 129] == "long"
    assert [headers.get(f"X-{number}") for number in range(1000)] == ["x"] * 1000
    assert len(keys) == 256
    assert headers.get("X-Missing") is None
    assert max(map(len, keys)) < 128
