"""Bare Werkzeug: its map, request and response, and the ten lines that tie them together."""

import json
from collections.abc import Callable
from typing import Any

from werkzeug import Request, Response
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map, MapAdapter, Rule
from werkzeug.utils import redirect as redirect_to

from applications import USER
from exchange import wsgi_call

from .works import Works

framework = Works(wsgi_call)

View = Callable[..., Response]


def _app(path: str, view: View, method: str = "GET") -> Any:
    """A WSGI application; ``view`` is given the request, the adapter and the path's arguments."""
    item = Rule("/items/<int:number>", endpoint=lambda request, urls, number: Response(str(number)))
    url_map = Map([Rule(path, endpoint=view, methods=[method]), item])
    names = {"item": item.endpoint}

    class Urls:
        def __init__(self, adapter: MapAdapter) -> None:
            self._adapter = adapter

        def build(self, name: str, **values: Any) -> str:
            return self._adapter.build(names[name], values)

    def answer(environ: Any, start_response: Any) -> Any:
        request = Request(environ)
        adapter = url_map.bind_to_environ(environ)
        response: Any
        try:
            endpoint, values = adapter.match()
            response = endpoint(request, Urls(adapter), **values)
        except HTTPException as error:
            response = error
        return response(environ, start_response)

    return answer


def _html(text: str, status: int = 200, headers: Any = None) -> Response:
    return Response(text, status, headers, mimetype="text/html")


def _json(value: object) -> Response:
    return Response(json.dumps(value), mimetype="application/json")


@framework.row("hello", "404", "405")
def hello() -> Any:
    """A string."""
    return _app("/", lambda request, urls: _html("Hello, World!"))


@framework.row("json")
def dynamic_json() -> Any:
    """The standard library's JSON."""
    return _app("/users/<int:number>", lambda request, urls, number: _json({**USER, "id": number}))


@framework.row("echo")
def echo() -> Any:
    """The parsed body again."""
    return _app("/echo", lambda request, urls: _json(request.get_json()), "POST")


@framework.row("query")
def query() -> Any:
    """Arguments and a header."""

    def search(request: Request, urls: Any) -> Response:
        page = request.args.get("page", 1, type=int)
        return _html(f"{request.args['q']} {page} {request.headers.get('X-Token')}")

    return _app("/search", search)


@framework.row("form")
def form() -> Any:
    """Fields of a form."""

    def sign(request: Request, urls: Any) -> Response:
        return _html(f"{request.form['name']} <{request.form['mail']}>")

    return _app("/sign", sign, "POST")


@framework.row("tuple")
def whole() -> Any:
    """Status and a header."""
    return _app("/", lambda request, urls: _html("made", 201, {"X-Made-By": "hand"}))


@framework.row("redirect")
def redirect() -> Any:
    """To the URL of a rule."""
    return _app("/", lambda request, urls: redirect_to(urls.build("item", number=7)))


@framework.row("urls")
def ten_urls() -> Any:
    """Ten URLs of a rule."""
    return _app(
        "/",
        lambda request, urls: _html(" ".join([urls.build("item", number=n) for n in range(10)])),
    )


@framework.row("stream")
def stream() -> Any:
    """A generator of strings."""

    def index(request: Request, urls: Any) -> Response:
        return Response((f"{number}\n" for number in range(20)), mimetype="text/plain")

    return _app("/", index)
