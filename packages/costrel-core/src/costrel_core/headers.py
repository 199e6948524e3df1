"""Headers of a request that are found fast, and of a response that hold nothing but what HTTP allows.

What it allows is in RFC 9110, 5.1 and 5.5; the keys of a request's environment are those of PEP 3333.
"""

from __future__ import annotations

# pyright: reportPrivateUsage=false
# Private in Werkzeug: the list of names and values, which every method of its class works on.
import re
from typing import TYPE_CHECKING, Any

import werkzeug.datastructures
from werkzeug.http import dump_options_header

import costrel_spec

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

is_name = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+").fullmatch
"""Whether a text may be the name of a header."""
# Compiled when they are first needed, which few applications come to.
_VALUE = r"[\t\x20-\x7e\x80-\xff]*"
_CONTROLS = r"[\x00-\x1f\x7f]"

_COMMON = frozenset({"Content-Type", "Set-Cookie", "Vary"})
"""Names that need no check; these are added in many requests."""


def checked_name(name: str) -> str:
    """``name``, if a header may have it.

    :raises UnsafeHeader: it is empty, or has characters that would end it.
    """
    if not is_name(name):
        raise costrel_spec.errors.UnsafeHeader(
            f"{name!r} can't be the name of a header. Use ASCII letters, digits and hyphens, and"
            " never take names from unchecked input."
        )
    return name


def checked_text(what: str, text: str) -> str:
    """``text``, if it may stand in the head of a response.

    :param what: how an error calls it.
    :raises UnsafeHeader: it has control characters, or characters that no header can carry.
    """
    if (text.isascii() and text.isprintable()) or re.fullmatch(_VALUE, text):
        return text
    raise costrel_spec.errors.UnsafeHeader(
        f"{what} must not contain newline characters, other control characters or characters"
        f" outside of latin-1: {text!r}. Remove or encode them, for example with"
        " urllib.parse.quote."
    )


def checked_cookie(name: str, domain: Any, expires: Any, max_age: Any) -> None:
    """Check what a cookie is made of and Werkzeug writes as it is.

    :raises UnsafeHeader: something in it would end it, or add an attribute.
    """
    fields = {"name": name, "domain": domain, "expires": expires, "max_age": max_age}
    for field, text in fields.items():
        if isinstance(text, str) and (_breaks_cookie(text) or (field == "name" and "=" in text)):
            raise costrel_spec.errors.UnsafeHeader(
                f"The {field} of a cookie must not contain semicolons or control characters, nor"
                f" its name an equals sign, but is {text!r}. Remove or encode them, and never take"
                " it from unchecked input."
            )


def _breaks_cookie(text: str) -> bool:
    return ";" in text or (not text.isprintable() and re.search(_CONTROLS, text) is not None)


_KEYS: dict[str, str] = {}
"""The keys of a request's headers, by the names that found them, up to a number of them."""
_WITHOUT_PREFIX = frozenset({"CONTENT_TYPE", "CONTENT_LENGTH"})
"""Keys that are the name of the header."""


class EnvironHeaders(werkzeug.datastructures.EnvironHeaders):
    """Werkzeug's read-only headers, which remember the key that a name stands for."""

    def __init__(self, environ: WSGIEnvironment) -> None:  # pyright: ignore[reportMissingSuperCall]
        # All that Werkzeug's constructor does, which asks another one for it.
        self._list = []
        self.environ = environ

    def _get_key(self, key: str) -> str:
        # Werkzeug's way from a name to its value, which has an error for what is no text.
        if type(key) is str and key in _KEYS:
            return self.environ[_KEYS[key]]  # type: ignore[no-any-return]  # a header's
        value = super()._get_key(key)
        if len(_KEYS) < 256 and len(key) <= 128:
            name = key.upper().replace("-", "_")
            _KEYS[key] = name if name in _WITHOUT_PREFIX else f"HTTP_{name}"
        return value


class Headers(werkzeug.datastructures.Headers):
    """Werkzeug's headers, which refuse whatever would break out of a name or a value."""

    def add(self, key: str, value: Any, /, **kwargs: Any) -> None:
        """Add one more header; keyword arguments are parameters of its value.

        :raises UnsafeHeader: the name or the value can't be sent.
        """
        plain = key in _COMMON and type(value) is str and not kwargs
        if plain and value.isascii() and value.isprintable():
            self._list.append((key, value))
        else:
            self._list.append(_item(key, value, kwargs))

    def set(self, key: str, value: Any, /, **kwargs: Any) -> None:
        """Put a header in the place of the first one of that name, and remove the others.

        :raises UnsafeHeader: the name or the value can't be sent.
        """
        item = _item(key, value, kwargs)
        headers, lower = self._list, key.lower()
        places = [place for place, (name, _) in enumerate(headers) if name.lower() == lower]
        if not places:
            headers.append(item)
            return
        headers[places[0]] = item
        for place in reversed(places[1:]):
            del headers[place]

    def __setitem__(self, key: Any, value: Any) -> None:
        if isinstance(key, str):
            self.set(key, value)
        elif isinstance(key, slice):
            self._list[key] = [_item(name, text) for name, text in value]
        else:
            name, text = value
            self._list[key] = _item(name, text)


def _item(name: str, value: Any, parameters: dict[str, Any] | None = None) -> tuple[str, str]:
    if parameters:
        options = {key.replace("_", "-"): option for key, option in parameters.items()}
        value = dump_options_header(value, options)
    text = value if isinstance(value, str) else str(value)
    return checked_name(name), checked_text("Header values", text)
