"""Blueprint objects: all that can be registered on one, here and for the whole application."""

from typing import Any, assert_type

from werkzeug.exceptions import NotFound

from costrel import Blueprint, Costrel, Response
from costrel_core import BlueprintSetupState

shop = Blueprint(
    "shop",
    __name__,
    static_folder="static",
    static_url_path="/shop-files",
    template_folder="templates",
    url_prefix="/<lang>",
    subdomain="shop",
    url_defaults={"lang": "en"},
    root_path=None,
    cli_group=None,
)
cart = Blueprint("cart", __name__)


@shop.route("/item/<int:number>", methods=["GET", "POST"], defaults={"page": 1})
def item(lang: str, number: int, page: int) -> dict[str, Any]:
    """One item."""
    return {"lang": lang, "number": number, "page": page}


@shop.before_request
@shop.before_app_request
def note() -> None:
    """Runs before the views."""


@shop.after_request
@shop.after_app_request
def stamp(response: Response) -> Response:
    """The response, with a stamp."""
    response.headers["X-Shop"] = shop.name
    return response


@shop.teardown_request
@shop.teardown_app_request
def close(error: BaseException | None) -> None:
    """Runs at the end."""


@shop.context_processor
@shop.app_context_processor
def names() -> dict[str, Any]:
    """Names for templates."""
    return {"currency": "EUR"}


@shop.url_value_preprocessor
@shop.app_url_value_preprocessor
def take_language(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Takes the language out of the URL."""
    if values is not None:
        values.pop("lang", None)


@shop.url_defaults
@shop.app_url_defaults
def add_language(endpoint: str, values: dict[str, Any]) -> None:
    """Puts the language into the URL."""
    values.setdefault("lang", "en")


@shop.errorhandler(NotFound)
@shop.app_errorhandler(404)
def missing(error: NotFound) -> tuple[str, int]:
    """The page for what is missing."""
    return str(error), 404


@shop.app_template_filter
def shout(text: str) -> str:
    """A filter, registered without parentheses."""
    return text.upper()


@shop.app_template_test("even")
def is_even(number: int) -> bool:
    """A test of templates."""
    return number % 2 == 0


@shop.app_template_global()
def total(*prices: int) -> int:
    """A function for templates."""
    return sum(prices)


@shop.record
def configure(state: BlueprintSetupState) -> None:
    """What is called with each registration."""
    state.app.config.setdefault("SHOP", state.url_prefix)
    state.add_url_rule("/more", "more", item)


@shop.record_once
def configure_once(state: BlueprintSetupState) -> None:
    """What is called with the first one."""
    assert_type(state.first_registration, bool)


class OwnState(BlueprintSetupState):
    """A registration that counts."""


class OwnBlueprint(Blueprint):
    """A blueprint with a state of its own."""

    def make_setup_state(
        self, app: Any, options: dict[str, Any], first_registration: bool = False
    ) -> OwnState:
        return OwnState(self, app, options, first_registration)


shop.add_app_template_filter(shout, "loud")
shop.add_app_template_test(is_even)
shop.add_app_template_global(total, name="sum")
shop.add_url_rule("/again", endpoint="again", view_func=item, methods=("GET",))
shop.register_error_handler(KeyError, missing)
shop.register_blueprint(cart, url_prefix="/cart")
app = Costrel(__name__)
app.register_blueprint(shop, name="second", subdomain="second", url_prefix="/2")
app.register_blueprint(OwnBlueprint("own", __name__), cli_group="own")
assert_type(is_even(2), bool)
assert_type(shout("x"), str)
assert_type(names(), dict[str, Any])
assert_type(shop.send_static_file("x.css"), Response)
