"""One request and what comes of it."""

import re
from dataclasses import dataclass
from typing import Any

from .messages import Message

SIGNED = re.compile(r"(session=[^.;]*)\.[^;]*")
CLOCK = {"Date", "Expires"}


@dataclass(frozen=True)
class Answer:
    """What the server, or the client, gets."""

    status: str
    headers: tuple[tuple[str, str], ...]
    body: bytes

    @property
    def code(self) -> int:
        """The status code; 0 where the server got an exception."""
        return int(self.status[:3]) if self.status[:3].isdigit() else 0


def send(app: Any, message: Message) -> Answer:
    """The answer of an application; of an exception that reaches the server, its type."""
    try:
        if message.by_client:
            response = app.test_client().open(**message.client_arguments())
            return Answer(response.status, _comparable(list(response.headers)), response.data)
        return _serve(app, message.environ())
    except Exception as error:  # whichever it is, it must be the same
        return Answer(type(error).__name__, (), b"")


def _serve(app: Any, environ: dict[str, Any]) -> Answer:
    head: list[Any] = []

    def start_response(status: str, headers: Any, exc_info: Any = None) -> Any:
        head[:] = status, headers

    chunks = app(environ, start_response)
    try:
        body = b"".join(chunks)
    finally:
        if hasattr(chunks, "close"):
            chunks.close()
    status, headers = head
    return Answer(status, _comparable(headers), body)


def _comparable(headers: list[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """The headers in their order, without what the clock has a say in."""
    return tuple((name, _constant(name, value)) for name, value in headers)


def _constant(name: str, value: str) -> str:
    if name in CLOCK:
        return "a date"
    if name == "Allow":  # a set, which has no order
        return ", ".join(sorted(value.split(", ")))
    if name == "Set-Cookie":
        return re.sub(r"Expires=[^;]*", "Expires=a date", SIGNED.sub(r"\1", value))
    return value
