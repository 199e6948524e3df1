"""The body of a request."""

from io import BufferedReader

import pytest
from hypothesis import given
from hypothesis import strategies as st

from costrel_httpx.body import RequestBody

pytestmark = pytest.mark.alone


@given(st.lists(st.binary(max_size=9)), st.integers(1, 7))
def test_what_is_read_is_what_was_sent(chunks: list[bytes], size: int) -> None:
    """However the sender cuts it, and however the reader does; empty chunks end nothing."""
    body = BufferedReader(RequestBody(chunks))
    read = []
    while part := body.read(size):
        read.append(part)
    assert b"".join(read) == b"".join(chunks)
    assert all(len(part) == size for part in read[:-1])


def test_it_can_be_read_by_lines() -> None:
    """As PEP 3333 asks for."""
    body = BufferedReader(RequestBody([b"a\nb", b"b\nc"]))
    assert body.readline() == b"a\n"
    assert list(body) == [b"bb\n", b"c"]


def test_a_chunk_is_made_when_it_is_read() -> None:
    """A body need not fit into memory, and an application can answer before its end."""
    made = []

    def chunks():
        for number in range(3):
            made.append(number)
            yield b"xx"

    body = RequestBody(chunks())
    assert body.readable()
    assert made == []
    assert body.read(1) == b"x"
    assert made == [0]
    assert body.read(2) == b"x"
    assert body.read(2) == b"xx"
    assert made == [0, 1]
