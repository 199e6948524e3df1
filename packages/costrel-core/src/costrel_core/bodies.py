"""The body of a request, read at once where it is small."""

# pyright: reportPrivateUsage=false
# Private in Werkzeug: the position in a limited stream. A test compares the two.

from typing import Any

from werkzeug.exceptions import ClientDisconnected
from werkzeug.wsgi import LimitedStream

AT_ONCE = 64 * 1024
"""The size up to which a body is read at once: what a client announces need not come."""


class Body(LimitedStream):
    """Werkzeug's stream up to Content-Length, which reads all of a small body in one step."""

    def readall(self) -> bytes:
        """What is left of the body.

        :raises werkzeug.exceptions.ClientDisconnected: there is less than was announced.
        """
        if self._pos or not 0 < self.limit <= AT_ONCE:
            return super().readall()
        try:
            data: bytes = self._stream.read(self.limit)
        except (OSError, ValueError) as error:
            raise ClientDisconnected from error
        if not data:
            raise ClientDisconnected
        self._pos = len(data)
        return data if self._pos >= self.limit else data + super().readall()


def limited(stream: Any) -> Any:
    """The stream that Werkzeug reads a body from; a ``Body`` where Content-Length is its limit."""
    if type(stream) is LimitedStream and not stream._limit_is_max:
        stream.__class__ = Body
    return stream
