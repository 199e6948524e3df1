"""The application that faults are injected into, and the requests that it is driven with."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from costrel import Blueprint, Costrel, g, render_template_string, request, session
from costrel import stream_with_context as keep


@dataclass
class Tally:
    """What happened to the contexts of one request."""

    pushed: int = 0
    request_teardowns: int = 0
    context_teardowns: int = 0
    leftovers: list[str] = field(default_factory=list)


SCENARIOS: dict[str, dict[str, Any]] = {
    "plain": {"path": "/"},
    "json": {"path": "/json/3"},
    "json body": {"path": "/echo", "method": "POST", "json": {"a": [1, 2]}},
    "form": {"path": "/form", "method": "POST", "data": {"name": "Ada"}},
    "not found": {"path": "/nowhere"},
    "wrong method": {"path": "/", "method": "POST"},
    "slash redirect": {"path": "/slash"},
    "handled error": {"path": "/handled"},
    "unhandled error": {"path": "/failing"},
    "abort before the view": {"path": "/", "query_string": "abort=1"},
    "blueprint": {"path": "/outer/inner/"},
    "stream": {"path": "/stream"},
    "stream with context": {"path": "/kept"},
    "session read": {"path": "/read", "signed_in": True},
    "session write": {"path": "/write"},
    "template": {"path": "/template"},
    "static file": {"path": "/static/scenarios.py"},
    "options": {"path": "/", "method": "OPTIONS"},
    "head": {"path": "/", "method": "HEAD"},
}


def make_app(tally: Tally) -> Costrel:
    """An application that uses what a request can go through, and notes what it finds left over."""
    app = Costrel(__name__, static_folder=".", static_url_path="/static")
    app.secret_key = "for the tests"
    _add_hooks(app, tally)
    _add_views(app)
    app.register_blueprint(_nested_blueprints())
    return app


def _add_hooks(app: Costrel, tally: Tally) -> None:
    @app.before_request
    def look_around() -> Any:
        tally.leftovers += [name for name in g if name != "_flashes"]
        g.mine = request.path
        return ("stopped", 403) if "abort" in request.args else None

    @app.after_request
    def mark(response: Any) -> Any:
        response.headers["X-Marked"] = "yes"
        return response

    @app.teardown_request
    def end_request(error: BaseException | None) -> None:
        tally.request_teardowns += 1

    @app.teardown_appcontext
    def end_context(error: BaseException | None) -> None:
        tally.context_teardowns += 1

    @app.errorhandler(LookupError)
    def found_nothing(error: LookupError) -> Any:
        return {"error": str(error)}, 404


def _add_views(app: Costrel) -> None:
    @app.get("/")
    def plain() -> str:
        return "plain"

    @app.get("/json/<int:number>")
    def as_json(number: int) -> Any:
        return {"number": number}

    @app.post("/echo")
    def echo() -> Any:
        return request.get_json()

    @app.post("/form")
    def form() -> str:
        return request.form["name"]

    @app.get("/slash/")
    def slash() -> str:
        return "slash"

    @app.get("/handled")
    def handled() -> str:
        raise LookupError("nothing here")

    @app.get("/failing")
    def failing() -> str:
        raise ArithmeticError("on purpose")

    @app.get("/stream")
    def stream() -> Any:
        return (f"{number}," for number in range(3))

    @app.get("/kept")
    def kept() -> Any:
        def lines() -> Iterator[str]:
            for number in range(3):
                yield f"{request.path} {number}\n"

        return keep(lines())

    @app.get("/read")
    def read() -> str:
        return str(session.get("name"))

    @app.get("/write")
    def write() -> str:
        session["name"] = "Ada"
        return "written"

    @app.get("/template")
    def template() -> str:
        return render_template_string("{% for n in numbers %}{{ n }} {% endfor %}", numbers=[1, 2])


def _nested_blueprints() -> Blueprint:
    inner = Blueprint("inner", __name__, url_prefix="/inner")
    outer = Blueprint("outer", __name__, url_prefix="/outer")

    @inner.get("/")
    def index() -> str:
        return request.blueprint or ""

    @inner.before_request
    def before() -> None:
        g.inner = True

    @outer.teardown_request
    def after(error: BaseException | None) -> None:
        g.pop("inner", None)

    outer.register_blueprint(inner)
    return outer
