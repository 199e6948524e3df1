"""Quart, on ASGI: Flask's API, to await."""

from collections.abc import AsyncIterator
from typing import Any

import quart
from quart import Blueprint, Quart, g, request, session

import applications
from applications import SECRET_KEY, TEXT_TEMPLATE, THINGS, USER
from asgi import AsgiCall

from .works import Works

framework = Works(AsgiCall)


def _app() -> Quart:
    app = Quart(applications.__name__)
    app.secret_key = SECRET_KEY
    return app


@framework.row("hello", "404", "405")
def hello() -> Quart:
    """A string."""
    app = _app()

    @app.get("/")
    async def index() -> Any:
        return "Hello, World!"

    return app


@framework.row("json")
def dynamic_json() -> Quart:
    """A dictionary is JSON."""
    app = _app()

    @app.get("/users/<int:number>")
    async def user(number: int) -> Any:
        return {**USER, "id": number}

    return app


@framework.row("echo")
def echo() -> Quart:
    """JSON in and out."""
    app = _app()

    @app.post("/echo")
    async def view() -> Any:
        return await request.get_json()

    return app


@framework.row("query")
def query() -> Quart:
    """Arguments and a header."""
    app = _app()

    @app.get("/search")
    async def search() -> Any:
        page = request.args.get("page", 1, type=int)
        return f"{request.args['q']} {page} {request.headers.get('X-Token')}"

    return app


@framework.row("form")
def form() -> Quart:
    """Fields of a form."""
    app = _app()

    @app.post("/sign")
    async def sign() -> Any:
        fields = await request.form
        return f"{fields['name']} <{fields['mail']}>"

    return app


@framework.row("tuple")
def whole() -> Quart:
    """Body, status and headers."""
    app = _app()

    @app.get("/")
    async def index() -> Any:
        return "made", 201, {"X-Made-By": "hand"}

    return app


@framework.row("redirect")
def redirect() -> Quart:
    """To the URL of an endpoint."""
    app = _items()

    @app.get("/")
    async def index() -> Any:
        return quart.redirect(quart.url_for("item", number=7))

    return app


@framework.row("urls")
def urls() -> Quart:
    """Ten URLs of an endpoint."""
    app = _items()

    @app.get("/")
    async def index() -> Any:
        return " ".join([quart.url_for("item", number=number) for number in range(10)])

    return app


def _items() -> Quart:
    app = _app()

    @app.get("/items/<int:number>")
    async def item(number: int) -> Any:
        return str(number)

    return app


class OutOfStock(Exception):
    """What the application raises."""


@framework.row("handler")
def handler() -> Quart:
    """A function for a class of exceptions."""
    app = _app()

    @app.errorhandler(OutOfStock)
    async def sold_out(error: OutOfStock) -> Any:
        return f"sold out: {error}", 409

    @app.get("/")
    async def index() -> Any:
        raise OutOfStock("lamps")

    return app


@framework.row("blueprints")
def blueprints() -> Quart:
    """Two, nested, with functions before and after the request."""
    app = _app()
    outer = Blueprint("outer", __name__, url_prefix="/outer")
    inner = Blueprint("inner", __name__, url_prefix="/inner")
    for blueprint in (outer, inner):
        _add_hooks(blueprint)

    @inner.get("/")
    async def index() -> Any:
        return g.user

    outer.register_blueprint(inner)
    app.register_blueprint(outer)
    return app


def _add_hooks(blueprint: Blueprint) -> None:
    @blueprint.before_request
    async def before() -> None:
        g.user = "ada"

    @blueprint.after_request
    async def after(response: Any) -> Any:
        return response

    @blueprint.teardown_request
    async def teardown(error: Any) -> None:
        pass


@framework.row("session-read")
def session_read() -> Quart:
    """From the signed cookie."""
    app = _app()

    @app.get("/")
    async def index() -> Any:
        return session["user"]

    return app


@framework.row("session-write")
def session_write() -> Quart:
    """Into a new signed cookie."""
    app = _app()

    @app.get("/")
    async def index() -> Any:
        session["count"] += 1
        return "counted"

    return app


@framework.row("template")
def template() -> Quart:
    """Jinja."""
    app = _app()

    @app.get("/")
    async def index() -> Any:
        return await quart.render_template("page.html", title="Ten things", items=THINGS)

    return app


@framework.row("string")
def template_string() -> Quart:
    """Jinja from a string."""
    app = _app()

    @app.get("/")
    async def index() -> Any:
        return await quart.render_template_string(
            TEXT_TEMPLATE, greeting="Hello", name="Ada", loud=True
        )

    return app


@framework.row("static")
def static() -> Quart:
    """A file of its static folder, read on a thread."""
    return _app()


@framework.row("stream")
def stream() -> Quart:
    """An asynchronous generator."""
    app = _app()

    @app.get("/")
    async def index() -> Any:
        return chunks(), {"Content-Type": "text/plain"}

    async def chunks() -> AsyncIterator[str]:
        for number in range(20):
            yield f"{number}\n"

    return app
