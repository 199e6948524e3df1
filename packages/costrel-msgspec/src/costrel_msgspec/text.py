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
        return _escaped(text.decode()).encode()
    return text


def _escaped(text: str) -> str:
    """JSON text without spaces, with escapes for all characters but those that ASCII can print."""
    if "\\x" not in text and "\\U" not in text:
        # Python's escapes differ for characters of one byte, and for those that JSON makes two of.
        plain = text.encode("ascii", "backslashreplace").decode()
        if "\\U" not in plain:
            return plain.replace("\\x", "\\u00").replace("\x7f", "\\u007f")
    # The text as a JSON string has those escapes, and a backslash before each quote and backslash,
    # which is taken away again: first the quotes', so that what is left stands in pairs.
    return encode_basestring_ascii(text)[1:-1].replace('\\"', '"').replace("\\\\", "\\")


def spaced(text: bytes) -> bytes:
    """JSON text without spaces, with one after each comma and colon."""
    return laid_out(text, indent=0)
