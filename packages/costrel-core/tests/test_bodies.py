"""A body that is read at once is read as Werkzeug's stream reads it."""

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.exceptions import ClientDisconnected, RequestEntityTooLarge
from werkzeug.test import Client, create_environ
from werkzeug.wrappers import Request as WerkzeugRequest
from werkzeug.wsgi import LimitedStream

from costrel_core import Request, request
from costrel_core.bodies import AT_ONCE, Body, limited, read_within

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


def test_werkzeugs_streams_become_bodies():
    """The server's own as well, where it tells the end; not a subclass, not the empty one."""

    class Own(LimitedStream):
        """A stream of somebody else's."""

    for stream in (BytesIO(), Own(BytesIO(), 3)):
        assert limited(stream, {}) is stream
    for given_stream in (LimitedStream(BytesIO(), 3), LimitedStream(BytesIO(), 3, is_max=True)):
        body = limited(given_stream, {})
        assert (type(body), body.limit) == (Body, 3)
        assert body._limit_is_max is given_stream._limit_is_max
    server = BytesIO(b"abc")
    assert limited(server, {"wsgi.input": server}).read() == b"abc"


READS = {
    "whole": lambda stream: stream.read(),
    "pieces": lambda stream: b"".join(iter(lambda: stream.read(2), b"")),
    "lines": lambda stream: b"".join(stream),
    "exhaust": lambda stream: stream.exhaust() + stream.read(),
    "within": lambda stream: read_within(stream, 100),
}


@pytest.mark.parametrize("read", READS.values(), ids=READS.keys())
def test_a_body_of_unknown_length_is_whole_or_refused(read):
    """Werkzeug cuts it off when it is read at once, and refuses one of exactly the right length."""
    for size in range(1, 8):
        body = Body(Socket(b"abcdef", 100), size, is_max=True)
        if size >= 6:
            assert read(body) == b"abcdef"
            assert body.read() == b""
        else:
            for _ in range(2):
                with pytest.raises(RequestEntityTooLarge):
                    read(body)


@pytest.mark.parametrize("error", [OSError(), ConnectionResetError(), ValueError()])
@pytest.mark.parametrize("read", READS.values(), ids=READS.keys())
@pytest.mark.parametrize("limit", [6, 100])
def test_a_client_that_goes_away_is_a_bad_request(read, limit, error):
    """Wherever the server notices it."""
    with pytest.raises(ClientDisconnected):
        read(Body(Socket(b"abcdef", 100, error), limit, is_max=True))


def test_a_chunked_body_is_answered_in_full(app):
    """Through a whole request, with and without a limit."""

    class Broken(BytesIO):
        def readinto(self, buffer):
            raise TimeoutError

    app.add_url_rule("/", "x", lambda: request.get_data(), methods=["POST"])

    def post(stream):
        how = {"wsgi.input_terminated": True, "HTTP_TRANSFER_ENCODING": "chunked"}
        return Client(app).post("/", input_stream=stream, environ_overrides=how)

    assert post(BytesIO(b"abc" * 50_000)).data == b"abc" * 50_000
    assert post(Broken()).status_code == 400
    app.config["MAX_CONTENT_LENGTH"] = 3
    assert post(BytesIO(b"abc")).data == b"abc"
    assert post(BytesIO(b"abcd")).status_code == 413


@pytest.mark.parametrize("limit", [None, 2, 3, 50])
def test_what_is_read_within_a_limit_is_whole_or_refused(limit):
    """Of a body of known length nothing is read if it is too long."""
    for stream in (
        BytesIO(b"abc"),
        Body(BytesIO(b"abc"), 3),
        Body(BytesIO(b"abc"), 9, is_max=True),
    ):
        if limit == 2:
            with pytest.raises(RequestEntityTooLarge):
                read_within(stream, limit)
        else:
            assert read_within(stream, limit) == b"abc"
    half = Body(BytesIO(b"abc"), 3)
    half.read(1)
    assert read_within(half, 2) == b"bc"


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


@pytest.mark.parametrize("length", ["3", "0", "", "-1", "+3", "3.0", "٣", "9" * 30, "100", None])
@pytest.mark.parametrize("limit", [None, 2, 3, 50])
@pytest.mark.parametrize("more", [{}, {"HTTP_TRANSFER_ENCODING": "chunked"}])
def test_however_a_length_is_announced_the_body_is_werkzeugs(length, limit, more):
    """What is read, or the error."""

    def read(kind):
        environ = {**create_environ(method="POST"), **more, "wsgi.input": BytesIO(b"abcdef")}
        environ.pop("CONTENT_LENGTH", None)
        if length is not None:
            environ["CONTENT_LENGTH"] = length
        made = kind(environ)
        made.max_content_length = limit
        try:
            return made.get_data()
        except Exception as error:
            return type(error)

    assert read(Request) == read(WerkzeugRequest)


@pytest.mark.parametrize("step", [1, 2, 100])
@pytest.mark.parametrize("body", [b"abc", b"abcdef", b"ab", b""])
@pytest.mark.parametrize("cache", [True, False])
@pytest.mark.parametrize("as_text", [True, False])
def test_data_that_is_read_without_a_stream_is_werkzeugs(step, body, cache, as_text):
    """However it comes, and whatever is asked for afterwards, the stream included."""

    def read(kind):
        environ = {**create_environ(method="POST"), "CONTENT_LENGTH": "3"}
        environ["wsgi.input"] = Socket(body, step)
        made = kind(environ)
        try:
            first = made.get_data(cache=cache, as_text=as_text)
        except Exception as error:
            return type(error)
        stream = made.stream
        return first, made.get_data(), made.data, made.form, stream.tell(), stream.read()

    assert read(Request) == read(WerkzeugRequest)


def test_a_form_leaves_nothing_in_the_stream():
    """It is there all the same, at its end."""
    made = Request(create_environ(method="POST", data={"a": "1"}))
    assert made.form["a"] == "1"
    assert made.form is made.form
    assert (made.stream.tell(), made.stream.read(), made.get_data()) == (3, b"", b"")


def test_a_stream_of_a_subclass_is_read():
    """By ``get_data`` and by forms."""

    class Loud(Request):
        @property
        def stream(self):
            return BytesIO(b"A=1")

    made = Loud(create_environ(method="POST", data={"a": "1"}))
    assert made.get_data(cache=False) == b"A=1"
    assert made.form["A"] == "1"
