"""Every form of answer that a view may return, and every way to register it."""

from collections.abc import AsyncIterator, Callable, Generator, Iterable, Iterator, Mapping
from typing import Any, TypedDict

import werkzeug
from werkzeug.datastructures import Headers
from werkzeug.exceptions import HTTPException, NotFound

from costrel import Costrel, Response, jsonify, make_response, redirect
from costrel.typing import ResponseReturnValue

app = Costrel(__name__)


class Person(TypedDict):
    """What becomes a JSON object."""

    name: str


@app.get("/str")
def text() -> str:
    return "text"


@app.post("/bytes")
def content() -> bytes:
    return b"bytes"


@app.put("/dict")
def mapping() -> dict[str, int]:
    return {"a": 1}


@app.patch("/typed-dict")
def person() -> Person:
    return {"name": "Ada"}


@app.delete("/mapping")
def read_only() -> Mapping[str, Any]:
    return {"a": 1}


@app.route("/list")
def listed() -> list[dict[str, int]]:
    return [{"a": 1}]


@app.route("/generator")
def generator() -> Generator[str, None, None]:
    yield "a"


@app.route("/iterator")
def iterator() -> Iterator[bytes]:
    return iter([b"a"])


@app.route("/response")
def response() -> Response:
    return make_response("text")


@app.route("/werkzeug")
def werkzeug_response() -> werkzeug.Response:
    return redirect("/")


@app.route("/json")
def json() -> Response:
    return jsonify(a=1)


@app.route("/status")
def with_status() -> tuple[str, int]:
    return "made", 201


@app.route("/status-text")
def with_text() -> tuple[str, str]:
    return "made", "201 CREATED"


@app.route("/headers")
def with_headers() -> tuple[str, dict[str, str]]:
    return "made", {"X-A": "1"}


@app.route("/header-pairs")
def with_pairs() -> tuple[bytes, int, list[tuple[str, str]]]:
    return b"made", 201, [("X-A", "1")]


@app.route("/header-object")
def with_object() -> tuple[dict[str, bool], int, Headers]:
    return {"made": True}, 201, Headers({"X-A": "1"})


@app.route("/response-status")
def response_with_status() -> tuple[Response, int]:
    return jsonify(made=True), 201


@app.route("/several")
def several() -> str | tuple[str, int] | Response:
    return "one of them"


@app.route("/error")
def error() -> HTTPException:
    return NotFound()


@app.route("/wsgi")
def wsgi() -> Callable[..., Iterable[bytes]]:
    def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        start_response("200 OK", [])
        return [b"ok"]

    return application


@app.route("/any")
def anything() -> ResponseReturnValue:
    return "anything"


@app.route("/async")
async def coroutine() -> dict[str, int]:
    return {"a": 1}


@app.route("/async-tuple")
async def coroutine_with_status() -> tuple[str, int]:
    return "made", 201


@app.endpoint("named")
def named(number: int) -> str:
    return str(number)


async def parts() -> AsyncIterator[str]:
    """What a gateway that can wait may send."""
    yield "a"


app.add_url_rule("/named/<int:number>", endpoint="named")
app.add_url_rule("/rule", "rule", text, provide_automatic_options=False, strict_slashes=False)
app.add_url_rule("/lambda", "lambda", lambda: "text")
app.add_url_rule("/parts", view_func=parts)
app.view_functions["other"] = text
value: str = text()
made: tuple[str, int] = with_status()
