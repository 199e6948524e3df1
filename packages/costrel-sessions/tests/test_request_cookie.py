"""Tests of the one cookie of a request, with Werkzeug as the oracle."""

from hypothesis import example, given
from hypothesis import strategies as st
from werkzeug.wrappers import Request

from costrel_sessions.request_cookie import find_cookie

WORDS = ["session", "session=", "session2=", "my_session=", "a=", "x.y-z_1", "\xe9", "\xc3\xbc"]
PIECES = st.sampled_from([*WORDS, *'=; ",\t\n\\', "; ", '";', 'a="', "\\073"])


@given(st.lists(PIECES, max_size=12).map("".join))
@example("session=1; session=2")
@example('a="; session=evil"; session=good')
@example('a="x\\"; session=evil"; session=good')
@example("a b session=1; session=2")
@example(" session=1")
@example("session=a ; b=c")
@example("session")
@example("session=\xff")
@example("a=\xff; session=1")
@example("xsession=1; session=2")
@example('session="a b"')
def test_it_is_what_werkzeug_finds(header: str) -> None:
    """Whatever the header, the request's own attribute is the same."""
    assert find_cookie(header, "session") == Request({"HTTP_COOKIE": header}).cookies.get("session")
