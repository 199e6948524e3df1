"""Where a response may send the browser."""

from __future__ import annotations

import re

import costrel_spec

_SCRIPTS = ("javascript:", "data:", "vbscript:")
# Browsers drop these in front of a URL, and tabs and line ends anywhere in it (WHATWG URL, 4.4).
_DROPPED_BEFORE = "".join(map(chr, range(33)))
_DROPPED = dict.fromkeys(map(ord, "\t\n\r"))

is_plain = re.compile(
    r"/(?!/)[\w.~%!$&'()*+,/:;=@-]*(?:\?[\w.~%!$&'()*+,/:;=?@-]+)?", re.ASCII
).fullmatch
"""Whether a location is a path, perhaps with a query, that needs no quoting in a header.

Werkzeug's ``iri_to_uri`` leaves it as it is.
"""


def checked_location(location: str) -> str:
    """``location``, unless following it would run a script in the page.

    :raises UnsafeRedirect: if its scheme is ``javascript``, ``data`` or ``vbscript``.
    """
    if location[:1] != "/":
        seen = location.translate(_DROPPED).lstrip(_DROPPED_BEFORE).lower()
        if seen.startswith(_SCRIPTS):
            raise costrel_spec.errors.UnsafeRedirect(
                f"A redirect to {location!r} was refused: the link would run a script in the page."
                " Redirect to a path or to an http or https URL, and never to unchecked input."
            )
    return location
