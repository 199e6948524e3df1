"""What ``check`` finds in an application: each kind of finding, with its owners and a remedy."""

from collections.abc import Callable
from types import ModuleType, SimpleNamespace
from typing import Any, cast

import click
import pytest

from costrel_core import Blueprint, DefaultJSONProvider, exempt
from costrel_spec import DEPRECATED, Deprecated, Plugin, hookimpl
from costrel_spec.errors import CostrelDeprecationWarning
from costrel_spec.inspection import Owner

MakeApp = Callable[..., Any]


class Named:
    """A plugin object; its class is its name."""

    def __init__(self, set_up: Callable[[Any], Any] | None = None, **declaration: Any) -> None:
        self.plugin = Plugin(**declaration)
        self._set_up = set_up

    @hookimpl
    def setup(self, app: Any) -> None:
        """Do what the test wants."""
        if self._set_up is not None:
            self._set_up(app)


class First(Named):
    """One plugin."""


class Second(Named):
    """Another one."""


class Third(Named):
    """One more."""


class Protection(Named):
    """A plugin that views want to be exempt from."""


class Needy(Named):
    """A plugin that can't work without another one."""

    def __init__(self) -> None:
        super().__init__(requires={"First"})


def found(app: Any, set_up: bool = True) -> list[tuple[str, ...]]:
    """The findings: the code and the names of the owners, the one to change first."""
    if set_up:
        app.setup_plugins()
    findings = app.assembly.check()
    for finding in findings:
        assert finding.sentence.endswith((".", "?"))
        assert finding.remedy.endswith(".")
        assert len(finding.owners) == 2
    return [(each.code, *(owner.name for owner in each.owners)) for each in findings]


def test_nothing_is_wrong_with_a_plain_application(make_app: MakeApp) -> None:
    """With routes, a blueprint and a plugin that do not get in each other's way."""
    app = make_app(plugins=[First(lambda app: app.add_url_rule("/a", "a", lambda: "a"))])
    blueprint = Blueprint("shop", __name__, url_prefix="/shop")
    blueprint.add_url_rule("/a", "a", lambda: "a")
    app.register_blueprint(blueprint)
    assert found(app) == []


def test_of_two_equal_routes_the_later_one_is_found(make_app: MakeApp) -> None:
    """Also where several routes together take its methods; one for the same view is no mistake."""
    app = make_app()
    app.add_url_rule("/a", "a", lambda: "a")
    app.add_url_rule("/a", "again", lambda: "again")
    app.add_url_rule("/b", "get", lambda: "b", methods=["GET"])
    app.add_url_rule("/b", "post", lambda: "b", methods=["POST"])
    app.add_url_rule("/b", "both", lambda: "b", methods=["GET", "POST"])
    app.add_url_rule("/c/<int:n>", "c", lambda n: "c")
    app.add_url_rule("/c/<int:m>", "c", defaults=None)
    app.add_url_rule("/d", "d", lambda: "d", methods=["POST"])
    app.add_url_rule("/d", "e", lambda: "e", methods=["GET"])
    assert found(app) == [("shadowed-route", "bare", "bare")] * 2


def test_rules_for_every_method_hide_and_are_hidden(make_app: MakeApp) -> None:
    """Werkzeug's own rules may say no methods at all."""
    app = make_app()
    for path, methods in (("/a", (None, None)), ("/b", (["GET"], None)), ("/c", (None, ["GET"]))):
        for number, each in enumerate(methods):
            endpoint = f"{path[1:]}{number}"
            app.url_map.add(app.url_rule_class(path, endpoint=endpoint, methods=each))
            app.view_functions[endpoint] = lambda: ""
    assert found(app) == [("shadowed-route", "bare", "bare")] * 2


def test_a_route_without_a_view_is_found(make_app: MakeApp) -> None:
    """Whoever made it; one that only redirects needs none."""
    app = make_app(plugins=[First(lambda app: app.add_url_rule("/theirs", "theirs"))])
    app.add_url_rule("/ours", "ours")
    app.add_url_rule("/old", "old", redirect_to="/new")
    codes = found(app)
    assert [code for code, *_ in codes] == ["endpoint-without-view"] * 2
    assert {names[0] for _, *names in codes} == {"bare", codes[1][1]}
    assert codes[0][1:] == ("bare", "core")
    assert codes[1][2] == "bare"


def test_suggestions_that_contradict_each_other_are_found(make_app: MakeApp) -> None:
    """Equal ones are none; what can't be compared is different; what always has a value is useless."""

    class Strange:
        def __eq__(self, other: object) -> bool:
            raise ValueError("on purpose")

        __hash__ = None  # type: ignore[assignment]  # as it compares

    class One(First):
        @hookimpl
        def config_defaults(self) -> dict[str, Any]:
            return {"SAME": 1, "OTHER": 1, "STRANGE": Strange(), "TESTING": True, "DEBUG": None}

    class Two(Second):
        @hookimpl
        def config_defaults(self) -> dict[str, Any]:
            return {"SAME": 1, "OTHER": 2, "STRANGE": Strange()}

    codes = [code for code, *_ in found(make_app(plugins=[One(), Two()]))]
    assert codes.count("config-conflict") == 2
    assert codes.count("config-useless") == 1
    assert len(codes) == 3


@pytest.mark.parametrize("engine", [False, True], ids=["folders", "jinja"])
def test_templates_of_blueprints_that_hide_each_other_are_found(
    make_app: MakeApp, tmp_path: Any, engine: bool
) -> None:
    """The application's own may hide both, which is how they are overridden."""
    for folder in ("templates", "one", "two", "three"):
        (tmp_path / folder).mkdir()
    for file in ("templates/own.html", "one/own.html", "one/page.html", "two/page.html"):
        (tmp_path / file).write_text("x")
    options = {"plugins": ["templating"], "without": ()} if engine else {}
    app = make_app(**options)
    for name in ("one", "two", "three"):
        app.register_blueprint(
            Blueprint(name, __name__, template_folder=name, root_path=str(tmp_path))
        )
    app.register_blueprint(app.blueprints["one"], name="again")
    app.register_blueprint(Blueprint("bare", __name__))
    shadowed = [finding for finding in found(app) if finding[0] != "missing-provider"]
    assert shadowed == [("shadowed-template", "two", "one")]


def test_templates_of_a_loader_that_can_not_list_them_are_left_out(make_app: MakeApp) -> None:
    """Nobody knows what they hide."""

    def list_templates() -> list[str]:
        raise TypeError("this loader cannot iterate over all templates")

    app = make_app()
    blueprint = Blueprint("one", __name__)
    blueprint.jinja_loader = SimpleNamespace(list_templates=list_templates)
    app.register_blueprint(blueprint)
    assert found(app) == []


def test_a_filter_that_hides_one_of_the_engine_is_found(make_app: MakeApp) -> None:
    """One of a name of its own is not."""

    def set_up(app: Any) -> None:
        app.add_template_filter(str.upper, "upper")
        app.add_template_filter(str.title, "own")
        app.template_filter("twice")(str.title)
        app.template_filter("twice")(str.upper)

    plugin = First(set_up)
    app = make_app(plugins=[plugin, "templating"], without=())
    app.setup_plugins()
    assert app.template_engine is not None
    (finding,) = found(app)
    assert finding[0] == "replaced-template-function"
    assert finding[2] == "templating"
    assert found(make_app(plugins=[First(set_up)])) == []


def test_what_plugins_replace_is_found(make_app: MakeApp) -> None:
    """Of the application or of each other; what they wrap for one another is passed on."""

    def first(app: Any) -> None:
        app.view_functions["view"] = lambda: "replaced"
        app.extensions["mail"] = 1
        app.register_error_handler(404, lambda error: "first")
        app.config["OWN"] = "first"
        app.config["TESTING"] = True
        app.finalize_request = lambda *arguments: None
        inner = app.wsgi_app
        app.wsgi_app = lambda *arguments: inner(*arguments)

    def second(app: Any) -> None:
        app.register_error_handler(404, lambda error: "second")
        del app.extensions["mail"]
        app.finalize_request = lambda *arguments: None
        inner = app.wsgi_app
        app.wsgi_app = lambda *arguments: inner(*arguments)

    app = make_app(plugins=[First(first), Second(second)])
    app.add_url_rule("/", "view", lambda: "own")
    app.config["OWN"] = "application"
    codes = sorted(code for code, *_ in found(app))
    assert codes == [
        "replaced-attribute",
        "replaced-config",
        "replaced-error-handler",
        "replaced-extension",
        "replaced-view",
    ]


def test_slots_without_a_provider_are_found_where_somebody_needs_one(
    make_app: MakeApp, tmp_path: Any
) -> None:
    """A plugin that defines one, an application with a secret key, one with templates."""
    app = make_app(plugins=[First(slots={"cache"})])
    assert [finding[0] for finding in found(app)] == ["missing-provider"]
    (tmp_path / "templates").mkdir()
    app = make_app()
    app.secret_key = "key"
    assert found(app) == [("missing-provider", "bare", "core")] * 2
    assert found(make_app(template_folder=None)) == []


def test_names_of_plugins_that_are_misspelt_are_found(make_app: MakeApp) -> None:
    """In a declaration and in the application's arguments; what is merely absent is no mistake."""

    app = make_app(plugins=[First(after={"templatin", "nobody"})], deny=["sesions", "nothing"])
    codes = found(app)
    assert [code for code, *_ in codes] == ["misspelt-plugin"] * 2
    assert [names[1] for _, *names in codes] == ["templating", "sessions"]


def test_commands_of_one_name_are_found(make_app: MakeApp) -> None:
    """Those of blueprints and of the command line itself included; one group in two is one."""
    app = make_app(plugins=["cli"], without=())
    app.cli.command("ours")(lambda: None)
    app.cli.command("run")(lambda: None)
    for name, group in (("one", None), ("two", None), ("three", "three")):
        blueprint = Blueprint(name, __name__, cli_group=group)
        blueprint.cli.command("ours")(lambda: None)
        app.register_blueprint(blueprint)
    app.setup_plugins()
    own = Owner("framework", "cli")
    findings = app.assembly.check(commands={"run": [own]})
    assert {finding.code for finding in findings} == {"hidden-command"}
    hidden = sorted((each.owners[0].name, each.owners[1].name) for each in findings)
    assert ("bare", "cli") in hidden


def test_where_an_application_is_inspected_errors_of_the_boot_are_findings(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of plugins that fail, that require each other in a circle, and of choices."""

    def fail(app: Any) -> None:
        raise ArithmeticError("on purpose")

    monkeypatch.setenv("COSTREL_INSPECT", "1")
    app = make_app(
        plugins=[First(fail), Second(after={"Third"}), Third(after={"Second"}), Needy(), "nobody"]
    )
    app.config["SLOTS"] = {"templates": "absent", "nowhere": "First", "json": "First"}
    codes = {finding[0] for finding in found(app)}
    assert codes >= {
        "plugin-setup",
        "plugin-cycle",
        "missing-requirement",
        "unknown-plugin",
        "unknown-slot",
        "no-provider",
    }


def test_choices_that_can_not_be_carried_out_are_found(make_app: MakeApp) -> None:
    """Also of an application that was not made to be inspected."""
    app = make_app(plugins=[First(), Second()])
    app.config["SLOTS"] = {"templates": "absent", "json": "First"}
    assert sorted(found(app, set_up=False)) == [
        ("no-provider", "bare", "First"),
        ("unknown-plugin", "bare", "core"),
    ]


def test_two_providers_and_no_choice_are_found(make_app: MakeApp) -> None:
    """With both of them."""

    class One(First):
        @hookimpl
        def provide_cache(self, app: Any) -> object:
            return object()

    class Two(Second):
        @hookimpl
        def provide_cache(self, app: Any) -> object:
            return object()

    app = make_app(plugins=[One(slots={"cache"}), Two()])
    ((code, *names),) = found(app, set_up=False)
    assert code == "two-providers"
    assert len(set(names)) == 2


def test_a_view_that_is_exempt_from_a_misspelt_plugin_is_found(make_app: MakeApp) -> None:
    """What it names protects nothing; the view's owner is to change it."""

    def view() -> str:
        return "x"

    app = make_app(plugins=[Protection()])
    app.add_url_rule("/", "view", exempt("Protectoin")(view))
    ((code, *names),) = found(app)
    assert (code, names) == ("misspelt-plugin", ["bare", "Protection"])


def test_one_object_under_two_names_is_a_finding(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch, installed: Any
) -> None:
    """Where the application is inspected; the second name is left out."""
    monkeypatch.setenv("COSTREL_INSPECT", "1")
    source = "@hookimpl\ndef shell_context(app): ...\n"
    installed("acme-two", {"two": "acme_two", "one": "acme_two"}, {"acme_two": source})
    app = make_app(plugins=["one", "two"])
    assert "duplicate-plugin" in {finding[0] for finding in found(app)}


def test_what_can_not_be_sealed_is_a_finding(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each plugin by itself, where the application is inspected."""

    class Wrapping(Named):
        @hookimpl
        def wrap_wsgi(self, inner: Any) -> Any:
            raise ArithmeticError("on purpose")

    monkeypatch.setenv("COSTREL_INSPECT", "1")
    (finding,) = found(make_app(plugins=[Wrapping()]))
    assert finding[0] == "plugin-setup"


def test_commands_of_plugins_are_found_behind_others(make_app: MakeApp) -> None:
    """Those that the hook ``commands`` returns."""
    command = click.Command("ours")

    class Commanding(Named):
        @hookimpl
        def commands(self) -> list[Any]:
            return [command, click.Command("own")]

    app = make_app(plugins=[Commanding(), "cli"], without=())
    app.cli.command("ours")(lambda: None)
    ((code, *names),) = found(app)
    assert (code, names[1]) == ("hidden-command", "bare")


def test_a_lock_that_can_not_be_read_is_a_finding(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    """Where the application is inspected; it is looked at as if there were none."""
    monkeypatch.setenv("COSTREL_INSPECT", "1")
    monkeypatch.setenv("COSTREL_LOCK", str(tmp_path / "missing.lock"))
    assert "lock-invalid" in {finding[0] for finding in found(make_app())}


def test_filters_of_plugins_without_an_engine_hide_nothing(make_app: MakeApp) -> None:
    """Nor do they where no engine was needed yet; one that was replaced is no finding of its own."""

    def set_up(app: Any) -> None:
        app.add_template_filter(str.upper, "upper")

    assert found(make_app(plugins=[First(set_up)], template_folder=None)) == []
    app = make_app(plugins=[First(set_up), Second(set_up), "templating"], without=())
    app.setup_plugins()
    app.template_engine  # noqa: B018  # it is made on first use
    codes = {finding[0] for finding in found(app)}
    assert codes == {"replaced-template-function"}


def test_a_plugin_that_filled_a_slot_and_fails_is_one_finding(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the application is inspected; the slot is another one's then."""

    class Filling(Named):
        @hookimpl
        def provide_json(self, app: Any) -> Any:
            return DefaultJSONProvider(app)

        @hookimpl
        def setup(self, app: Any) -> None:
            raise ArithmeticError(app.json.dumps({}))

        @hookimpl
        def wrap_wsgi(self, inner: Any) -> Any:
            raise ArithmeticError("on purpose")

    monkeypatch.setenv("COSTREL_INSPECT", "1")
    app = make_app(plugins=[Filling()])
    assert [finding[0] for finding in found(app)] == ["plugin-setup"]


def test_what_plugins_use_of_hooks_that_will_go_is_found(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the plugin that has to be upgraded."""

    class Old(Named):
        @hookimpl
        def flashed(self, message: Any) -> None:
            pass

    monkeypatch.setitem(cast(Any, DEPRECATED), "flashed", Deprecated(since="1.4", until="3.0"))
    with pytest.warns(CostrelDeprecationWarning, match="flashed"):
        app = make_app(plugins=[Old()])
    ((code, _, other),) = found(app)
    assert (code, other) == ("deprecated", "core")


def test_an_engine_that_the_application_assigned_brings_nothing_known(make_app: MakeApp) -> None:
    """Its filters are nobody's, so that no plugin can hide them."""
    app = make_app(plugins=[First(lambda app: app.add_template_filter(str.upper, "upper"))])
    app.template_engine = SimpleNamespace(
        add_filter=lambda name, function: None, create_folder_loader=lambda folder: None
    )
    assert found(app) == []


def test_a_filter_of_the_applications_own_is_replaced_once(make_app: MakeApp) -> None:
    """It is no filter of the engine."""

    def set_up(app: Any) -> None:
        app.add_template_filter(str.upper, "own")

    app = make_app(plugins=[First(set_up), "templating"], without=())
    app.add_template_filter(str.lower, "own")
    app.setup_plugins()
    assert app.template_engine is not None
    assert found(app) == [("replaced-template-function", "First", "bare")]


def test_blueprints_that_share_a_folder_hide_nothing(make_app: MakeApp, tmp_path: Any) -> None:
    """Both mean the same template."""
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared" / "page.html").write_text("x")
    app = make_app(template_folder=None)
    for name in ("one", "two"):
        app.register_blueprint(
            Blueprint(name, __name__, template_folder="shared", root_path=str(tmp_path))
        )
    assert found(app) == []


def test_where_the_chosen_plugin_has_nothing_for_a_slot_the_default_fills_it(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the application is inspected, so that the rest of it can be looked at."""

    class Empty(Named):
        @hookimpl
        def provide_json(self, app: Any) -> Any:
            return None

    monkeypatch.setenv("COSTREL_INSPECT", "1")
    app = make_app(plugins=[Empty()])
    app.config["SLOTS"] = {"json": app.assembly.names[-1]}
    assert app.json.dumps({}) == "{}"


def test_plugins_that_require_each_other_in_a_circle_are_one_finding(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each of them fails once, for the circle or for the other one."""
    monkeypatch.setenv("COSTREL_INSPECT", "1")
    app = make_app(plugins=[Second(requires={"Third"}), Third(requires={"Second"})])
    codes = [finding[0] for finding in found(app)]
    assert codes.count("plugin-cycle") == 1
    assert set(codes) <= {"plugin-cycle", "missing-requirement"}
    assert app.assembly.names == ("core",)


def test_a_filter_that_is_in_two_registries_is_replaced_once(make_app: MakeApp) -> None:
    """In the registrations and in the environment that was there before the set-up."""
    app = make_app(
        plugins=[First(lambda app: app.add_template_filter(str.upper, "own")), "templating"],
        without=(),
    )
    app.add_template_filter(str.lower, "own")
    assert app.jinja_env.filters["own"] is str.lower
    assert found(app) == [("replaced-template-function", "First", "bare")]


def test_a_plugin_that_is_used_and_fits_no_slot_is_a_finding(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the application is inspected; it is left out as if nobody had used it."""

    class Lost(Named):
        @hookimpl
        def provide_nowhere(self, app: Any) -> Any:
            return object()

    monkeypatch.setenv("COSTREL_INSPECT", "1")
    app = make_app()
    app.use(Lost())
    assert app.assembly.names == ("core",)
    assert [finding[0] for finding in found(app)] == ["unknown-hook"]


def test_a_plugin_that_a_blueprint_can_not_use_is_a_finding(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether the application has it already or not; it stays out of what it may not do."""
    monkeypatch.setenv("COSTREL_INSPECT", "1")
    first = First()
    app = make_app(plugins=[first])
    blueprint = Blueprint("pages", __name__)
    blueprint.use(first)
    blueprint.use(Second())
    app.register_blueprint(blueprint)
    assert found(app) == [
        ("scope-refused", "Second", "bare"),
        ("scope-refused", "bare", "First"),
    ]
    assert "First" in app.assembly.names
    assert "Second" not in app.assembly.names


def test_who_has_the_endpoint_that_a_plugin_wants_is_named(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The plugin failed, and the other owner is to blame as much."""
    monkeypatch.setenv("COSTREL_INSPECT", "1")

    def want(app: Any) -> None:
        app.add_url_rule("/", "index", lambda: "")

    app = make_app(plugins=[First(want), Second(want)])
    assert found(app) == [("plugin-setup", "Second", "First")]


def test_a_function_that_is_no_hook_but_named_like_one_is_found(make_app: MakeApp) -> None:
    """A guard without the mark guards nothing; what a module imports is not meant."""

    class Forgetful(Named):
        def before_request(self) -> None:
            pass

        @hookimpl
        def after_request(self) -> None:
            pass

    module = ModuleType("module")
    module.flashed = hookimpl(lambda: None)  # type: ignore[attr-defined]
    module.flashed.__name__ = "flashed"  # type: ignore[attr-defined]
    module.setup = MakeApp  # type: ignore[attr-defined]
    module.commands = fail  # type: ignore[attr-defined]
    module.shell_context = lambda: None  # type: ignore[attr-defined]
    module.shell_context.__module__ = "module"  # type: ignore[attr-defined]
    app = make_app(plugins=[Forgetful(), module])
    assert [code for code, *_ in found(app)] == ["unmarked-hook"] * 2


def fail() -> None:
    """A function of another module."""
