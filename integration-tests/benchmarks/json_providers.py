"""Print how fast costrel-msgspec is, as a ratio to the default JSON: ``json_providers.py [ROUNDS]``.

The two take turns, on payloads of three sizes and on whole requests. Their bytes are compared first.
"""

import datetime
import os
import sys
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

import applications
import costrel_msgspec.plugin
from costrel import Costrel
from exchange import wsgi_call
from rows import ROWS
from turns import take_turns

DEFAULT, OTHER = "default", "msgspec"


@dataclass
class Point:
    """What the default makes a dict of, field by field."""

    x: int
    y: float
    name: str


def person(number: int, **more: Any) -> dict[str, Any]:
    """A record as an API sends it."""
    return {
        "id": number,
        "name": f"user {number}",
        "email": f"user{number}@example.org",
        "active": number % 2 == 0,
        "score": number * 1.5,
        "tags": ["a", "b", "c"],
        "address": {"street": "Main", "city": "Paris", "zip": "12345"},
        "note": None,
        **more,
    }


MOMENT = datetime.datetime(2024, 2, 29, 12, 30, tzinfo=datetime.UTC)
PAYLOADS: dict[str, Any] = {
    "small: a user": applications.USER,
    "medium: 20 records": {"items": [*map(person, range(20))], "total": 20},
    "large: 1,000 records": [*map(person, range(1000))],
    "20 records, not ASCII": [person(number, name="Zoë Žižka") for number in range(20)],
    "20 records with UUIDs": [person(number, key=uuid.UUID(int=number)) for number in range(20)],
    "20 records with dates": [person(number, at=MOMENT) for number in range(20)],
    "20 dataclasses": [Point(number, number / 2, "point") for number in range(20)],
}
JSON_ROWS = ("json", "echo")


def pair() -> dict[str, Costrel]:
    """An application with each provider, by its name."""
    plugins: dict[str, list[Any]] = {DEFAULT: [], OTHER: [costrel_msgspec.plugin]}
    return {name: Costrel(__name__, plugins=those) for name, those in plugins.items()}


def tasks(apps: dict[str, Costrel]) -> Iterator[tuple[str, dict[str, Callable[[], Any]]]]:
    """What is measured: a title, and the call of each provider."""
    for title, payload in PAYLOADS.items():
        source = apps[DEFAULT].json.dumps(payload).encode()
        for method, argument in (("dumps", payload), ("response", payload), ("loads", source)):
            calls = {
                name: partial(getattr(app.json, method), argument) for name, app in apps.items()
            }
            yield f"{title}: {method}", calls
    for row in map(ROWS.__getitem__, JSON_ROWS):
        web, served = sys.modules[Costrel.__module__], pair()
        for app in served.values():
            row.build(web, app)
        yield (
            f"whole request: {row.title}",
            {name: wsgi_call(app, row.message()) for name, app in served.items()},
        )


def main(rounds: int = 20) -> int:
    """Compare, then measure both in turns; 1 where their answers differ."""
    apps = pair()
    for title, calls in tasks(apps):
        results = [getattr(call(), "data", None) or call() for call in calls.values()]
        if results[0] != results[1]:
            print(f"{title}: {results[0]!r} is not {results[1]!r}")
            return 1
        times = {name: min(seconds) * 1e6 for name, seconds in take_turns(calls, rounds).items()}
        ratio = times[DEFAULT] / times[OTHER]
        figures = "".join(f"{times[name]:12.2f} us" for name in (DEFAULT, OTHER))
        print(f"{title:44}{figures}{ratio:8.2f}x", flush=True)
    return 0


if __name__ == "__main__":
    os.environ["COSTREL_PLUGINS"] = ""  # of what is installed, nothing but what is named
    sys.exit(main(*map(int, sys.argv[1:])))
