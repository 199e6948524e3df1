"""Where each thing of an application comes from: its owner, whom it replaced, whom it hides."""

from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

import pytest
from werkzeug.local import LocalProxy
from werkzeug.routing import IntegerConverter

from costrel_core import Blueprint, DefaultJSONProvider
from costrel_spec import Plugin, hookimpl
from costrel_spec.inspection import KINDS, Owner

MakeApp = Callable[..., Any]


class Stamp:
    """A plugin that brings one thing of each kind."""

    plugin = Plugin(slots={"cache"})

    @hookimpl
    def config_defaults(self) -> dict[str, Any]:
        """A key of its own, and one that the application has set."""
        return {"STAMP": "blue", "TAKEN": "stamp"}

    @hookimpl
    def provide_json(self, app: Any) -> Any:
        """JSON of its own."""
        return DefaultJSONProvider(app)

    @hookimpl
    def after_request(self, response: Any) -> None:
        """Do nothing with it."""

    @hookimpl
    def wrap_wsgi(self, inner: Any) -> Any:
        """Something around the application."""
        return lambda *arguments: inner(*arguments)

    @hookimpl
    def setup(self, app: Any) -> None:
        """Bring the things."""
        app.add_url_rule("/stamp", "stamp", stamp)
        app.view_functions["page"] = stamp
        app.register_blueprint(Blueprint("stamps", __name__))
        app.extensions["stamp"] = self
        app.url_map.converters["stamp"] = IntegerConverter
        app.add_template_filter(stamp, "stamp")
        app.add_template_test(stamp, "stamp")
        app.add_template_global(stamp, "stamp")
        app.cli.command("stamp")(stamp)
        app.before_request(stamp)
        app.jinja_environment = None
        app.config["SET"] = "stamp"


class Late(Stamp):
    """A plugin that changes what an engine brings."""

    @hookimpl
    def setup(self, app: Any) -> None:
        """Replace a filter."""
        app.jinja_env.filters["upper"] = stamp


def stamp(*arguments: Any) -> str:
    """What the plugin brings, wherever a function is wanted."""
    return "stamp"


def page(**values: Any) -> str:
    """A view of the application."""
    return "page"


@pytest.fixture
def app(make_app: MakeApp, tmp_path: Any) -> Any:
    """An application with things of its own, a blueprint's and the plugin's."""
    for folder in ("templates", "shop"):
        (tmp_path / folder).mkdir()
    (tmp_path / "templates" / "page.html").write_text("own")
    (tmp_path / "shop" / "page.html").write_text("shop")
    app = make_app(plugins=[Stamp()])
    app.config["TAKEN"] = "own"
    app.add_url_rule("/page", "page", page)
    app.add_url_rule("/<path:name>", "any", page)
    shop = Blueprint("shop", __name__, url_prefix="/shop", template_folder="shop")
    shop.root_path = str(tmp_path)
    shop.add_url_rule("/page", "page", page, methods=["GET", "POST"])
    shop.before_request(page)
    shop.cli.command("shop")(page)
    app.register_blueprint(shop)
    app.cli.command("own")(page)
    app.extensions["own"] = object()
    app.add_template_filter(page, "own")
    app.setup_plugins()
    app.seal()
    return app


def why(app: Any, kind: str, key: str, **options: Any) -> list[tuple[str, list[str], list[str]]]:
    """The names of each origin's owner, of whom it replaced, and of whom it hides."""
    return [
        (
            origin.owner.name,
            [owner.name for owner in origin.replaced],
            [owner.name for owner in origin.others],
        )
        for origin in app.assembly.why(kind, key, **options)
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_what_nobody_has_comes_from_nowhere(app: Any, kind: str) -> None:
    """There is no answer to the question, and no error."""
    assert why(app, kind, "no-such/thing" if kind != "route" else "") == []


@pytest.mark.parametrize(
    ("kind", "key", "expected"),
    [
        ("route", "/stamp", ("Stamp", [], ["bare"])),
        ("route", "/page", ("Stamp", [], ["bare"])),
        ("route", "/shop/page", ("shop", [], ["bare"])),
        ("endpoint", "stamp", ("Stamp", [], [])),
        ("endpoint", "page", ("Stamp", ["bare"], [])),
        ("endpoint", "shop.page", ("shop", [], [])),
        ("endpoint", "any", ("bare", [], [])),
        ("config", "STAMP", ("Stamp", [], [])),
        ("config", "TAKEN", ("bare", [], ["Stamp"])),
        ("config", "SET", ("Stamp", [], [])),
        ("config", "TESTING", ("core", [], [])),
        ("config", "DEBUG", ("core", [], [])),
        ("command", "own", ("bare", [], [])),
        ("command", "stamp", ("Stamp", [], [])),
        ("command", "shop", ("shop", [], [])),
        ("template", "page.html", ("bare", [], ["shop"])),
        ("slot", "cache", ("Stamp", [], [])),
        ("slot", "json", ("Stamp", [], ["core"])),
        ("slot", "router", ("core", [], [])),
        ("slot", "templates", ("core", [], [])),
        ("filter", "stamp", ("Stamp", [], [])),
        ("filter", "own", ("bare", [], [])),
        ("test", "stamp", ("Stamp", [], [])),
        ("global", "stamp", ("Stamp", [], [])),
        ("blueprint", "stamps", ("Stamp", [], [])),
        ("blueprint", "shop", ("shop", [], [])),
        ("extension", "stamp", ("Stamp", [], [])),
        ("extension", "own", ("bare", [], [])),
        ("converter", "stamp", ("Stamp", [], [])),
        ("converter", "int", ("core", [], [])),
        ("hook", "after_request", ("Stamp", [], [])),
    ],
)
def test_a_thing_has_an_owner(app: Any, kind: str, key: str, expected: Any) -> None:
    """A plugin, a blueprint, the application or the framework."""
    assert expected in why(app, kind, key)


def test_a_function_is_found_wherever_it_is_registered(app: Any) -> None:
    """By its name, with or without its module."""
    texts = {origin.text.partition(" -> ")[0] for origin in app.assembly.why("function", "stamp")}
    assert {
        "view_functions stamp",
        "before_request_funcs",
        "template_registrations filter stamp",
    } <= texts
    (hook,) = why(app, "function", f"{Stamp.__module__}.Stamp.after_request")
    assert hook == ("Stamp", [], [])
    assert ("shop", [], []) in why(app, "function", "page")


def test_a_route_is_asked_for_with_a_method(app: Any) -> None:
    """Another method may have another rule; one that redirects to a slash is the rule's."""
    app.url_map.add(app.url_rule_class("/slash/", endpoint="any", methods=["POST"]))
    assert why(app, "route", "/shop/page", method="post") == [("shop", [], [])]
    assert why(app, "route", "/shop/page", method="DELETE") == []
    assert why(app, "route", "/slash", method="POST") == [("bare", [], [])]


def test_the_environment_owns_a_key_that_it_set(app: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """As JSON or as text; a variable that was overridden afterwards owns nothing."""
    monkeypatch.setenv("COSTREL_NUMBER", "5")
    monkeypatch.setenv("COSTREL_TEXT", "five")
    monkeypatch.setenv("COSTREL_TAKEN", "other")
    app.config.from_mapping(NUMBER=5, TEXT="five")
    assert why(app, "config", "NUMBER") == [("COSTREL_NUMBER", [], [])]
    assert why(app, "config", "TEXT") == [("COSTREL_TEXT", [], [])]
    assert why(app, "config", "TAKEN") == [("bare", [], ["Stamp"])]


def test_a_command_of_the_command_line_hides_the_applications(app: Any) -> None:
    """Whose commands are told by the command line."""
    commands = {"own": [Owner("framework", "cli")]}
    assert why(app, "command", "own", commands=commands) == [("cli", [], ["bare"])]


def test_what_the_application_assigned_fills_a_slot(make_app: MakeApp) -> None:
    """To itself or to its class; whom it hides is told."""
    app = make_app(plugins=[Stamp()])
    app.json = DefaultJSONProvider(app)
    ((owner, _, others),) = why(app, "slot", "json")
    assert (owner, others) == ("bare", ["Stamp", "core"])
    kind = type("Site", (type(app),), {"session_interface": object()})
    ((owner, _, others),) = why(make_app(kind), "slot", "sessions")
    assert (owner, others) == ("bare", [])


def test_a_choice_is_the_reason_for_who_fills_a_slot(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that can't be carried out is told of, where the application is inspected."""
    app = make_app(plugins=[Stamp()])
    app.config["SLOTS"] = {"json": "Stamp"}
    (origin,) = app.assembly.why("slot", "json")
    assert origin.text == "json: chosen in SLOTS"
    monkeypatch.setenv("COSTREL_INSPECT", "1")
    app = make_app(plugins=[Stamp()])
    app.config["SLOTS"] = {"json": "absent"}
    (origin,) = app.assembly.why("slot", "json")
    assert "for want of another (see 'check': unknown-plugin)" in origin.text
    app.config["SLOTS"] = "nonsense"
    (origin,) = app.assembly.why("slot", "json")
    assert origin.owner.name == "Stamp"


def test_what_an_engine_brings_is_the_engines(make_app: MakeApp) -> None:
    """What plugins put into its environment is theirs, and what they replace is told."""
    app = make_app(plugins=[Late(), "templating"], without=())
    assert app.template_engine is not None
    assert app.jinja_env is not None
    app.setup_plugins()
    assert why(app, "filter", "lower") == [("templating", [], [])]
    assert why(app, "filter", "upper") == [("Late", ["templating"], [])]
    assert why(app, "template", "page.html") == []


def test_the_graph_shows_plugins_and_their_slots(app: Any) -> None:
    """As a flowchart of mermaid."""
    text = app.assembly.graph()
    assert text.startswith("flowchart")
    assert "Stamp" in text
    assert "json" in text


def test_every_installed_plugin_is_in_the_overview(make_app: MakeApp, acme: Any) -> None:
    """Those that do not take part with the reason."""
    acme("maple")
    app = make_app(plugins=[Stamp()], without=["cli"], deny=["signals"])
    states = {state.name: state for state in app.assembly.overview()}
    assert (states["Stamp"].status, states["Stamp"].slots) == ("active", ("json",))
    assert states["core"].distribution == "costrel-core"
    assert (states["cli"].status, states["cli"].reason) == ("denied", "without= names it.")
    assert (states["signals"].status, states["signals"].reason) == ("denied", "deny= names it.")
    assert (states["maple"].status, states["maple"].version) == ("not selected", "1.0")
    assert states["maple"].reason == "plugins= does not list it."


@pytest.mark.parametrize(
    ("variable", "value", "reason"),
    [
        ("COSTREL_PLUGINS", "", "COSTREL_PLUGINS does not list it."),
        ("COSTREL_SAFE_MODE", "1", "COSTREL_SAFE_MODE is on."),
    ],
)
def test_the_environment_keeps_plugins_out(
    make_app: MakeApp,
    monkeypatch: pytest.MonkeyPatch,
    acme: Any,
    variable: str,
    value: str,
    reason: str,
) -> None:
    """Which is told as the reason."""
    acme("maple")
    monkeypatch.setenv(variable, value)
    app = make_app(plugins=None, without=())
    states = {state.name: state for state in app.assembly.overview()}
    assert (states["maple"].status, states["maple"].reason) == ("not selected", reason)


def test_a_lock_keeps_plugins_out(make_app: MakeApp, acme: Any, tmp_path: Any) -> None:
    """What it does not list is not imported, and that is the reason told."""
    app = make_app(plugins=None, without=())
    app.assembly.lock({}).write(tmp_path / "costrel.lock")
    acme("maple")
    app = make_app(plugins=None, without=())
    states = {state.name: state for state in app.assembly.overview()}
    assert states["maple"].reason == "The lock does not list it."


def test_the_graph_shows_relations_and_failures(make_app: MakeApp) -> None:
    """What failed has a dashed border and says so."""
    app = make_app(plugins=[Stamp(), Failing()], optional=["Failing"])
    app.setup_plugins()
    text = app.assembly.graph()
    assert "<br>left out" in text
    assert "-- after -->" in text
    assert "classDef failed" in text


def test_a_slot_that_two_plugins_want_is_nobodys_yet(make_app: MakeApp) -> None:
    """The overview and the answer come all the same."""

    class Other(Stamp):
        plugin = Plugin()

    app = make_app(plugins=[Stamp(), Other()])
    assert all("json" not in state.slots for state in app.assembly.overview())
    ((owner, _, others),) = why(app, "slot", "json")
    assert (owner, len(others)) == ("core", 3)


def test_what_every_engine_gets_is_the_frameworks(make_app: MakeApp) -> None:
    """And what an application put into its environment is its own."""
    app = make_app(plugins=["templating"], without=())
    app.jinja_env.globals["own"] = stamp
    assert app.template_engine is not None
    assert why(app, "global", "url_for") == [("core", [], [])]
    assert why(app, "global", "request") == [("core", [], [])]
    assert why(app, "global", "own") == [("bare", [], [])]


def test_a_template_of_a_plugins_blueprint_is_the_plugins(make_app: MakeApp, tmp_path: Any) -> None:
    """As is its route, whose view lies in the blueprint."""
    (tmp_path / "stamps").mkdir()
    (tmp_path / "stamps" / "stamp.html").write_text("x")

    app = make_app(plugins=[Folded(str(tmp_path))])
    app.setup_plugins()
    assert why(app, "template", "stamp.html") == [("Folded", [], [])]


class Failing:
    """A plugin that can't be set up."""

    plugin = Plugin(after={"Stamp"})

    @hookimpl
    def setup(self, app: Any) -> None:
        """Fail."""
        raise ArithmeticError("on purpose")


class Folded:
    """A plugin with templates."""

    def __init__(self, folder: str) -> None:
        self._folder = folder

    @hookimpl
    def setup(self, app: Any) -> None:
        """Register them."""
        app.register_blueprint(
            Blueprint("folded", __name__, template_folder="stamps", root_path=self._folder)
        )


def test_a_path_that_is_redirected_has_a_route(make_app: MakeApp) -> None:
    """By its rule, or to a path with another number of slashes."""
    app = make_app()
    app.add_url_rule("/old", "old", redirect_to="/new")
    app.add_url_rule("/pages/", "pages", page)
    assert why(app, "route", "/old") == [("bare", [], [])]
    assert why(app, "route", "/pages") == [("bare", [], [])]
    assert why(app, "route", "//pages") == [("bare", [], [])]


def test_a_route_of_one_host_says_so(make_app: MakeApp) -> None:
    """And hides nothing of another one's."""
    app = make_app(subdomain_matching=True)
    app.add_url_rule("/", "own", page, subdomain="own")
    app.add_url_rule("/", "any", page, subdomain="<any>")
    origins = app.assembly.why("route", "/")
    assert [origin.text for origin in origins] == ["GET own / -> own", "GET <any> / -> any"]
    assert not any(origin.others for origin in origins)


def test_an_endpoint_with_a_dot_need_not_be_a_blueprints(make_app: MakeApp) -> None:
    """It is the application's where no blueprint has the name before the dot."""
    app = make_app()
    app.add_url_rule("/", "no.such.blueprint", page)
    assert why(app, "endpoint", "no.such.blueprint") == [("bare", [], [])]


def test_a_proxy_has_an_owner_too(make_app: MakeApp) -> None:
    """It is not asked for what it stands for, which need not be there."""
    app = make_app(plugins=["templating"], without=())
    app.jinja_env.globals["own"] = LocalProxy(ContextVar[Any]("nothing is there"))
    assert app.template_engine is not None
    assert why(app, "global", "own") == [("bare", [], [])]


def test_the_graph_leaves_out_who_is_absent(make_app: MakeApp) -> None:
    """A wish for a plugin that is not there is no arrow."""
    app = make_app(plugins=[Failing()])
    assert "-- after -->" not in app.assembly.graph()
