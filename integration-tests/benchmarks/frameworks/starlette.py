"""Starlette, on ASGI."""

from collections.abc import Callable, Iterable
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import (
    HTMLResponse,
    JSONResponse,
    RedirectResponse,
    Response,
    StreamingResponse,
)
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from applications import FOLDER, USER
from asgi import AsgiCall

from .works import Works

framework = Works(AsgiCall)


def _app(path: str, view: Callable[[Request], Any], method: str = "GET") -> Starlette:
    return Starlette(
        routes=[
            Route(path, view, methods=[method]),
            Route("/items/{number:int}", view, name="item"),
        ]
    )


@framework.row("hello", "404", "405")
def hello() -> Starlette:
    """A string."""

    async def index(request: Request) -> Response:
        return HTMLResponse("Hello, World!")

    return _app("/", index)


@framework.row("json")
def dynamic_json() -> Starlette:
    """A converter in the path."""

    async def user(request: Request) -> Response:
        return JSONResponse({**USER, "id": request.path_params["number"]})

    return _app("/users/{number:int}", user)


@framework.row("echo")
def echo() -> Starlette:
    """JSON in and out."""

    async def view(request: Request) -> Response:
        return JSONResponse(await request.json())

    return _app("/echo", view, "POST")


@framework.row("query")
def query() -> Starlette:
    """Arguments and a header."""

    async def search(request: Request) -> Response:
        arguments = request.query_params
        page = int(arguments.get("page", 1))
        return HTMLResponse(f"{arguments['q']} {page} {request.headers.get('X-Token')}")

    return _app("/search", search)


@framework.row("form")
def form() -> Starlette:
    """Fields of a form."""

    async def sign(request: Request) -> Response:
        fields = await request.form()
        return HTMLResponse(f"{fields['name']} <{fields['mail']}>")

    return _app("/sign", sign, "POST")


@framework.row("tuple")
def whole() -> Starlette:
    """Status and a header."""

    async def index(request: Request) -> Response:
        return HTMLResponse("made", 201, headers={"X-Made-By": "hand"})

    return _app("/", index)


@framework.row("redirect")
def redirect() -> Starlette:
    """To the URL of a named route."""

    async def index(request: Request) -> Response:
        return RedirectResponse(request.app.url_path_for("item", number=7), 302)

    return _app("/", index)


@framework.row("urls")
def urls() -> Starlette:
    """Ten URLs of a named route."""

    async def index(request: Request) -> Response:
        build = request.app.url_path_for
        return HTMLResponse(" ".join([build("item", number=number) for number in range(10)]))

    return _app("/", index)


class OutOfStock(Exception):
    """What the application raises."""


@framework.row("handler")
def handler() -> Starlette:
    """A function for a class of exceptions."""

    async def index(request: Request) -> Response:
        raise OutOfStock("lamps")

    async def sold_out(request: Request, error: Exception) -> Response:
        return HTMLResponse(f"sold out: {error}", 409)

    return Starlette(routes=[Route("/", index)], exception_handlers={OutOfStock: sold_out})


@framework.row("static")
def static() -> Starlette:
    """A file of a folder, read on a thread."""
    return Starlette(routes=[Mount("/static", StaticFiles(directory=FOLDER / "static"))])


@framework.row("stream")
def stream() -> Starlette:
    """An asynchronous generator of strings."""

    async def index(request: Request) -> Response:
        return StreamingResponse(_chunks(range(20)), media_type="text/plain")

    return _app("/", index)


async def _chunks(numbers: Iterable[int]) -> Any:
    for number in numbers:
        yield f"{number}\n"
