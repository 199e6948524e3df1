"""What the courses of sizes send, and that it is answered; nothing here is timed."""

import pytest

from exchange import wsgi_call

from .courses import bodies, growth

STATUSES = ["200", "200", "200", "200", "200", "302", "200", "410", "404", "405"]


@pytest.mark.parametrize("size", [1, 3, 7, 1000, -1])
def test_an_upload_is_its_head_zeros_and_its_tail(size: int) -> None:
    """In pieces of any size."""
    upload = bodies.Upload(10, b"head", b"tail")
    pieces = []
    while piece := upload.read(size):
        pieces.append(piece)
    assert b"".join(pieces) == b"head" + bytes(10) + b"tail"
    assert upload.size == 18


def test_bodies_are_streamed_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    """A request, a file of a form, and a response: measuring raises if bytes are missing."""
    monkeypatch.setattr(bodies, "SIZES", (1,))
    (line,) = bodies.measure(1, 1000)
    assert line["MB"] == 1


def test_requests_that_watch_memory_differ_and_are_answered() -> None:
    """By number, in what a cache could keep."""
    app = growth.app()
    assert all(
        one != other for one, other in zip(growth.messages(1), growth.messages(2), strict=True)
    )
    for number in (1, 2):
        answers = [wsgi_call(app, message)()[0][0] for message in growth.messages(number)]
        assert [status.partition(" ")[0] for status in answers] == STATUSES
