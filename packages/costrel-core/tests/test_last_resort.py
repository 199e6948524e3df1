"""The answer that is left when everything else failed."""

import sys

import pytest

from costrel_core.last_resort import last_resort

pytestmark = pytest.mark.alone


def test_it_is_a_bare_500_that_replaces_what_was_started():
    """``exc_info`` tells the server to forget headers that it has not sent."""
    calls = []

    def start_response(status, headers, exc_info=None):
        calls.append((status, dict(headers), exc_info))

    try:
        raise LookupError("on purpose")
    except LookupError:
        body = last_resort(start_response)
        expected = sys.exc_info()
    assert b"".join(body) == b"Internal Server Error"
    (status, headers, exc_info) = calls.pop()
    assert status == "500 INTERNAL SERVER ERROR"
    assert headers == {"Content-Type": "text/plain; charset=utf-8", "Content-Length": "21"}
    assert exc_info == expected
    assert not calls
