"""Signatures: the HMAC of a message (RFC 2104), from hash states that are prepared once per key."""

from collections.abc import Callable
from typing import Any

from . import base64url

_INNER = bytes(byte ^ 0x36 for byte in range(256))
_OUTER = bytes(byte ^ 0x5C for byte in range(256))


class Signature:
    """Signs messages with one key; usable from several threads at once.

    :param key: any number of bytes.
    :param digest: makes a hash object, as ``hashlib.sha1`` does.
    """

    __slots__ = ("_inner", "_outer")

    def __init__(self, key: bytes, digest: Callable[..., Any]) -> None:
        size = digest().block_size
        if len(key) > size:
            key = digest(key).digest()
        block = key.ljust(size, b"\0")
        self._inner = digest(block.translate(_INNER))
        self._outer = digest(block.translate(_OUTER))

    def code(self, message: bytes) -> bytes:
        """The authentication code of ``message``."""
        inner = self._inner.copy()
        inner.update(message)
        outer = self._outer.copy()
        outer.update(inner.digest())
        code: bytes = outer.digest()
        return code

    def text(self, message: bytes) -> bytes:
        """The code of ``message`` in the one spelling that is accepted."""
        return base64url.encode(self.code(message))
