"""Bottle, on WSGI."""

from collections.abc import Iterator
from typing import Any

import bottle
from bottle import Bottle, HTTPResponse, request, response

from applications import FOLDER, TEXT_TEMPLATE, THINGS, USER
from exchange import wsgi_call

from .works import Works

framework = Works(wsgi_call)

LOOKUP = [str(FOLDER / "templates")]
"""One list: Bottle caches templates by its identity."""


@framework.row("hello", "404", "405")
def hello() -> Bottle:
    """A string."""
    app = Bottle()
    app.get("/", callback=lambda: "Hello, World!")
    return app


@framework.row("json")
def dynamic_json() -> Bottle:
    """A dictionary is JSON."""
    app = Bottle()
    app.get("/users/<number:int>", callback=lambda number: {**USER, "id": number})
    return app


@framework.row("echo")
def echo() -> Bottle:
    """The parsed body again."""
    app = Bottle()
    app.post("/echo", callback=lambda: request.json)
    return app


@framework.row("query")
def query() -> Bottle:
    """Arguments with a default and a type."""
    app = Bottle()

    @app.get("/search")
    def search() -> str:
        page = request.query.get("page", 1, type=int)
        return f"{request.query['q']} {page} {request.get_header('X-Token')}"

    return app


@framework.row("form")
def form() -> Bottle:
    """Fields of a form."""
    app = Bottle()
    app.post("/sign", callback=lambda: f"{request.forms['name']} <{request.forms['mail']}>")
    return app


@framework.row("tuple")
def whole() -> Bottle:
    """Status and a header."""
    app = Bottle()

    @app.get("/")
    def index() -> str:
        response.status = 201
        response.set_header("X-Made-By", "hand")
        return "made"

    return app


@framework.row("redirect")
def redirect() -> Bottle:
    """To the URL of a named route."""
    app = _items(Bottle())
    # bottle.redirect() raises the same, with an absolute address.
    app.get("/", callback=lambda: HTTPResponse("", 302, Location=app.get_url("item", number=7)))
    return app


@framework.row("urls")
def urls() -> Bottle:
    """Ten URLs of a named route."""
    app = _items(Bottle())
    app.get("/", callback=lambda: " ".join([app.get_url("item", number=n) for n in range(10)]))
    return app


def _items(app: Bottle) -> Bottle:
    app.get("/items/<number:int>", name="item", callback=str)
    return app


@framework.row("template")
def template() -> Bottle:
    """Its adapter for Jinja."""
    app = Bottle()
    app.get("/static/<filename:path>", name="static", callback=str)

    @app.get("/")
    def index() -> Any:
        return bottle.jinja2_template(
            "page.html",
            title="Ten things",
            items=THINGS,
            url_for=app.get_url,
            template_lookup=LOOKUP,
        )

    return app


@framework.row("string")
def template_string() -> Bottle:
    """Its adapter for Jinja, which caches by the text."""
    app = Bottle()

    @app.get("/")
    def index() -> Any:
        return bottle.jinja2_template(TEXT_TEMPLATE, greeting="Hello", name="Ada", loud=True)

    return app


@framework.row("static")
def static() -> Bottle:
    """A file of a folder."""
    app = Bottle()
    folder = str(FOLDER / "static")
    app.get("/static/<path:path>", callback=lambda path: bottle.static_file(path, root=folder))
    return app


@framework.row("stream")
def stream() -> Bottle:
    """A generator of strings."""
    app = Bottle()

    @app.get("/")
    def index() -> Iterator[str]:
        response.content_type = "text/plain"
        for number in range(20):
            yield f"{number}\n"

    return app
