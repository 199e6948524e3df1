"""Pyramid, on WSGI. It answers a wrong method with 404, so it has no row 405."""

from collections.abc import Callable
from typing import Any

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPFound
from pyramid.request import Request
from pyramid.response import Response

from applications import FOLDER, USER
from exchange import wsgi_call

from .works import Works

framework = Works(wsgi_call)


def _app(path: str, view: Callable[[Request], Any], **options: Any) -> Any:
    config = Configurator()
    config.add_route("item", r"/items/{number:\d+}")
    config.add_route("index", path)
    config.add_view(view, route_name="index", **options)
    return config.make_wsgi_app()


@framework.row("hello", "404")
def hello() -> Any:
    """A string."""
    return _app("/", lambda request: Response("Hello, World!"))


@framework.row("json")
def dynamic_json() -> Any:
    """Its renderer for JSON."""

    def user(request: Request) -> Any:
        return {**USER, "id": int(request.matchdict["number"])}

    return _app(r"/users/{number:\d+}", user, renderer="json")


@framework.row("echo")
def echo() -> Any:
    """The parsed body again."""
    return _app("/echo", lambda request: request.json_body, renderer="json", request_method="POST")


@framework.row("query")
def query() -> Any:
    """Arguments and a header."""

    def search(request: Request) -> Response:
        page = int(request.GET.get("page", 1))
        return Response(f"{request.GET['q']} {page} {request.headers.get('X-Token')}")

    return _app("/search", search)


@framework.row("form")
def form() -> Any:
    """Fields of a form."""

    def sign(request: Request) -> Response:
        return Response(f"{request.POST['name']} <{request.POST['mail']}>")

    return _app("/sign", sign, request_method="POST")


@framework.row("tuple")
def whole() -> Any:
    """Status and a header."""

    def index(request: Request) -> Response:
        response = Response("made", 201)
        response.headers["X-Made-By"] = "hand"
        return response

    return _app("/", index)


@framework.row("redirect")
def redirect() -> Any:
    """To the URL of a named route."""
    return _app("/", lambda request: HTTPFound(request.route_path("item", number=7)))


@framework.row("urls")
def urls() -> Any:
    """Ten URLs of a named route."""

    def index(request: Request) -> Response:
        return Response(" ".join([request.route_path("item", number=n) for n in range(10)]))

    return _app("/", index)


class OutOfStock(Exception):
    """What the application raises."""


@framework.row("handler")
def handler() -> Any:
    """A view of exceptions."""
    config = Configurator()

    def index(request: Request) -> Response:
        raise OutOfStock("lamps")

    def sold_out(error: OutOfStock, request: Request) -> Response:
        return Response(f"sold out: {error}", 409)

    config.add_route("index", "/")
    config.add_view(index, route_name="index")
    config.add_exception_view(sold_out, context=OutOfStock)
    return config.make_wsgi_app()


@framework.row("static")
def static() -> Any:
    """A file of a folder."""
    config = Configurator()
    config.add_static_view("static", str(FOLDER / "static"))
    return config.make_wsgi_app()


@framework.row("stream")
def stream() -> Any:
    """A generator of bytes."""

    def index(request: Request) -> Response:
        chunks = (f"{number}\n".encode() for number in range(20))
        return Response(app_iter=chunks, content_type="text/plain")

    return _app("/", index)
