"""Streams that keep their request."""

from collections.abc import Callable, Iterator
from typing import assert_type

from costrel import Costrel, Response, request, stream_template, stream_with_context

app = Costrel(__name__)


def numbers(last: int) -> Iterator[bytes]:
    """A stream of bytes."""
    for number in range(last):
        yield b"%d\n" % number


@stream_with_context
def rows(first: int) -> Iterator[str]:
    """A stream of text, by the decorator."""
    yield f"{first} {request.path}"


assert_type(rows(1), Iterator[str])
assert_type(stream_with_context(numbers(3)), Iterator[bytes])
again: Callable[[int], Iterator[bytes]] = stream_with_context(numbers)


@app.get("/response")
def in_response() -> Response:
    """The stream in a response."""
    return Response(stream_with_context(numbers(3)), mimetype="text/csv")


@app.get("/plain")
def plain() -> Iterator[str]:
    """The stream itself."""
    return rows(2)


@app.get("/headers")
def with_headers() -> tuple[Iterator[bytes], int, dict[str, str]]:
    """The stream with status and headers."""
    return numbers(3), 200, {"Content-Type": "text/plain"}


@app.get("/template")
def template() -> Iterator[str]:
    """A template in chunks."""
    return stream_template("page.html")
