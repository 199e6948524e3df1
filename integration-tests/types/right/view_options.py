"""Options of rules and views, and functions around views; a decorator changes no type."""

from typing import Any, assert_type

from werkzeug.exceptions import BadRequest, HTTPException

from costrel import Costrel, Response

app = Costrel(__name__)


@app.route(
    "/<path:name>",
    endpoint="page",
    methods=["GET", "POST"],
    defaults={"number": 1},
    subdomain="docs",
    strict_slashes=False,
    merge_slashes=True,
    redirect_to="/",
    alias=False,
    build_only=False,
    websocket=False,
    provide_automatic_options=False,
)
def page(name: str, number: int = 1) -> str:
    """A page."""
    return name * number


@app.before_request
def guard() -> str | None:
    """An answer in place of the view's, or None."""
    return None


@app.before_request
async def slow_guard() -> None:
    """The same as a coroutine."""


@app.after_request
def stamp(response: Response) -> Response:
    """The response, with a stamp."""
    return response


@app.after_request
async def slow_stamp(response: Response) -> Response:
    """The same as a coroutine."""
    return response


@app.teardown_request
@app.teardown_appcontext
def close(error: BaseException | None) -> None:
    """Runs at the end."""


@app.teardown_request
async def slow_close(error: BaseException | None) -> None:
    """The same as a coroutine."""


@app.errorhandler(404)
@app.errorhandler(BadRequest)
def refused(error: HTTPException) -> tuple[str, int]:
    """The page of an error."""
    return error.description or "", error.code or 500


@app.errorhandler(ValueError)
async def slow_failure(error: ValueError) -> Response:
    """The page of another one."""
    return Response(str(error), 500)


@app.shell_context_processor
def shell() -> dict[str, Any]:
    """Names for the shell."""
    return {"page": page}


@app.url_defaults
def add_number(endpoint: str, values: dict[str, Any]) -> None:
    """A value for each URL."""
    values.setdefault("number", 1)


@app.url_value_preprocessor
def take_number(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """A value from each URL."""


app.register_error_handler(500, refused)
app.before_request(lambda: None)
assert_type(page("a", number=2), str)
assert_type(guard(), str | None)
assert_type(stamp(Response()), Response)
assert_type(refused(BadRequest()), tuple[str, int])
assert_type(shell(), dict[str, Any])
