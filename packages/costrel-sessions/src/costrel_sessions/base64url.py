"""Base64 with the URL-safe alphabet and without padding, as itsdangerous writes it."""

from binascii import a2b_base64, b2a_base64

_TO_URL = bytes.maketrans(b"+/", b"-_")
_FROM_URL = bytes.maketrans(b"-_", b"+/")


def encode(data: bytes) -> bytes:
    """The text that stands for ``data``."""
    return b2a_base64(data, newline=False).translate(_TO_URL, b"=")


def decode(text: bytes) -> bytes:
    """The data that ``text`` stands for; ValueError where it stands for none.

    Bytes outside the alphabet are skipped: decode only what a signature vouches for.
    """
    return a2b_base64(text.translate(_FROM_URL) + b"=" * (-len(text) % 4))
