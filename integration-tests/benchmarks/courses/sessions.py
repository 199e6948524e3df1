"""Session cookies up to what browsers keep, 4 KB."""

import random
import string
from dataclasses import replace
from typing import Any

from flask import Flask
from flask.sessions import SecureCookieSessionInterface

import applications
from exchange import Message
from frameworks import load
from rows import ROWS
from turns import take_turns

from . import Line

TITLE = "Sessions, up to a cookie of 4 KB"
LENGTHS = (20, 900, 1900, 3900)
"""Of a random text in the session, which hardly compresses."""

_LETTERS = string.ascii_letters + string.digits + "-_"


def measure(rounds: int, requests: int) -> list[Line]:
    """Reading and writing, by the cookie's size."""
    return [_line(length, rounds) for length in LENGTHS]


def _line(length: int, rounds: int) -> Line:
    cookie = _cookie(length)
    message = Message(headers={"Cookie": f"session={cookie}"})
    line: Line = {"cookie bytes": len(cookie)}
    for row in ("read", "write"):
        calls = {}
        for name in ("flask", "costrel"):
            calls[name] = _call(name, f"session-{row}", message)
        times = {name: 1e6 * min(each) for name, each in take_turns(calls, rounds).items()}
        line[f"{row}: Flask us"] = times["flask"]
        line[f"{row}: Costrel us"] = times["costrel"]
        line[f"{row}: ratio"] = times["flask"] / times["costrel"]
    return line


def _call(framework: str, row: str, message: Message) -> Any:
    call = load(framework).prepare(replace(ROWS[row], message=lambda: message))
    if call is None:
        raise LookupError(f"{framework} has no row {row!r}.")
    return call


def _cookie(length: int) -> str:
    text = "".join(random.Random(length).choices(_LETTERS, k=length))
    app = Flask(__name__)
    app.secret_key = applications.SECRET_KEY
    serializer: Any = SecureCookieSessionInterface().get_signing_serializer(app)
    signed: str = serializer.dumps({"user": "ada", "count": 3, "text": text})
    return signed
