"""JSON text by msgspec, where it is the text that the standard library would write."""

from collections.abc import Callable
from json.encoder import encode_basestring_ascii
from typing import Any

from msgspec.json import Decoder, Encoder
from msgspec.json import format as laid_out

from .kinds import told_alike

# With sorted keys msgspec refuses all that are no strings. It has another order for them.
_sorted = Encoder(order="sorted", decimal_format="string", uuid_format="canonical").encode
_as_given = Encoder(decimal_format="string", uuid_format="canonical").encode

_DELETE = 0x7F
_BACKSLASH = 0x5C
_LEADS = range(0xF0, 0xF5)
"""The first bytes of characters that UTF-8 writes in four, and JSON as two escapes."""

decode: Callable[[str | bytes], Any] = Decoder().decode
"""The object that JSON text describes; some exception where msgspec knows of none."""


def written(obj: Any, sort_keys: bool, ensure_ascii: bool, records: bool) -> bytes | None:
    """``obj`` as JSON without spaces; None where msgspec can't tell or would tell it otherwise.

    :param records: whether objects count of whose class the text is known, such as dataclasses.
    """
    try:
        # First, for what msgspec wrote to the end has neither circles nor too deep a nesting.
        text = (_sorted if sort_keys else _as_given)(obj)
        # As keys, which nothing but the order excludes, UUIDs and decimals are no JSON.
        if not told_alike(obj, records and sort_keys):
            return None
    except Exception:  # noqa: BLE001  # the standard library shall say what is wrong, if anything is
        return None
    if ensure_ascii and (_DELETE in text or not text.isascii()):
        return _escaped(text)
    return text


def _escaped(text: bytes) -> bytes:
    """JSON text without spaces, with escapes for all characters but those that ASCII can print."""
    if any(lead in text for lead in _LEADS) or (_BACKSLASH in text and b"\\x" in text):
        # The text as a JSON string has those escapes, and a backslash before each quote and
        # backslash, which is taken away again: first the quotes', then what is left stands in pairs.
        string = encode_basestring_ascii(text.decode())[1:-1]
        return string.replace('\\"', '"').replace("\\\\", "\\").encode()
    # Python's own escapes, which are JSON's but for characters of one byte, and are made faster.
    plain = text.decode().encode("ascii", "backslashreplace")
    return b"\\u00".join(plain.split(b"\\x")).replace(b"\x7f", b"\\u007f")


def spaced(text: bytes) -> bytes:
    """JSON text without spaces, with one after each comma and colon."""
    return laid_out(text, indent=0)
