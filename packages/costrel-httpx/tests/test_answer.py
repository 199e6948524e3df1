"""What an application answers."""

import sys
from collections.abc import Callable, Iterable
from typing import Any

import httpx
import pytest

from costrel_httpx.answer import Answer

pytestmark = pytest.mark.alone

OK = ("200 OK", [("Content-Type", "text/plain")])


class Body:
    """An iterable that tells what is done with it."""

    def __init__(self, chunks: Iterable[Any]) -> None:
        self.log: list[str] = []
        self._chunks = iter(chunks)

    def __iter__(self) -> "Body":
        return self

    def __next__(self) -> bytes:
        chunk = next(self._chunks)
        self.log.append(chunk.decode())
        return chunk

    def close(self) -> None:
        self.log.append("closed")


def answer(app: Callable[..., Any], method: str = "GET") -> httpx.Response:
    """The response to a request."""
    return Answer(app, {"REQUEST_METHOD": method}).response()


def answering(body: Any, status: str = OK[0]) -> Callable[..., Any]:
    """An application with that body."""

    def app(environ, start_response):
        start_response(status, OK[1])
        return body

    return app


def test_status_headers_and_body_arrive() -> None:
    """The reason too, which a server may choose; headers in their order, repeated ones included."""

    def app(environ, start_response):
        start_response("299 Fine, really", [("Set-Cookie", "a=1"), ("Set-Cookie", "b=\xe4")])
        return [b"a", b"", b"b"]

    response = answer(app)
    assert (response.status_code, response.reason_phrase) == (299, "Fine, really")
    assert response.headers.raw == [(b"Set-Cookie", b"a=1"), (b"Set-Cookie", b"b=\xe4")]
    assert response.http_version == "HTTP/1.1"
    assert response.read() == b"ab"
    assert answer(answering([], "204")).reason_phrase == ""


def test_the_body_is_made_while_it_is_read() -> None:
    """One chunk ahead of the head at most, as a server needs it; then one at a time."""
    body = Body([b"", b"a", b"b", b"c"])
    response = answer(answering(body))
    assert body.log == ["", "a"]
    chunks = response.iter_raw()
    assert next(chunks) == b"a"
    assert next(chunks) == b"b"
    assert body.log == ["", "a", "b"]
    assert list(chunks) == [b"c"]
    assert body.log[-2:] == ["c", "closed"]


def test_closing_early_closes_what_the_application_made() -> None:
    """Once, and nothing more is read."""
    body = Body([b"a", b"b"])
    response = answer(answering(body))
    response.close()
    response.close()
    assert body.log == ["a", "closed"]


@pytest.mark.parametrize(
    ("method", "status"),
    [("HEAD", "200 OK"), ("GET", "204 NO CONTENT"), ("GET", "304 NOT MODIFIED")],
)
def test_an_answer_without_a_body_has_none(method: str, status: str) -> None:
    """Though the application made one; it is closed all the same."""
    body = Body([b"a", b"b"])
    response = answer(answering(body, status), method)
    assert response.read() == b""
    assert body.log == ["a", "closed"]


def test_what_is_written_comes_before_what_is_returned() -> None:
    """By ``write``, which ``start_response`` returns, at any time."""

    def app(environ, start_response):
        write = start_response(*OK)
        write(b"1")
        write(b"2")
        yield b"3"
        write(b"4")
        yield b"5"
        write(b"6")

    assert list(answer(app).iter_raw()) == [b"1", b"2", b"3", b"4", b"5", b"6"]

    def writer(environ, start_response):
        start_response(*OK)(b"1")
        return []

    assert answer(writer).read() == b"1"


def test_a_head_that_was_not_sent_can_be_replaced() -> None:
    """With ``exc_info``, also while the body is made."""

    def app(environ, start_response):
        start_response(*OK)
        yield b""
        try:
            raise ValueError("oh no")
        except ValueError:
            start_response("500 OH NO", [], sys.exc_info())
        yield b"sorry"

    response = answer(app)
    assert (response.status_code, response.read()) == (500, b"sorry")


def test_after_the_head_was_sent_the_error_goes_on() -> None:
    """The application gets it back, and so does the reader; what it made is closed."""
    closed = []

    def app(environ, start_response):
        start_response(*OK)
        try:
            yield b"a"
            try:
                raise ValueError("oh no")
            except ValueError:
                start_response("500 OH NO", [], sys.exc_info())
        finally:
            closed.append(True)

    response = answer(app)
    assert response.status_code == 200
    with pytest.raises(ValueError, match="oh no"):
        response.read()
    assert closed == [True]


def test_an_error_before_the_first_bytes_closes_what_the_application_made() -> None:
    """Nobody else could."""

    def chunks():
        raise ValueError("oh no")
        yield b""

    body = Body(chunks())
    with pytest.raises(ValueError, match="oh no"):
        answer(answering(body))
    assert body.log == ["closed"]


def test_an_application_that_names_no_status_is_told_so() -> None:
    """And what it made is closed."""
    body = Body([b"a"])
    with pytest.raises(RuntimeError, match="without calling start_response"):
        answer(lambda environ, start_response: body)
    assert body.log == ["a", "closed"]
