"""The body of a request, read at once where it is small, and never further than it may be."""

from __future__ import annotations

# pyright: reportPrivateUsage=false
# Private in Werkzeug: what a limited stream knows of itself. A test compares the two.
import sys
from typing import Any

from werkzeug.exceptions import ClientDisconnected, RequestEntityTooLarge
from werkzeug.wsgi import LimitedStream

AT_ONCE = 64 * 1024
"""The size up to which a body is read at once: what a client announces need not come."""


class Body(LimitedStream):
    """Werkzeug's stream up to Content-Length, or up to a maximum where the server tells the end.

    Whichever way it is read, one that is longer than the maximum is refused and never cut off, one of
    exactly that length is taken, and a client that goes away is a 400.
    """

    _overlong = False

    def readall(self) -> bytes:
        """What is left of the body.

        :raises werkzeug.exceptions.ClientDisconnected: there is less than was announced.
        :raises werkzeug.exceptions.RequestEntityTooLarge: there is more than is allowed.
        """
        if self._limit_is_max:
            return b"".join(iter(lambda: self.read(AT_ONCE), b""))
        if self._pos or not 0 < self.limit <= AT_ONCE:
            return super().readall()
        data = read_once(self._stream, self.limit)
        self._pos = len(data)
        return data if self._pos >= self.limit else data + super().readall()

    def on_exhausted(self) -> None:
        """Refuse a body that goes on behind the maximum."""
        if not self._limit_is_max:
            return
        try:
            self._overlong = self._overlong or bool(self._stream.read(1))
        except (OSError, ValueError) as error:
            raise ClientDisconnected from error
        if self._overlong:
            raise RequestEntityTooLarge


def read_once(stream: Any, size: int) -> bytes:
    """What the first read gives of a body of that size, which may be less.

    :raises werkzeug.exceptions.ClientDisconnected: there is nothing.
    """
    try:
        data: bytes = stream.read(size)
    except (OSError, ValueError) as error:
        raise ClientDisconnected from error
    if not data:
        raise ClientDisconnected
    return data


def limited(stream: Any, environ: dict[str, Any]) -> Any:
    """The stream that Werkzeug reads a body from, as a ``Body``."""
    if type(stream) is LimitedStream:
        return Body(stream._stream, stream.limit, stream._limit_is_max)
    if stream is environ.get("wsgi.input"):  # the server tells where it ends
        return Body(environ["wsgi.input"], sys.maxsize, is_max=True)
    return stream


def read_within(stream: Any, most: int | None) -> bytes:
    """What is left of a body.

    :raises werkzeug.exceptions.RequestEntityTooLarge: that is more than ``most`` bytes.
    """
    if most is None:
        whole: bytes = stream.read()
        return whole
    if type(stream) is Body and not stream._limit_is_max:
        if stream.limit - stream._pos > most:
            raise RequestEntityTooLarge
        return stream.readall()
    chunks: list[bytes] = []
    while chunk := stream.read(min(most + 1, AT_ONCE)):
        chunks.append(chunk)
        most -= len(chunk)
        if most < 0:
            raise RequestEntityTooLarge
    return b"".join(chunks)
