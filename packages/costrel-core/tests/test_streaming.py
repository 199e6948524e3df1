"""Streams during which the request stays current, on whichever thread they are read."""

import gc
import threading
import weakref

import pytest
from werkzeug.test import Client, create_environ

from costrel_core import (
    after_this_request,
    current_app,
    g,
    has_app_context,
    has_request_context,
    request,
    session,
    stream_with_context,
)
from costrel_spec import current

pytestmark = pytest.mark.alone


@pytest.fixture
def ends(app):
    """The errors that teardown functions were told, first the request's, then the application's."""
    events = []
    app.teardown_request(lambda error: events.append(("request", request.path, type(error))))
    app.teardown_appcontext(lambda error: events.append(("app", current_app.name, type(error))))
    return events


def ended(path="/", error=type(None)):
    """One end of both contexts."""
    return [("request", path, error), ("app", "bare", error)]


def start(app, path="/"):
    """The body of an answer, as a server gets it, and nothing read."""
    return app(create_environ(path), lambda *arguments: None)


# -- the request during the stream ------------------------------------------------------------------


@pytest.mark.parametrize("how", ["generator", "function", "decorator", "list"])
def test_a_stream_sees_the_request(app, ends, how):
    """And ``g``, and the session; whichever way it is written."""

    def lines(*extra):
        yield request.path
        yield g.x
        yield session.get("y", "-")
        yield from extra

    @app.get("/")
    def view():
        g.x = "x"
        if how == "generator":
            return stream_with_context(lines())
        if how == "function":
            return stream_with_context(lines)("extra")
        if how == "list":
            return stream_with_context([request.path, g.x, "-"])

        @stream_with_context
        def decorated():
            """Its docstring."""
            return lines()

        assert decorated.__doc__ == "Its docstring."
        return decorated()

    answer = Client(app).get("/")
    assert answer.text == "/x-" + ("extra" if how == "function" else "")
    assert ends == ended()


def test_the_request_ends_with_the_stream(app, ends):
    """Not with the view, and not between two chunks."""
    steps = []

    def lines():
        for number in range(2):
            steps.append(f"chunk {number}")
            yield request.path
        steps.append("end")

    app.add_url_rule("/", "view", lambda: stream_with_context(lines()))
    body = start(app)
    assert ends == []
    assert steps == []
    for _ in range(2):
        assert next(body) == b"/"
        assert not has_request_context()
        assert ends == []
    with pytest.raises(StopIteration):
        next(body)
    assert steps == ["chunk 0", "chunk 1", "end"]
    assert ends == ended()
    body.close()
    assert ends == ended()
    assert not has_app_context()


def test_what_runs_after_the_view_runs_before_the_stream(app, ends):
    """The answer's headers are gone by then."""
    order = []

    @app.get("/")
    def view():
        @after_this_request
        def after(response):
            order.append("after")
            return response

        def lines():
            order.append("chunk")
            yield "x"

        return stream_with_context(lines())

    assert Client(app).get("/").text == "x"
    assert order == ["after", "chunk"]


def test_outside_of_a_request_there_is_nothing_to_keep(app):
    """The error names the function; with an application alone, too."""
    words = "'stream_with_context' can only be used when a request context is active"
    with pytest.raises(RuntimeError, match=words):
        stream_with_context(iter("x"))
    with app.app_context(), pytest.raises(RuntimeError, match=words):
        stream_with_context(iter("x"))


def test_a_decorated_function_asks_for_the_request_when_it_is_called(app):
    """Not when it is written."""

    @stream_with_context
    def lines():
        yield request.path

    with pytest.raises(RuntimeError, match="when a request context is active"):
        lines()
    with app.test_request_context("/x"):
        stream = lines()
        assert list(stream) == ["/x"]


def test_a_stream_can_be_read_within_its_request(app, ends):
    """The request goes on afterwards, and ends once."""
    with app.test_request_context("/x"):
        stream = stream_with_context(part for part in ("a", request.path))
        assert list(stream) == ["a", "/x"]
        assert request.path == "/x"
        assert ends == []
    assert ends == ended("/x")


def test_two_streams_of_one_request_end_it_together(app, ends):
    """With the last of them."""
    with app.test_request_context("/x"):
        first = stream_with_context(request.path for _ in range(2))
        second = stream_with_context(request.path for _ in range(2))
    assert ends == []
    assert next(second) == "/x"
    assert list(first) == ["/x", "/x"]
    assert ends == []
    assert next(second) == "/x"
    second.close()
    assert ends == ended("/x")


def test_a_stream_inside_another_request_leaves_that_one_alone(app, ends):
    """Chunk for chunk."""
    with app.test_request_context("/inner"):
        stream = stream_with_context(request.path for _ in range(2))
    with app.test_request_context("/outer"):
        g.x = "outer"
        assert next(stream) == "/inner"
        assert (request.path, g.x) == ("/outer", "outer")
        stream.close()
        assert (request.path, g.x) == ("/outer", "outer")
        assert ends == ended("/inner")
    assert ends == ended("/inner") + ended("/outer")


def test_contexts_that_a_stream_enters_stay_entered_between_its_chunks(app, make_app):
    """They are the stream's, and nobody else sees them."""
    other = make_app(name="other")

    def lines():
        with other.app_context():
            for _ in range(2):
                yield current_app.name
        yield current_app.name

    with app.test_request_context():
        stream = stream_with_context(lines())
        names = []
        for chunk in stream:
            names.append((chunk, current_app.name))
    assert names == [("other", "bare"), ("other", "bare"), ("bare", "bare")]


# -- streams that do not reach their end ------------------------------------------------------------


@pytest.mark.parametrize("read", [0, 1, 2])
def test_a_stream_that_is_closed_early_ends_the_request(app, ends, read):
    """The generator is closed first, within the request, once."""
    seen = []

    def lines():
        try:
            for _ in range(3):
                yield request.path
        finally:
            seen.append(request.path)

    app.add_url_rule("/", "view", lambda: stream_with_context(lines()))
    body = start(app)
    for _ in range(read):
        next(body)
    body.close()
    body.close()
    assert seen == (["/"] if read else [])
    assert ends == ended()
    assert not has_app_context()


def test_a_stream_that_fails_ends_the_request_with_its_error(app, ends):
    """The error goes on."""

    def lines():
        yield request.path
        raise LookupError("on purpose")

    app.add_url_rule("/", "view", lambda: stream_with_context(lines()))
    body = start(app)
    assert next(body) == b"/"
    with pytest.raises(LookupError):
        next(body)
    assert ends == ended(error=LookupError)
    body.close()
    assert ends == ended(error=LookupError)
    assert not has_app_context()


@pytest.mark.parametrize("read", [0, 1])
def test_a_stream_that_fails_to_close_ends_the_request(app, ends, read):
    """Its error goes on, for the server to log."""

    class Lines:
        def __iter__(self):
            return self

        def __next__(self):
            return request.path

        def close(self):
            raise LookupError("on purpose")

    app.add_url_rule("/", "view", lambda: stream_with_context(Lines()))
    body = start(app)
    for _ in range(read):
        next(body)
    with pytest.raises(LookupError):
        body.close()
    assert ends == ended()
    assert not has_app_context()


@pytest.mark.usefixtures("without_gc")
@pytest.mark.parametrize("read", [0, 1])
def test_a_stream_that_is_dropped_ends_the_request(app, ends, read):
    """As soon as nobody has it; nothing keeps the request."""
    references = []

    @app.get("/")
    def view():
        references.append(weakref.ref(request._get_current_object()))
        return stream_with_context(request.path for _ in range(3))

    body = start(app)
    for _ in range(read):
        next(body)
    del body
    assert ends == ended()
    assert references[0]() is None
    assert not gc.isenabled()


def test_a_view_that_fails_after_it_made_a_stream_leaves_nothing(app, ends):
    """Nobody will ever read that stream."""

    @app.get("/")
    def view():
        stream_with_context(iter("x"))
        raise LookupError

    assert Client(app).get("/").status_code == 500
    gc.collect()
    assert ("request", "/", LookupError) in ends or ("request", "/", type(None)) in ends
    assert len(ends) == 2
    assert not has_app_context()


@pytest.mark.parametrize("way", ["read", "close", "drop"])
def test_a_stream_may_end_on_another_thread(app, ends, way):
    """Where nothing was current, and nothing is afterwards."""
    left = []

    def lines():
        yield request.path
        yield request.path

    app.add_url_rule("/", "view", lambda: stream_with_context(lines()))
    bodies = [start(app)]
    assert next(bodies[0]) == b"/"

    def finish():
        body = bodies.pop()
        if way == "read":
            assert list(body) == [b"/"]
        elif way == "close":
            body.close()
        del body
        left.append(has_app_context())

    thread = threading.Thread(target=finish)
    thread.start()
    thread.join()
    gc.collect()
    assert left == [False]
    assert ends == ended()
    assert not has_app_context()


def test_a_teardown_function_that_fails_does_not_break_the_stream(app, caplog):
    """It is logged."""

    @app.teardown_request
    def fail(error):
        raise LookupError("on purpose")

    app.add_url_rule("/", "view", lambda: stream_with_context(iter(["a", "b"])))
    assert Client(app).get("/").text == "ab"
    assert "LookupError: on purpose" in caplog.text


class Stopped(BaseException):
    """Ends more than a request."""


def test_a_stream_that_is_stopped_leaves_nothing(app, ends):
    """By what is no exception."""

    def lines():
        yield "x"
        raise Stopped

    app.add_url_rule("/", "view", lambda: stream_with_context(lines()))
    body = start(app)
    next(body)
    with pytest.raises(Stopped):
        next(body)
    assert ends == ended(error=Stopped)
    assert current.get() == (None, None)


def test_a_stream_without_context_has_none(app, ends):
    """The request is over when it is read."""

    def lines():
        yield str(has_request_context())

    app.add_url_rule("/", "view", lambda: lines())
    assert Client(app).get("/").text == "False"
    assert ends == ended()
