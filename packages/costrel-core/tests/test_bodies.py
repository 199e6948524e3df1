"""A body that is read at once is read as Werkzeug's stream reads it."""

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.exceptions import ClientDisconnected
from werkzeug.test import create_environ
from werkzeug.wsgi import LimitedStream

from costrel_core import Request
from costrel_core.bodies import AT_ONCE, Body, limited

pytestmark = pytest.mark.alone


class Socket:
    """An input that gives a few bytes at a time and has nothing but ``read``; or fails."""

    def __init__(self, data, step, error=None):
        self.data, self.step, self.error, self.asked = data, step, error, []

    def read(self, size):
        self.asked.append(size)
        if self.error is not None and not self.data:
            raise self.error
        size = min(size, self.step)
        part, self.data = self.data[:size], self.data[size:]
        return part


def outcome(kind, data, limit, step, first, error):
    """What is read, where the stream stands then and what is left of the input; or the error."""
    socket = Socket(data, step, error)
    stream = kind(socket, limit)
    try:
        read = [stream.read(first), stream.read(), stream.read(), stream.exhaust()]
    except Exception as failure:
        return type(failure)
    return read, stream.tell(), stream.is_exhausted, socket.data


@given(
    data=st.binary(max_size=40),
    limit=st.integers(0, 50),
    step=st.sampled_from([1, 7, 100]),
    first=st.sampled_from([-1, 0, 1, 5, 100]),
    error=st.sampled_from([None, OSError(), ValueError(), KeyError()]),
)
def test_every_read_is_that_of_werkzeugs_stream(data, limit, step, first, error):
    """Whole or in parts, longer or shorter than was announced, whatever the input raises."""
    expected = outcome(LimitedStream, data, limit, step, first, error)
    assert outcome(Body, data, limit, step, first, error) == expected


@pytest.mark.parametrize("error", [None, OSError(), ValueError()])
@pytest.mark.parametrize("data", [b"", b"ab"])
@pytest.mark.parametrize("kind", [Body, LimitedStream])
def test_a_client_that_sends_less_has_gone(kind, data, error):
    """At once or after a part, whether its end is silent or an error."""
    with pytest.raises(ClientDisconnected):
        kind(Socket(data, 100, error), 3).read()


def test_a_small_body_is_read_in_one_step():
    """Else nothing would be gained."""
    socket = Socket(b"abc", 100)
    assert Body(socket, 3).read() == b"abc"
    assert socket.asked == [3]


def test_nobody_is_asked_for_all_of_a_large_body_at_once():
    """A client that announces much would make the server set memory aside."""
    socket = Socket(b"abc", 100)
    with pytest.raises(ClientDisconnected):
        Body(socket, 10**12).read()
    assert max(socket.asked) <= AT_ONCE


def test_only_streams_up_to_the_announced_length_are_bodies():
    """Not one up to the largest length that is allowed, not a server's own, not a subclass."""

    class Own(LimitedStream):
        """A stream of somebody else's."""

    for stream in (BytesIO(), LimitedStream(BytesIO(), 3, is_max=True), Own(BytesIO(), 3)):
        kind = type(stream)
        assert type(limited(stream)) is kind
    assert type(limited(LimitedStream(BytesIO(), 3))) is Body


def test_the_stream_of_a_request_is_a_body():
    """Read once; what was read is remembered by ``get_data`` alone."""
    made = Request(create_environ(method="POST", data=b"abc"))
    assert isinstance(made.stream, Body)
    assert (made.stream.read(), made.stream.read(), made.get_data()) == (b"abc", b"", b"")


def test_a_shallow_request_has_no_body():
    """As Werkzeug documents it."""
    made = Request(create_environ(method="POST", data=b"abc"), shallow=True)
    with pytest.raises(RuntimeError, match="shallow"):
        made.stream  # noqa: B018  # reading it is the test
