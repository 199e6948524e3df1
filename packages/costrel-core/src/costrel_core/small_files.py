"""Small files that are sent again: their headers are remembered, their content is read anew.

Werkzeug answers the first request for a file. What it made of the file's name, time and size holds
while these stay as they are, so that a later plain request costs opening and reading, and nothing
is worked out twice. Files are known by the words of the request that found them: a path that was
not found before is never looked up here, and none gets past Werkzeug's checks.
"""

import mimetypes
import os
from functools import lru_cache
from posixpath import normpath, splitext
from time import time
from typing import Any, NamedTuple

from werkzeug.http import http_date
from werkzeug.wrappers import Response as WerkzeugResponse

from .responses import Response

LIMIT = 64 * 1024
"""The size up to which a file is read at once; a larger one is left to the server."""

CAPACITY = 1024
"""How many files are known at most, in the whole process (ADR 12)."""

_OPENING = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
_CONDITIONS = frozenset({"HTTP_IF_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_RANGE"})

Key = tuple[str, str, str]
"""The application's root path, the directory and the path in it, as they were given."""

_State = tuple[float, int]
_Naming = tuple[str | None, str | None, str | None]

_date = lru_cache(maxsize=64)(http_date)


class SmallFile(NamedTuple):
    """A file that was sent, and the headers it was sent with."""

    path: str
    suffix: str
    state: _State
    naming: _Naming
    max_age: int | None
    headers: tuple[tuple[str, str], ...]
    etag: str
    date: int
    """Which of the headers is ``Date``."""
    expires: int | None
    """Which of the headers is ``Expires``, if there is a ``max_age``."""

    def answer(self, environ: dict[str, Any], max_age: int | None) -> Response | None:
        """A response with the file as it is now; None where Werkzeug must look at it again."""
        wanted = environ.get("HTTP_IF_NONE_MATCH", self.etag)
        if (wanted, max_age, _naming(self.suffix)) != (self.etag, self.max_age, self.naming):
            return None
        content = self._content()
        if content is None:
            return None
        response = Response(content, direct_passthrough=True)
        # The list itself: Headers would search and check it once for each header.
        response.headers._list = self._dated_headers()  # pyright: ignore[reportPrivateUsage]
        if "HTTP_IF_NONE_MATCH" in environ:
            response.status_code = 304
        return response

    def _dated_headers(self) -> list[tuple[str, str]]:
        headers = [*self.headers]
        now = time()
        headers[self.date] = ("Date", _date(int(now)))
        if self.max_age is not None and self.expires is not None:
            headers[self.expires] = ("Expires", _date(int(now + self.max_age)))
        return headers

    def _content(self) -> bytes | None:
        """What is in the file; None if it is not the file that was sent."""
        try:
            file = os.open(self.path, _OPENING)
            try:
                same = _state(os.fstat(file)) == self.state
                content = os.read(file, LIMIT) if same else None
            finally:
                os.close(file)
        except OSError:
            return None
        return None if content is None or len(content) != self.state[1] else content


_known: dict[Key, SmallFile] = {}
known = _known.get
"""The file that was sent before in answer to these words."""


def whole(environ: dict[str, Any]) -> bool:
    """Whether a request is for all of a file, or for nothing if it has the file's current ETag."""
    return environ["REQUEST_METHOD"] in {"GET", "HEAD"} and _CONDITIONS.isdisjoint(environ)


def remember(key: Key, response: WerkzeugResponse) -> None:
    """Know from now on the file that ``response`` answers a request for all of it with."""
    path = os.path.join(*key)
    suffix = splitext(path)[1]
    # The plainest of the paths that lead there, and a name whose last suffix alone says the type.
    if normpath(key[2]) != key[2] or ":" in key[2] or _naming(suffix)[1:] != (None, None):
        return
    try:
        state = _state(os.stat(path))
    except OSError:
        return
    modified, size = state
    etag = response.headers.get("ETag", "")
    # The tag tells the state that Werkzeug saw.
    if size <= LIMIT and etag.startswith(f'"{modified}-{size}-'):
        if len(_known) >= CAPACITY:
            _known.clear()
        _known[key] = _small_file(path, suffix, state, etag, response)


def _small_file(
    path: str, suffix: str, state: _State, etag: str, response: WerkzeugResponse
) -> SmallFile:
    headers = tuple(response.headers)
    names = [name for name, _ in headers]
    max_age = response.cache_control.max_age
    expires = None if max_age is None else names.index("Expires")
    date = names.index("Date")
    return SmallFile(path, suffix, state, _naming(suffix), max_age, headers, etag, date, expires)


def _state(stat: os.stat_result) -> _State:
    return stat.st_mtime, stat.st_size


def _naming(suffix: str) -> _Naming:
    """What the registry of types, which may change, says of a file's suffix."""
    lower = suffix.lower()
    return (
        mimetypes.types_map.get(lower),
        mimetypes.encodings_map.get(suffix),
        mimetypes.suffix_map.get(lower),
    )
