"""A million requests, no two alike in all: whether memory grows with their number."""

import gc
import os
import sys
from collections.abc import Iterator
from io import BytesIO
from statistics import linear_regression
from typing import Any

import applications
from costrel import Costrel, g, redirect, render_template_string, request, session, url_for
from exchange import Message
from processes import STATM

from . import Line

TITLE = (
    "Memory over a million requests, of ten kinds and with changing paths, arguments and sessions"
)
SAMPLES = 20


def app() -> Costrel:
    """Most of what an application does."""
    app = Costrel(applications.__name__)
    app.secret_key = applications.SECRET_KEY
    app.before_request(lambda: setattr(g, "user", "ada"))
    app.register_error_handler(LookupError, lambda error: (f"no {error}", 410))

    @app.get("/")
    def index() -> str:
        return "Hello, World!"

    @app.get("/users/<int:number>")
    def user(number: int) -> dict[str, Any]:
        return {**applications.USER, "id": number}

    @app.get("/search")
    def search() -> str:
        return f"{request.args['q']} {request.headers.get('X-Token')}"

    @app.post("/sign")
    def sign() -> str:
        return request.form["name"]

    @app.get("/count")
    def count() -> str:
        session["count"] = session.get("count", 0) + 1
        return "counted"

    @app.get("/away/<name>")
    def away(name: str) -> Any:
        return redirect(url_for("search", q=name))

    @app.get("/page")
    def page() -> str:
        return render_template_string(applications.TEXT_TEMPLATE, name=request.args["name"])

    @app.get("/lost/<name>")
    def lost(name: str) -> str:
        raise LookupError(name)

    return app


def messages(number: int) -> list[Message]:
    """Ten requests; the number makes them unlike all before."""
    form = f"name=ada{number}".encode()
    return [
        Message(headers={"X-Request": str(number)}),
        Message(f"/users/{number}"),
        Message("/search", query=f"q={number}", headers={"X-Token": str(number)}),
        Message("/sign", "POST", body=form, content_type="application/x-www-form-urlencoded"),
        Message("/count", headers={"Cookie": f"session=forged{number}"}),
        Message(f"/away/{number}"),
        Message("/page", query=f"name={number}"),
        Message(f"/lost/{number}"),
        Message(f"/nowhere/{number}"),
        Message(f"/users/{number}", "POST"),
    ]


def measure(rounds: int, requests: int) -> list[Line]:
    """The slope of memory, and what is left of objects."""
    site = app()
    samples = [*_samples(site, requests)]
    counts, sizes, objects = zip(*samples[1:], strict=True)  # the first part warms up
    slope = linear_regression(counts, sizes).slope
    return [
        {
            "requests": requests,
            "bytes a request": slope,
            "memory after a twentieth MiB": sizes[0] / 2**20,
            "memory at the end MiB": sizes[-1] / 2**20,
            "objects more": objects[-1] - objects[0],
        }
    ]


def _samples(site: Costrel, requests: int) -> Iterator[tuple[int, int, int]]:
    step = max(10, requests // SAMPLES // 10 * 10)
    number = 0
    while number < requests:
        for group in range(number, number + step, 10):
            for message in messages(group):
                _exchange(site, message)
        number += step
        gc.collect()
        yield number, _resident(), len(gc.get_objects())


def _exchange(site: Costrel, message: Message) -> None:
    environ = {**message.environ(), "wsgi.input": BytesIO(message.body)}
    answer = site(environ, lambda status, headers, exc_info=None: None)
    for _ in answer:
        pass
    close = getattr(answer, "close", None)
    if close is not None:
        close()


def _resident() -> int:
    if not STATM.exists():
        return sys.getallocatedblocks() * 64  # an estimate where the system does not tell
    return int(STATM.read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")
