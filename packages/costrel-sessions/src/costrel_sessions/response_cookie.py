"""What a session adds to a response: its cookie, and that the answer depends on cookies."""

import re
from datetime import UTC, datetime
from functools import lru_cache
from math import floor
from typing import Any

from werkzeug.http import dump_cookie, http_date
from werkzeug.wrappers import Response

from costrel_spec import Application

TOO_LARGE = (
    "The session cookie %r has %d bytes, and MAX_COOKIE_SIZE is %d: the browser drops it and keeps"
    " the old one, so that the session's changes are lost. Keep less in the session, or keep the"
    " session on the server."
)

_set_cookie = Response.set_cookie
_vary: Any = Response.vary
_PLAIN = re.compile(r"[A-Za-z0-9._-]*")


def vary_by_cookie(response: Any) -> None:
    """Add ``Cookie`` to the header ``Vary``, as ``response.vary.add("Cookie")`` does."""
    kind: Any = response.__class__
    if kind.vary is _vary:
        for name, value in response.headers:
            if name.lower() == "vary":
                if value.lower() == "cookie":
                    return
                break
        else:
            response.headers.add("Vary", "Cookie")
            return
    response.vary.add("Cookie")


def set_cookie(
    app: Application, response: Any, name: str, value: str, expires: Any, attributes: dict[str, Any]
) -> None:
    """Set the cookie, as ``response.set_cookie`` does; one too large is an error in the log."""
    limit = response.max_cookie_size
    # Whether set_cookie is Werkzeug's, or one that writes the same.
    kind: Any = type(response)  # pyright: ignore[reportUnknownVariableType]  # of any class
    plain = getattr(kind, "plain_set_cookie", _set_cookie)
    if getattr(response.set_cookie, "__func__", None) is plain and _PLAIN.fullmatch(value):
        named, middle, end = _frame(name, **attributes)
        date = "" if expires is None else f"; Expires={_date(expires)}"
        header = f"{named}{value}{middle}{date}{end}"
        if not limit or len(header) <= limit:
            response.headers.add("Set-Cookie", header)
            return
    response.set_cookie(name, value, expires=expires, **attributes)
    # The last one is the session's; others are the application's own.
    size = max(map(len, response.headers.getlist("Set-Cookie")[-1:]), default=0)
    if limit and size > limit:
        app.logger.error(TOO_LARGE, name, size, limit)


def _date(expires: Any) -> str:
    if isinstance(expires, str):
        return expires
    if isinstance(expires, datetime) and expires.tzinfo is UTC:
        return _second(floor(expires.timestamp()))
    return http_date(expires)


_second = lru_cache(maxsize=8)(http_date)
"""The date of a second since 1970; many answers are given within one."""


@lru_cache(maxsize=64, typed=True)
def _frame(name: str, **attributes: Any) -> tuple[str, str, str]:
    """What stands before the value, after it, and after the date that may follow."""
    named = dump_cookie(name, path=None)
    domain = dump_cookie(name, path=None, domain=attributes["domain"])
    whole = dump_cookie(name, **attributes)
    return named, domain[len(named) :], whole[len(domain) :]
