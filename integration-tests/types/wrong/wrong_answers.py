"""Views that return what is no answer, and functions around them of the wrong shape."""

from typing import Any

from costrel import Blueprint, Costrel, Response
from costrel.typing import ResponseReturnValue
from costrel.views import MethodView

app = Costrel(__name__)
pages = Blueprint("pages", __name__)


@app.get("/number")  # wrong
def number() -> int:
    return 404


@app.route("/none")  # wrong
def nothing() -> None:
    pass


@pages.post("/set")  # wrong
def unordered() -> set[str]:
    return {"a"}


@app.route("/status-first")  # wrong
def status_first() -> tuple[int, str]:
    return 201, "made"


@app.route("/four")  # wrong
def four() -> tuple[str, int, dict[str, str], str]:
    return "made", 201, {}, "four"


@app.route("/async")  # wrong
async def coroutine() -> int:
    return 404


@app.route  # wrong
def bare() -> str:
    return "text"


@app.before_request  # wrong
def guard(request: Any) -> None:
    pass


@app.before_request  # wrong
def counted() -> int:
    return 1


@pages.before_app_request()  # wrong
def called() -> None:
    pass


@app.after_request  # wrong
def forgotten(response: Response) -> None:
    pass


@pages.after_request  # wrong
def without_response() -> Response:
    return Response()


@app.teardown_request  # wrong
def close() -> None:
    pass


@app.teardown_appcontext  # wrong
def narrow(error: ValueError | None) -> None:
    pass


@app.errorhandler("404")  # wrong
def missing(error: Exception) -> str:
    return "missing"


@app.errorhandler(404)  # wrong
def handler() -> str:
    return "missing"


@pages.app_errorhandler(KeyError)  # wrong
def no_answer(error: KeyError) -> None:
    pass


@app.context_processor  # wrong
def pairs() -> list[tuple[str, Any]]:
    return []


@app.shell_context_processor  # wrong
def shell(app: Costrel) -> dict[str, Any]:
    return {}


@app.url_defaults  # wrong
def add(values: dict[str, Any]) -> None:
    pass


@pages.url_value_preprocessor  # wrong
def take(endpoint: str, values: dict[str, Any]) -> None:
    pass


@app.template_test  # wrong
def prime(value: int) -> str:
    return "yes"


@pages.app_template_filter(1)  # wrong
def upper(text: str) -> str:
    return text.upper()


class Items(MethodView):
    """A method for each method."""

    init_every_request = "no"  # wrong
    methods = 5  # wrong
    decorators = str  # wrong

    def get(self) -> str:
        return "items"


answer: ResponseReturnValue = 404  # wrong
app.add_url_rule("/items", view_func=Items)  # wrong
app.add_url_rule("/items", view_func=5)  # wrong
app.register_error_handler(404, "missing")  # wrong
app.make_response(404)  # wrong
