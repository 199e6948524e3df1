"""Falcon, on WSGI. It builds no URLs, and has no templates."""

from typing import Any

import falcon
from falcon import App, Request, Response

from applications import FOLDER, USER
from exchange import wsgi_call

from .works import Works

framework = Works(wsgi_call)


def _app(path: str, resource: object) -> App:
    app = App(media_type=falcon.MEDIA_HTML)
    app.add_route(path, resource)
    return app


class Hello:
    """A string."""

    def on_get(self, request: Request, response: Response) -> None:
        response.text = "Hello, World!"


@framework.row("hello", "404", "405")
def hello() -> App:
    """A string."""
    return _app("/", Hello())


class User:
    """A dictionary as JSON."""

    def on_get(self, request: Request, response: Response, number: int) -> None:
        response.content_type = falcon.MEDIA_JSON
        response.media = {**USER, "id": number}


@framework.row("json")
def dynamic_json() -> App:
    """A converter in the path."""
    return _app("/users/{number:int}", User())


class Echo:
    """The parsed body again."""

    def on_post(self, request: Request, response: Response) -> None:
        response.content_type = falcon.MEDIA_JSON
        response.media = request.get_media()


@framework.row("echo")
def echo() -> App:
    """JSON in and out."""
    return _app("/echo", Echo())


class Search:
    """Arguments with a default and a type."""

    def on_get(self, request: Request, response: Response) -> None:
        page = request.get_param_as_int("page", default=1)
        response.text = f"{request.get_param('q')} {page} {request.get_header('X-Token')}"


@framework.row("query")
def query() -> App:
    """Arguments and a header."""
    return _app("/search", Search())


class Sign:
    """Fields of a form."""

    def on_post(self, request: Request, response: Response) -> None:
        form = request.get_media()
        response.text = f"{form['name']} <{form['mail']}>"


@framework.row("form")
def form() -> App:
    """Its media handler for forms."""
    return _app("/sign", Sign())


class Made:
    """Status and a header."""

    def on_get(self, request: Request, response: Response) -> None:
        response.status = 201
        response.set_header("X-Made-By", "hand")
        response.text = "made"


@framework.row("tuple")
def whole() -> App:
    """Status, header and body."""
    return _app("/", Made())


class OutOfStock(Exception):
    """What the application raises."""


class Lamps:
    """It fails."""

    def on_get(self, request: Request, response: Response) -> None:
        raise OutOfStock("lamps")


@framework.row("handler")
def handler() -> App:
    """A function for a class of exceptions."""
    app = _app("/", Lamps())

    def sold_out(request: Request, response: Response, error: Any, params: object) -> None:
        response.status = 409
        response.text = f"sold out: {error}"

    app.add_error_handler(OutOfStock, sold_out)
    return app


@framework.row("static")
def static() -> App:
    """A file of a folder."""
    app = App()
    app.add_static_route("/static", str(FOLDER / "static"))
    return app


class Numbers:
    """Twenty chunks."""

    def on_get(self, request: Request, response: Response) -> None:
        response.content_type = falcon.MEDIA_TEXT
        response.stream = (f"{number}\n".encode() for number in range(20))


@framework.row("stream")
def stream() -> App:
    """A generator of bytes."""
    return _app("/", Numbers())
