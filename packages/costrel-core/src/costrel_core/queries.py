"""Names and values of ``a=1&b=2``, as in queries and forms, several times faster than by urllib."""

from collections.abc import Iterable
from typing import Any, cast
from urllib.parse import unquote

from werkzeug.datastructures import ImmutableMultiDict, MultiDict

# An immutable dictionary refuses its own method, and is filled as Werkzeug's constructor fills it.
_add_key = cast(Any, dict).setdefault


def pairs(text: str) -> list[tuple[str, str]]:
    """What ``parse_qsl`` makes of a query, with blank values; bytes that are no UTF-8 stay quoted."""
    found: list[tuple[str, str]] = []
    for field in text.replace("+", " ").split("&"):
        if field:
            name, _, value = field.partition("=")
            if "%" in field:
                if "%" in name:
                    name = unquote(name, errors="werkzeug.url_quote")
                value = unquote(value, errors="werkzeug.url_quote")
            found.append((name, value))
    return found


def stored(kind: type[MultiDict[str, str]], items: Iterable[tuple[str, str]]) -> Any:
    """A ``kind`` of the items."""
    if kind is not ImmutableMultiDict:
        return kind(items)
    made = cast(Any, ImmutableMultiDict())
    for name, value in items:
        _add_key(made, name, []).append(value)
    return made
