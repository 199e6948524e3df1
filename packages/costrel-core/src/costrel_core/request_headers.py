"""The headers of a request, which its environment has under keys of their own (PEP 3333)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import werkzeug.datastructures

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

_KEYS: dict[str, str] = {}
"""The keys of headers that were found, by the names that they were asked for, up to a number of them."""


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
            _KEYS[key] = name if name in _NO_PREFIX else f"HTTP_{name}"
        return value


_NO_PREFIX = frozenset({"CONTENT_TYPE", "CONTENT_LENGTH"})
"""The headers that are in the environment under their names."""
