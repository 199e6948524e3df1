"""Names and values of ``a=1&b=2``, as in queries and forms, several times faster than by urllib."""

from __future__ import annotations

from typing import Any, cast
from urllib.parse import unquote

from werkzeug.datastructures import ImmutableMultiDict, MultiDict

# An immutable dictionary refuses its own method, and is filled as Werkzeug's constructor fills it.
_add_key = cast(Any, dict).setdefault
_new = cast(Any, dict).__new__
_DIGITS = "0123456789abcdefABCDEF"
_CHARACTERS = {high + low: chr(int(high + low, 16)) for high in "01234567" for low in _DIGITS}
"""The characters of ASCII by their escapes, without the percent sign."""


def pairs(text: str) -> list[tuple[str, str]]:
    """What ``parse_qsl`` makes of a query, with blank values; bytes that are no UTF-8 stay quoted."""
    found: list[tuple[str, str]] = []
    for field in text.replace("+", " ").split("&"):
        if field:
            name, _, value = field.partition("=")
            if "%" in field:
                name, value = _unquoted(name), _unquoted(value)
            found.append((name, value))
    return found


def _unquoted(text: str) -> str:
    first, *others = text.split("%")
    made = [first]
    for other in others:
        character = _CHARACTERS.get(other[:2])
        if character is None:  # of several bytes, or no escape
            return unquote(text, errors="werkzeug.url_quote")
        made += character, other[2:]
    return "".join(made)


def fields_of(text: str, kind: type[MultiDict[str, str]]) -> Any:
    """The names and values as a ``kind``."""
    if kind is not ImmutableMultiDict:
        return kind(pairs(text))
    made = _new(ImmutableMultiDict)
    if "%" in text:
        for name, value in pairs(text):
            _add_key(made, name, []).append(value)
    else:
        # Most queries are plain: they are read as ``pairs`` reads them, and stored at once.
        if "+" in text:
            text = text.replace("+", " ")
        for field in text.split("&"):
            if field:
                name, _, value = field.partition("=")
                _add_key(made, name, []).append(value)
    return made
