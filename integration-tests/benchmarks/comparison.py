"""Whether two frameworks do equal work: their answers must be equal."""

from exchange import Call

_ATTEMPTS = 3
"""Answers that hold the time differ where a second ends between the two."""


def difference(reference: Call, other: Call) -> str | None:
    """What tells the two answers apart; None where nothing does."""
    found = None
    for _ in range(_ATTEMPTS):
        found = _difference(_answer(reference), _answer(other))
        if found is None:
            break
    return found


_Answer = dict[str, object]


def _answer(call: Call) -> _Answer:
    (status, headers), body = call()
    return {
        "status": status,
        "headers": sorted(_comparable(*item) for item in headers),
        "body": body,
    }


def _comparable(name: str, value: str) -> tuple[str, str]:
    # The methods come in any order (RFC 9110, 10.2.1).
    return name, ", ".join(sorted(value.split(", "))) if name == "Allow" else value


def _difference(reference: _Answer, other: _Answer) -> str | None:
    for part, value in reference.items():
        if other[part] != value:
            return f"{part}: {value!r} and {other[part]!r}"
    return None
