"""Whether two frameworks do equal work: how alike their answers have to be.

What has Flask's API gives the same answer: status, each header (in any order) and body. Another
framework gives what the row asks for: the status, the media type and the body (as a value where it
is JSON, which may be spelled in several ways), or the status and the address of a redirect, or, for
an error's page, the status. It has headers of its own.
"""

import json
from collections.abc import Callable
from urllib.parse import urljoin

from exchange import Call

_ATTEMPTS = 3
"""Answers that hold the time differ where a second ends between the two."""

_Answer = dict[str, object]


def difference(reference: Call, other: Call, same: tuple[str, ...] | None = None) -> str | None:
    """What tells the two answers apart; None where nothing does.

    ``same`` names what has to be the same; None stands for everything.
    """
    read: Callable[[Call], _Answer] = _whole if same is None else _meaning
    found = None
    for _ in range(_ATTEMPTS):
        found = _difference(read(reference), read(other), same or ("status", "headers", "body"))
        if found is None:
            break
    return found


def _whole(call: Call) -> _Answer:
    (status, headers), body = call()
    return {
        "status": status,
        "headers": sorted(_comparable(*item) for item in headers),
        "body": body,
    }


def _comparable(name: str, value: str) -> tuple[str, str]:
    # The methods come in any order (RFC 9110, 10.2.1).
    return name, ", ".join(sorted(value.split(", "))) if name == "Allow" else value


def _meaning(call: Call) -> _Answer:
    (status, items), body = call()
    headers = {name.lower(): value for name, value in items}
    media = headers.get("content-type", "").partition(";")[0].strip().lower()
    return {
        "status": status.partition(" ")[0],
        "type": media,
        "body": json.loads(body) if media == "application/json" else body,
        "location": urljoin("http://localhost:8000/", headers.get("location", "")),
    }


def _difference(reference: _Answer, other: _Answer, same: tuple[str, ...]) -> str | None:
    for part in same:
        if other[part] != reference[part]:
            return f"{part}: {reference[part]!r} and {other[part]!r}"
    return None
