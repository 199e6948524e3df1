"""The signed text of a cookie: payload, time and signature, as itsdangerous writes it.

The form is that of ``URLSafeTimedSerializer``, byte for byte: three fields in URL-safe base64 with
a dot between them. The payload begins with another dot where it is compressed. The last field signs
all before it. Every cookie opened here, itsdangerous opens with the same result; the reverse holds
for all that it writes, but not for other spellings of a signature, which it takes for equal.
"""

from collections.abc import Callable
from functools import lru_cache
from hmac import compare_digest
from typing import Any

from . import base64url, compression
from .signature import Signature

_LONGEST_TIME = 8


class Envelope:
    """Closes and opens the cookies of one set of secret keys.

    :param keys: from the oldest to the newest; the newest signs, each of them verifies.
    """

    __slots__ = ("_newest", "_older")

    def __init__(self, keys: tuple[bytes, ...], salt: bytes, digest: Callable[..., Any]) -> None:
        # The secret key itself signs nothing but the salt: what comes out is the key that signs.
        self._newest, *self._older = [
            Signature(Signature(key, digest).code(salt), digest) for key in reversed(keys)
        ]

    def close(self, content: bytes, now: int) -> str:
        """The cookie that holds ``content``, signed at the time ``now`` in seconds."""
        packed = compression.compressed(content)
        payload = base64url.encode(content if packed is None else packed)
        signed = (b"" if packed is None else b".") + payload + b"." + _stamp(now)
        return (signed + b"." + self._newest.text(signed)).decode("ascii")

    def open(self, cookie: str, max_age: int, now: int) -> bytes:
        """What ``cookie`` holds; ValueError where nobody signed it, or too long ago."""
        signed, _, signature = cookie.encode("ascii").rpartition(b".")
        # The text is compared, not what it stands for: base64 spells one code in several ways.
        if not compare_digest(self._newest.text(signed), signature) and not any(
            compare_digest(key.text(signed), signature) for key in self._older
        ):
            raise ValueError("No key verifies the cookie's signature.")
        payload, dot, time = signed.rpartition(b".")
        if not dot:
            raise ValueError("The cookie does not tell when it was signed.")
        if not 0 <= now - _moment(time) <= max_age:
            raise ValueError(f"The cookie was not signed within the last {max_age} seconds.")
        if payload.startswith(b"."):
            return compression.decompress(base64url.decode(payload[1:]))
        return base64url.decode(payload)


@lru_cache(maxsize=8)
def _stamp(moment: int) -> bytes:
    """The text that stands for a time in seconds."""
    return base64url.encode(moment.to_bytes(_LONGEST_TIME, "big").lstrip(b"\0"))


@lru_cache(maxsize=256)
def _moment(stamp: bytes) -> int:
    """The time that a text stands for."""
    moment = base64url.decode(stamp)
    if len(moment) > _LONGEST_TIME:
        raise ValueError("The cookie does not tell when it was signed.")
    return int.from_bytes(moment, "big")


@lru_cache(maxsize=64)
def envelope(keys: tuple[bytes, ...], salt: str, digest: Callable[..., Any]) -> Envelope:
    """The envelope of these keys, made once."""
    return Envelope(keys, salt.encode(), digest)
