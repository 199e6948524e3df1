"""Headers of a response, made at once where nothing about them is in doubt."""

from __future__ import annotations

from itertools import repeat
from typing import Any

from werkzeug.utils import get_content_type

from .headers import checked_text, is_name

Header = tuple[str, str]

LENGTHS = tuple(zip(repeat("Content-Length"), map(str, range(256))))
"""The header that tells the size of a body, for small ones; each more is time that importing takes."""
CONTENT_TYPES: dict[str, Header] = {}
"""The header of each mimetype that was seen, up to a number of them (ADR 12)."""

REWRITTEN = frozenset({"location", "content-location", "content-length"})
"""What get_wsgi_headers would rewrite, in lower case; any other header goes out as it is."""
UNTOUCHED = frozenset({"Content-Type", "Content-Length", "Vary", "Set-Cookie", "Cache-Control"})
"""Common headers that are none of these."""


def content_type(mimetype: str) -> Header:
    """The header of a mimetype, with the charset where there is one.

    :raises UnsafeHeader: it would break out of the header.
    """
    value = checked_text("Header values", get_content_type(mimetype, "utf-8"))
    header = ("Content-Type", value)
    if len(CONTENT_TYPES) < 256 and len(mimetype) <= 128:
        CONTENT_TYPES[mimetype] = header
    return header


def plain_headers(given: Any, mimetype: str | None, default: str | None) -> list[Header] | None:
    """What a response makes of the headers it is given and the mimetype; None where in doubt.

    :param default: the mimetype where neither tells one.
    """
    kind: Any = type(given)  # pyright: ignore[reportUnknownVariableType]  # any
    if kind is not dict and kind is not list and given != ():
        return None
    items: Any = given
    if kind is dict:
        items = given.items()
    elif not all(type(item) is tuple and len(item) == 2 for item in given):
        return None
    headers: list[Header] = []
    typed = False
    for item in items:
        name, value = item
        if type(name) is not str or type(value) is not str:
            return None
        if not (value.isascii() and value.isprintable() and is_name(name)):
            return None
        if len(name) in {12, 14}:
            lower = name.lower()
            if lower == "content-length" or (
                lower == "content-type" and (typed or mimetype is not None)
            ):
                return None
            typed = typed or lower == "content-type"
        elif len(name) in {8, 16} and name.lower() in REWRITTEN:
            return None
        headers.append(item)
    if mimetype is None and not typed:
        mimetype = default
    if mimetype is not None:
        headers.append(CONTENT_TYPES.get(mimetype) or content_type(mimetype))
    return headers
