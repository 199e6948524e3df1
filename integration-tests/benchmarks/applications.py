"""The applications that are measured: written once, for Flask and for what has Flask's API."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from flask import Flask
from flask.sessions import SecureCookieSessionInterface

from exchange import Message
from rows import ADDRESS, STATUS, row

FOLDER = Path(__file__).parent
"""Where ``static`` and ``templates`` are."""

SECRET_KEY = "as every real application has one"

USER = {"id": 42, "name": "Ada Lovelace", "email": "ada@example.org", "roles": ["admin", "author"]}
THINGS = ["ale", "bottle", "bowl", "cask", "costrel", "cup", "ewer", "flask", "jug", "keg"]
TEXT_TEMPLATE = "<p>{{ greeting }}, {{ name }}!</p>{% if loud %}<b>!</b>{% endif %}"


def session_cookie() -> Message:
    """A request with a session that was signed just now."""
    app = Flask(__name__)
    app.secret_key = SECRET_KEY
    serializer: Any = SecureCookieSessionInterface().get_signing_serializer(app)
    return Message(headers={"Cookie": "session=" + serializer.dumps({"user": "ada", "count": 3})})


@row("hello", 14)
def hello(web: Any, app: Any) -> None:
    """Hello (str)."""

    @app.route("/")
    def index() -> Any:
        return "Hello, World!"


@row("json", 10, Message("/users/42"))
def dynamic_json(web: Any, app: Any) -> None:
    """Dynamic route, dict -> JSON."""

    @app.route("/users/<int:number>")
    def user(number: int) -> Any:
        return {**USER, "id": number}


@row(
    "echo",
    8,
    Message("/echo", "POST", body=json.dumps(USER).encode(), content_type="application/json"),
)
def json_echo(web: Any, app: Any) -> None:
    """POST JSON echo."""

    @app.post("/echo")
    def echo() -> Any:
        return web.request.get_json()


@row(
    "query",
    10,
    Message("/search", query="q=costrel&page=2", headers={"X-Token": "abc"}),
)
def query(web: Any, app: Any) -> None:
    """Query args + header."""

    @app.route("/search")
    def search() -> Any:
        request = web.request
        page = request.args.get("page", 1, type=int)
        return f"{request.args['q']} {page} {request.headers.get('X-Token')}"


@row(
    "form",
    5,
    Message(
        "/sign",
        "POST",
        body=b"name=Ada+Lovelace&mail=ada%40example.org",
        content_type="application/x-www-form-urlencoded",
    ),
)
def form(web: Any, app: Any) -> None:
    """Form POST."""

    @app.post("/sign")
    def sign() -> Any:
        return f"{web.request.form['name']} <{web.request.form['mail']}>"


@row("404", 11, Message("/nowhere"), same=STATUS)
def not_found(web: Any, app: Any) -> None:
    """404."""

    hello(web, app)


@row("405", 11, Message("/", "POST"), same=STATUS)
def wrong_method(web: Any, app: Any) -> None:
    """405."""

    hello(web, app)


@row("tuple", 10)
def whole_tuple(web: Any, app: Any) -> None:
    """(body, status, headers) tuple."""

    @app.route("/")
    def index() -> Any:
        return "made", 201, {"X-Made-By": "hand"}


@row("redirect", 9, same=ADDRESS)
def redirect(web: Any, app: Any) -> None:
    """Redirect(url_for())."""

    @app.route("/")
    def index() -> Any:
        return web.redirect(web.url_for("item", number=7))

    @app.route("/items/<int:number>")
    def item(number: int) -> Any:
        return str(number)


@row("urls", 8)
def ten_urls(web: Any, app: Any) -> None:
    """Url_for x 10."""

    @app.route("/")
    def index() -> Any:
        return " ".join([web.url_for("item", number=number) for number in range(10)])

    @app.route("/items/<int:number>")
    def item(number: int) -> Any:
        return str(number)


@row("handler", 10)
def error_handler(web: Any, app: Any) -> None:
    """Custom error handler."""

    class OutOfStock(Exception):
        pass

    @app.errorhandler(OutOfStock)
    def out_of_stock(error: OutOfStock) -> Any:
        return f"sold out: {error}", 409

    @app.route("/")
    def index() -> Any:
        raise OutOfStock("lamps")


@row(
    "blueprints",
    8,
    Message("/outer/inner/"),
)
def nested_blueprints(web: Any, app: Any) -> None:
    """Two nested blueprints with hooks."""

    outer = web.Blueprint("outer", __name__, url_prefix="/outer")
    inner = web.Blueprint("inner", __name__, url_prefix="/inner")
    for blueprint in (outer, inner):
        _add_hooks(web, blueprint)

    @inner.route("/")
    def index() -> Any:
        return web.g.user

    outer.register_blueprint(inner)
    app.register_blueprint(outer)


def _add_hooks(web: Any, blueprint: Any) -> None:
    @blueprint.before_request
    def before() -> None:
        web.g.user = "ada"

    @blueprint.after_request
    def after(response: Any) -> Any:
        return response

    @blueprint.teardown_request
    def teardown(error: Any) -> None:
        pass


@row("session-read", 6, session_cookie)
def session_read(web: Any, app: Any) -> None:
    """Session read (signed cookie)."""

    @app.route("/")
    def index() -> Any:
        return web.session["user"]


@row("session-write", 5, session_cookie)
def session_write(web: Any, app: Any) -> None:
    """Session write (signed cookie)."""

    @app.route("/")
    def index() -> Any:
        web.session["count"] += 1
        return "counted"


@row("template", 4)
def template(web: Any, app: Any) -> None:
    """Template with inheritance, loop, url_for."""

    @app.route("/")
    def index() -> Any:
        return web.render_template("page.html", title="Ten things", items=THINGS)


@row("string", 30)
def template_string(web: Any, app: Any) -> None:
    """Render_template_string."""

    @app.route("/")
    def index() -> Any:
        return web.render_template_string(TEXT_TEMPLATE, greeting="Hello", name="Ada", loud=True)


@row("static", 6, Message("/static/kilobyte.txt"))
def static_file(web: Any, app: Any) -> None:
    """Static file, 1 KB."""


@row("stream", 6)
def stream(web: Any, app: Any) -> None:
    """Streaming generator, 20 chunks."""

    @app.route("/")
    def index() -> Any:
        return chunks(), {"Content-Type": "text/plain"}

    def chunks() -> Iterator[str]:
        for number in range(20):
            yield f"{number}\n"
