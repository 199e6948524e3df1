"""Tests of what a session adds to a response, with Werkzeug as the oracle."""

import logging
import warnings
from datetime import UTC, datetime, timedelta, timezone
from typing import ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.wrappers import Response

from costrel_sessions.response_cookie import set_cookie, vary_by_cookie

ATTRIBUTES = st.fixed_dictionaries(
    {
        "domain": st.sampled_from([None, "", "example.com", ".example.com:80", "münchen.de"]),
        "path": st.sampled_from([None, "", "/", "/a b", "/ü;x", "/app"]),
        "secure": st.sampled_from([True, False, None, 1, 0]),
        "partitioned": st.booleans(),
        "samesite": st.sampled_from([None, "Lax", "strict", "none"]),
        "httponly": st.sampled_from([True, False, None, 1]),
    }
)
EXPIRES = st.one_of(
    st.none(),
    st.just("Thu, 29 Feb 2024 12:00:00 GMT"),
    st.integers(0, 2**31),
    st.floats(-(2**31), 2**33).map(lambda seconds: datetime.fromtimestamp(seconds, UTC)),
    st.datetimes(timezones=st.just(timezone(timedelta(hours=2)))),
)
PLAIN = {
    "domain": None,
    "path": "/",
    "secure": False,
    "partitioned": False,
    "samesite": None,
    "httponly": True,
}
LOG = type("Log", (), {"logger": logging.getLogger("site")})()


@given(
    st.sampled_from(["session", "s", "__Host-id", "sitzung-ü"]),
    st.one_of(st.text("abc.-_019", max_size=20), st.text(max_size=10)),
    EXPIRES,
    ATTRIBUTES,
)
def test_the_header_is_what_werkzeug_writes(name, value, expires, attributes) -> None:
    """Byte for byte, for each combination of attributes."""
    expected, response = Response(), Response()
    expected.set_cookie(name, value, expires=expires, **attributes)
    set_cookie(LOG, response, name, value, expires, attributes)
    assert response.headers.to_wsgi_list() == expected.headers.to_wsgi_list()


def test_a_wrong_attribute_is_refused_as_by_werkzeug() -> None:
    """Again and again: a failure is not remembered as a header."""
    for _ in range(2):
        with pytest.raises(ValueError, match="SameSite"):
            set_cookie(LOG, Response(), "a", "b", None, {**PLAIN, "samesite": "Sometimes"})


def test_a_cookie_too_large_is_an_error_in_the_log(caplog) -> None:
    """With its name, its size and the limit; the header is set all the same, with a warning."""
    response = Response()
    with pytest.warns(UserWarning, match="too large"):
        set_cookie(LOG, response, "session", "a" * 5000, None, PLAIN)
    header = response.headers["Set-Cookie"]
    assert header.startswith("session=aaa")
    [record] = caplog.records
    assert record.levelno == logging.ERROR
    assert f"'session' has {len(header)} bytes, and MAX_COOKIE_SIZE is 4093" in record.getMessage()


@pytest.mark.parametrize(("limit", "warned"), [(40, False), (39, True), (0, False)])
def test_the_limit_is_the_responses(limit: int, warned: bool, caplog) -> None:
    """A cookie may just reach it; no limit is none."""
    response = Response()
    response.max_cookie_size = limit
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        set_cookie(LOG, response, "session", "a" * 14, None, PLAIN)
    assert len(response.headers["Set-Cookie"]) == 40
    assert (len(caught), len(caplog.records)) == (warned, warned)


def test_a_response_that_sets_cookies_its_own_way_is_asked_to(caplog) -> None:
    """A subclass's method, and one set on the instance."""

    class Quiet(Response):
        def set_cookie(self, key: str, value: str = "", **attributes) -> None:
            self.asked = (key, value)

    quiet, patched = Quiet(), Response()
    set_cookie(LOG, quiet, "session", "abc", None, PLAIN)
    assert quiet.asked == ("session", "abc")
    patched.set_cookie = lambda key, value, **attributes: None  # type: ignore[method-assign]
    set_cookie(LOG, patched, "session", "abc", None, PLAIN)
    assert "Set-Cookie" not in patched.headers
    assert caplog.records == []


def test_a_response_may_say_that_its_own_way_is_the_plain_one() -> None:
    """Then the cookie is written without it; a subclass that overrides it is asked again."""

    class Own(Response):
        def set_cookie(self, key: str, value: str = "", **attributes) -> None:
            self.headers.add("Set-Cookie", "asked")

        plain_set_cookie = set_cookie

    class Further(Own):
        def set_cookie(self, key: str, value: str = "", **attributes) -> None:
            self.headers.add("Set-Cookie", "asked further")

    own, further = Own(), Further()
    set_cookie(LOG, own, "session", "abc", None, PLAIN)
    assert own.headers["Set-Cookie"].startswith("session=abc;")
    set_cookie(LOG, further, "session", "abc", None, PLAIN)
    assert further.headers["Set-Cookie"] == "asked further"


@pytest.mark.parametrize(
    "present",
    [[], ["Cookie"], ["cookie"], [""], ["*"], ["Accept, COOKIE"], ["Accept"], ["Accept", "Cookie"]],
)
def test_vary_is_extended_as_by_werkzeug(present: list[str]) -> None:
    """Whatever the header was before."""
    expected, response = Response(), Response()
    for value in present:
        expected.headers.add("vary", value)
        response.headers.add("vary", value)
    expected.vary.add("Cookie")
    vary_by_cookie(response)
    assert response.headers.getlist("Vary") == expected.headers.getlist("Vary")
    vary_by_cookie(response)
    assert response.headers.getlist("Vary") == expected.headers.getlist("Vary")


def test_a_response_with_its_own_vary_is_asked() -> None:
    """A subclass may keep the set elsewhere."""

    class Elsewhere(Response):
        vary: ClassVar[set[str]] = set()  # type: ignore[assignment]

    response = Elsewhere()
    vary_by_cookie(response)
    assert Elsewhere.vary == {"Cookie"}
    assert "Vary" not in response.headers
