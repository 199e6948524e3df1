"""Class-based views."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from costrel import Costrel, abort, jsonify, render_template
from costrel.typing import ResponseReturnValue
from costrel.views import MethodView, View

app = Costrel(__name__)


def traced(view: Callable[..., Any]) -> Callable[..., Any]:
    """A decorator of views."""

    @wraps(view)
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        return view(*args, **kwargs)

    return wrapper


class Users(View):
    """A view with options, arguments and a URL's values."""

    methods = ["GET", "POST"]
    decorators = [traced]
    init_every_request = False
    provide_automatic_options = False

    def __init__(self, template: str, page_size: int = 10) -> None:
        self.template = template
        self.page_size = page_size

    def dispatch_request(self, group: str) -> str:
        return render_template(self.template, group=group)


class Slow(View):
    """A view that is a coroutine."""

    async def dispatch_request(self, number: int) -> dict[str, int]:
        return {"number": number}


class Items(MethodView):
    """A method for each method."""

    decorators = [traced]

    def get(self, number: int | None) -> ResponseReturnValue:
        """All items, or one."""
        return jsonify(number)

    def post(self) -> tuple[dict[str, bool], int]:
        """A new item."""
        return {"made": True}, 201

    async def delete(self, number: int) -> str:
        """One item less."""
        return str(number)


class Guarded(Items):
    """A view that asks before each method."""

    def dispatch_request(self, **kwargs: Any) -> ResponseReturnValue:
        if not kwargs:
            abort(403)
        return super().dispatch_request(**kwargs)


app.add_url_rule("/users/<group>", view_func=Users.as_view("users", "users.html", page_size=5))
app.add_url_rule("/slow/<int:number>", view_func=Slow.as_view("slow"))
items = Items.as_view("items")
app.add_url_rule("/items/", view_func=items, methods=["GET"], defaults={"number": None})
app.add_url_rule("/items/<int:number>", view_func=items, methods={"GET", "DELETE"})
app.add_url_rule("/guarded", view_func=Guarded.as_view("guarded"))
