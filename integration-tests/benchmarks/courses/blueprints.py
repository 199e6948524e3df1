"""From no blueprint to five inside each other."""

import flask

import costrel
import shops
from exchange import Message, wsgi_call
from turns import take_turns

from . import Line

TITLE = "Blueprints inside each other, each with functions before, after and behind"
DEPTHS = range(6)


def measure(rounds: int, requests: int) -> list[Line]:
    """A warm hello from the innermost one."""
    lines: list[Line] = []
    for depth in DEPTHS:
        path = "".join(f"/{level}" for level in range(depth)) + "/"
        apps = {"flask": (flask.Flask, flask), "costrel": (costrel.Costrel, costrel)}
        calls = {
            name: wsgi_call(shops.nested(web, module, depth), Message(path))
            for name, (web, module) in apps.items()
        }
        times = {name: 1e6 * min(each) for name, each in take_turns(calls, rounds).items()}
        lines.append(
            {
                "depth": depth,
                "Flask us": times["flask"],
                "Costrel us": times["costrel"],
                "ratio": times["flask"] / times["costrel"],
            }
        )
    return lines
