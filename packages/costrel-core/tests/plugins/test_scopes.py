"""Which requests a plugin acts for."""

from typing import Any

import pytest
from werkzeug.test import Client

from costrel_core import App, Blueprint, abort, exempt
from costrel_core.json.provider import DefaultJSONProvider
from costrel_core.views import MethodView
from costrel_spec import Plugin, hookimpl
from costrel_spec.errors import (
    DuplicatePlugin,
    LockMismatch,
    PluginImportFailed,
    PluginSetupFailed,
    ScopeRefused,
    UnknownPlugin,
)
from costrel_spec.hooks import SCOPABLE

pytestmark = pytest.mark.alone


class Guard:
    """A plugin that notes the path of each request at each hook that may be scoped."""

    plugin_name = "guard"

    def __init__(self) -> None:
        self.seen: list[tuple[str, str]] = []

    def note(self, hook: str, ctx: Any) -> None:
        self.seen.append((hook, ctx.request.path))

    @hookimpl
    def request_started(self, ctx: Any) -> None:
        self.note("request_started", ctx)

    @hookimpl
    def before_request(self, ctx: Any) -> None:
        self.note("before_request", ctx)

    @hookimpl
    def handle_error(self, ctx: Any) -> None:
        self.note("handle_error", ctx)

    @hookimpl
    def request_failed(self, ctx: Any) -> None:
        self.note("request_failed", ctx)

    @hookimpl
    def after_request(self, ctx: Any, response: Any) -> None:
        response.headers["X-Guarded"] = "yes"
        self.note("after_request", ctx)

    @hookimpl
    def request_finished(self, ctx: Any) -> None:
        self.note("request_finished", ctx)

    @hookimpl
    def teardown_request(self, ctx: Any) -> None:
        self.note("teardown_request", ctx)

    @hookimpl
    def template_context(self, ctx: Any) -> dict[str, str]:
        self.note("template_context", ctx)
        return {"guarded": "yes"}


def site(app: App, guard: object, **options: Any) -> Client:
    """``/`` of the application, ``/in/``, ``/in/deep/`` of blueprints, of which one uses the guard."""

    def view() -> dict[str, Any]:
        context: dict[str, Any] = {}
        app.update_template_context(context)
        return {"guarded": context.get("guarded")}

    inside, deep = Blueprint("inside", "site"), Blueprint("deep", "site")
    for where in (app, inside, deep):
        where.add_url_rule("/", "view", view)
        where.add_url_rule("/fails", "fails", lambda: 1 // 0)
    inside.use(guard)
    inside.register_blueprint(deep, url_prefix="/deep")
    app.register_blueprint(inside, url_prefix="/in", **options)
    return Client(app)


@pytest.mark.parametrize("path", ["/", "/fails", "/missing", "/in/", "/in/fails", "/in/deep/"])
def test_a_plugin_acts_for_the_blueprint_that_uses_it(make_app: Any, path: str) -> None:
    """At every hook, also for the blueprints inside; for nothing else, not for what is not found."""
    guard = Guard()
    answer = site(make_app(), guard).get(path)
    assert {where for _, where in guard.seen} == ({path} if path.startswith("/in") else set())
    assert ("X-Guarded" in answer.headers) is path.startswith("/in")
    if path.endswith("/"):
        assert answer.json == {"guarded": "yes" if path.startswith("/in") else None}
    if path.startswith("/in"):
        failed = {"handle_error", "request_failed"}
        expected = SCOPABLE - (failed if path.endswith("/") else {"template_context"})
        assert {hook for hook, _ in guard.seen} == expected


def test_outside_of_requests_a_scoped_plugin_gives_no_template_context(make_app: Any) -> None:
    """There is no blueprint then."""
    app = make_app()
    site(app, Guard())
    app.seal()
    context: dict[str, Any] = {}
    with app.app_context():
        app.update_template_context(context)
    assert "guarded" not in context


def test_what_the_application_uses_too_acts_everywhere(make_app: Any) -> None:
    """Once per request, in whatever order the two say so."""
    for first in (True, False):
        guard, app = Guard(), make_app()
        if first:
            app.use(guard)
        client = site(app, guard)
        if not first:
            app.use(guard)
        client.get("/")
        client.get("/in/")
        assert [path for hook, path in guard.seen if hook == "before_request"] == ["/", "/in/"]


def test_a_plugin_that_was_chosen_acts_for_the_blueprint_only(make_app: Any, acme: Any) -> None:
    """The blueprint names it; it is installed, and on, as everything is that is installed."""
    acme("stamp", "@hookimpl\ndef after_request(ctx, response): response.headers['X-Stamp'] = '1'")
    for plugins in (["stamp"], []):
        client = site(make_app(plugins=plugins), "stamp")
        assert "X-Stamp" in client.get("/in/").headers
        assert "X-Stamp" not in client.get("/").headers


def test_a_factory_is_called_once_per_application(make_app: Any) -> None:
    """However many blueprints use it, under whatever names they are registered."""
    made: list[Guard] = []

    class Counted(Guard):
        def __init__(self) -> None:
            super().__init__()
            made.append(self)

    app = make_app()
    client = site(app, Counted, name="first")
    again = Blueprint("again", "site")
    again.use(Counted)
    again.add_url_rule("/", "view", lambda: "again")
    app.register_blueprint(again, url_prefix="/again")
    app.register_blueprint(again, url_prefix="/twice", name="twice")
    for path in ("/in/", "/again/", "/twice/", "/"):
        client.get(path)
    (guard,) = made
    assert [path for hook, path in guard.seen if hook == "before_request"] == [
        "/in/",
        "/again/",
        "/twice/",
    ]


def test_each_application_resolves_it_for_itself(make_app: Any) -> None:
    """A blueprint may be registered on several; each makes its own plugin."""
    inside = Blueprint("inside", "site")
    inside.use(Guard)
    inside.add_url_rule("/", "view", lambda: "")
    apps = [make_app(), make_app()]
    for app in apps:
        app.register_blueprint(inside)
    Client(apps[0]).get("/")
    one, two = (app.assembly.plugins[-1].object for app in apps)
    assert one.seen
    assert not two.seen


@pytest.mark.parametrize(
    ("hook", "declaration", "what"),
    [
        ("setup", Plugin(), "the hook setup"),
        ("context_pushed", Plugin(), "the hook context_pushed"),
        ("provide_json", Plugin(), "the hook provide_json"),
        ("before_request", Plugin(slots={"cache"}), "a slot"),
    ],
)
def test_a_blueprint_can_not_use_what_knows_no_request(
    make_app: Any, plugin: Any, hook: str, declaration: Plugin, what: str
) -> None:
    """It would act for the whole application; the error says where to use it."""

    def implementation() -> None: ...

    implementation.__name__ = hook
    wide = plugin(implementation, name="wide")
    wide.plugin = declaration
    inside = Blueprint("inside", "site")
    inside.use(wide)
    app = make_app()
    with pytest.raises(
        ScopeRefused, match=rf"'inside' uses the plugin 'wide' .* has {what}\."
    ) as e:
        app.register_blueprint(inside)
    assert "app.use('wide')" in str(e.value)


def test_an_application_uses_plugins_after_its_constructor(make_app: Any, plugin: Any) -> None:
    """They suggest configuration, define slots and are set up as the others are."""
    done: list[str] = []

    def config_defaults() -> dict[str, str]:
        return {"TASTE": "malty"}

    def setup(app: Any) -> None:
        done.append(app.config["TASTE"])

    def provide_cask(app: Any) -> str:
        return "oak"

    late = plugin(config_defaults, setup, provide_cask, name="late")
    late.plugin = Plugin(slots={"cask"}, before={"core"})
    app = make_app()
    app.setup_plugins()
    app.use(late)
    assert app.assembly.names == ("late", "core")
    assert app.slot("cask") == "oak"
    app.use(late)
    assert done == []
    app.setup_plugins()
    app.setup_plugins()
    assert done == ["malty"]


def test_a_plugin_may_use_another_while_it_is_set_up(make_app: Any, plugin: Any) -> None:
    """Which is set up then, too."""
    done: list[str] = []

    def second() -> None:
        done.append("second")

    second.__name__ = "setup"
    other = plugin(second, name="other")

    def setup(app: Any) -> None:
        app.use(other)
        done.append("first")

    app = make_app(plugins=[plugin(setup, name="first")])
    app.setup_plugins()
    assert done == ["first", "second"]


def test_what_is_used_in_a_set_up_goes_with_it(make_app: Any, plugin: Any) -> None:
    """With its defaults and its scope; what was there before acts for whom it acted."""

    def config_defaults() -> dict[str, str]:
        return {"TASTE": "malty"}

    def before_request() -> None: ...

    def setup(app: Any) -> None:
        app.use(other)
        app.register_blueprint(inside)
        assert app.config["TASTE"] == "malty"
        if broken:
            raise ValueError("no luck")

    other = plugin(config_defaults, name="other")
    guard = plugin(before_request, name="guard")
    inside = Blueprint("inside", "site")
    inside.use(guard)
    broken = [True]
    app = make_app(plugins=[guard, plugin(setup, name="first")])
    before = app.assembly.ledger.entries()
    with pytest.raises(PluginSetupFailed, match="no luck"):
        app.setup_plugins()
    assert app.assembly.names == ("core", "first", "guard")
    assert "TASTE" not in app.config
    assert app.assembly.ledger.entries() == before
    broken.clear()
    app.setup_plugins()
    assert app.assembly.names == ("core", "first", "guard", "other")
    (default,) = app.assembly.ledger.entries(key="TASTE")
    assert default.owner.name == "other"
    assert [entry.key for entry in app.assembly.ledger.entries("scope", owner="guard")] == [
        "inside"
    ]


def test_a_slot_goes_with_the_plugin_that_defined_it(make_app: Any, plugin: Any) -> None:
    """Who was used in a set-up that failed fills nothing any more."""

    def provide_json(app: Any) -> Any:
        return DefaultJSONProvider(app)

    def setup(app: Any) -> None:
        app.use(other)
        assert app.json
        assert app.assembly.provider_name("json") == "other"
        raise ValueError

    other = plugin(provide_json, name="other")
    other.plugin = Plugin(slots={"cask"})
    app = make_app(plugins=[plugin(setup, name="first")], optional=["first"])
    app.setup_plugins()
    assert "cask" not in app.assembly.slots
    assert app.json
    assert app.assembly.provider_name("json") == "core"


def test_nothing_is_recorded_of_a_plugin_that_is_left_out_when_it_is_used(
    make_app: Any, plugin: Any
) -> None:
    """The ledger is as if nobody had used it."""

    def config_defaults() -> dict[str, str]:
        raise ValueError

    def provide_nothing(app: Any) -> None: ...

    app = make_app(optional=["probe"])
    before = app.assembly.ledger.entries()
    for hook in (config_defaults, provide_nothing):
        app.use(plugin(hook))
    assert app.assembly.names == ("core",)
    assert app.assembly.ledger.entries() == before


def test_nothing_is_no_plugin(make_app: Any) -> None:
    """It is refused, and not taken for one that is installed and was not given."""
    with pytest.raises(PluginImportFailed, match="'NoneType'"):
        make_app().use(None)


def test_what_is_denied_stays_out_whoever_uses_it(make_app: Any, acme: Any) -> None:
    """The application decides; nothing of it is imported."""
    acme("loud", "raise SystemExit('imported')")
    app = make_app(deny=["loud"], plugins=None)
    inside = Blueprint("inside", "site")
    inside.use("loud")
    app.register_blueprint(inside)
    app.use("loud")
    assert "loud" not in app.assembly.names


def test_what_is_denied_need_not_be_installed(make_app: Any) -> None:
    """One application can be started in several environments."""
    app = make_app(deny=["elsewhere"])
    app.use("elsewhere")
    assert app.assembly.names == ("core",)


def test_in_safe_mode_nothing_is_used(
    make_app: Any, plugin: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor looked for: it may be what is broken."""

    def before_request() -> None: ...

    monkeypatch.setenv("COSTREL_SAFE_MODE", "1")
    app = make_app()
    app.use("nobody")
    app.use(plugin(before_request))
    assert app.assembly.names == ("core",)


def test_a_part_that_was_left_out_stays_out(make_app: Any) -> None:
    """The distribution's user said so."""
    app = make_app()
    app.use("signals")
    app.use("core")
    assert app.assembly.names == ("core",)


@pytest.mark.parametrize("name", ["nobody", "absent"])
def test_a_plugin_that_nobody_has_is_refused(make_app: Any, name: str) -> None:
    """Also if it is a part of the distribution, but not installed."""

    class Larger(App):
        parts = (*App.parts, "absent")

    with pytest.raises(UnknownPlugin, match=rf"use\(\) names the plugin '{name}'"):
        make_app(Larger).use(name)


def test_two_plugins_of_one_name_are_refused(make_app: Any, plugin: Any) -> None:
    """Another object under a name that is taken is another plugin."""

    def after_request() -> None: ...

    app = make_app(plugins=[plugin(after_request, name="stamp")])
    with pytest.raises(DuplicatePlugin, match="Two plugins have the name 'stamp'"):
        app.use(plugin(after_request, name="stamp"))
    assert app.assembly.names == ("core", "stamp")


def test_an_optional_plugin_that_fails_is_left_out_when_it_is_used(
    make_app: Any, acme: Any
) -> None:
    """As in the constructor; used once more, it is still out."""
    acme("broken", "raise ValueError")
    app = make_app(optional=["broken"])
    for _ in range(2):
        app.use("broken")
    assert "broken" not in app.assembly.names
    assert [each.status for each in app.assembly.plugins if each.name == "broken"] == ["left out"]


def test_a_plugin_that_can_not_be_used_changes_nothing(make_app: Any, plugin: Any) -> None:
    """The application is as before, and can be used."""

    def config_defaults() -> dict[str, str]:
        raise ValueError

    def before_request() -> str:
        return "answered"

    lost = plugin(before_request, name="lost")
    lost.plugin = Plugin(requires={"nobody"})
    app = make_app()
    app.add_url_rule("/", "view", lambda: "served")
    with pytest.raises(Exception, match="requires 'nobody'"):
        app.use(lost)
    with pytest.raises(PluginSetupFailed):
        app.use(plugin(config_defaults, name="failing"))
    assert app.assembly.names == ("core",)
    assert Client(app).get("/").text == "served"


def test_after_the_seal_no_plugin_is_used(make_app: Any) -> None:
    """By nobody, and the error says where the seal was."""
    app = make_app()
    app.seal()
    with pytest.raises(AssertionError, match=r"the plugins are sealed.*test_scopes"):
        app.use(Guard)
    inside = Blueprint("inside", "site")
    inside.use(Guard)
    with pytest.raises(AssertionError, match=r"the plugins are sealed.*test_scopes"):
        app.register_blueprint(inside)


def test_a_lock_lists_what_is_used(make_app: Any, acme: Any, tmp_path: Any) -> None:
    """And refuses, before it is imported, what it does not list."""
    acme("stamp", "@hookimpl\ndef after_request(ctx, response): ...")
    acme("loud", "raise SystemExit('imported')")
    app = make_app(plugins=[])
    app.use("stamp")
    app.assembly.lock({}).write(tmp_path / "costrel.lock")
    app = make_app(plugins=[])
    with pytest.raises(LockMismatch, match="The plugin 'stamp' went"):
        app.setup_plugins()
    with pytest.raises(LockMismatch, match="The plugin 'loud' came"):
        app.use("loud")
    with pytest.raises(LockMismatch, match="The plugin 'loud' came"):
        make_app(type("Larger", (App,), {"parts": ("loud",)}), without=()).use("loud")
    app.use("stamp")
    app.setup_plugins()
    assert app.assembly.names == ("core", "stamp")


def test_what_the_lock_does_not_list_is_not_imported_to_be_looked_at(
    make_app: Any, acme: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever names it; it is a finding."""
    make_app().write_lock()
    acme("loud", "raise SystemExit('imported')")
    monkeypatch.setenv("COSTREL_INSPECT", "1")
    used = make_app()
    used.use("loud")
    for app in (used, make_app(plugins=["loud"])):
        assert [finding.code for finding in app.assembly.check()] == ["lock-mismatch"]
        assert app.assembly.names == ("core",)


def test_a_lock_lists_what_is_used_in_a_set_up(make_app: Any, plugin: Any) -> None:
    """It comes late, and it must come; the slots that it fills are its own from then on."""

    def provide_cask(app: Any) -> str:
        return "oak"

    def setup(app: Any) -> None:
        if used:
            app.use(other)

    used = [True]
    other = plugin(provide_cask, name="other")
    other.plugin = Plugin(slots={"cask"})
    make_app(plugins=[plugin(setup)]).write_lock()
    app = make_app(plugins=[plugin(setup)])
    app.setup_plugins()
    assert app.slot("cask") == "oak"
    used.clear()
    app = make_app(plugins=[plugin(setup)])
    for _ in range(2):
        with pytest.raises(LockMismatch, match="The plugin 'other' went"):
            app.setup_plugins()


# -- views that are exempt --------------------------------------------------------------------------


class Closed:
    """A plugin that lets nobody in."""

    plugin_name = "closed"

    @hookimpl
    def before_request(self) -> None:
        abort(403)

    @hookimpl
    def after_request(self, response: Any) -> None:
        response.headers["X-Closed"] = "1"


class Door(MethodView):
    """A view of a class."""

    def get(self) -> str:
        """Say hello."""
        return "in"


@pytest.mark.parametrize(
    ("view", "status"),
    [
        (lambda: "in", 403),
        (exempt("closed")(lambda: "in"), 200),
        (exempt("other", "closed")(lambda: "in"), 200),
        (exempt("closed")(exempt("other")(lambda: "in")), 200),
        (exempt("other")(lambda: "in"), 403),
        (Door.as_view("door"), 403),
        (exempt("closed")(type("OpenDoor", (Door,), {})).as_view("door"), 200),
        (type("OpenDoor", (Door,), {"decorators": [exempt("closed")]}).as_view("door"), 200),
    ],
)
def test_a_view_is_exempt_from_a_plugin(make_app: Any, view: Any, status: int) -> None:
    """From its before_request; its other hooks act for that view too."""
    app = make_app(plugins=[Closed])
    app.add_url_rule("/", "view", view)
    answer = Client(app).get("/")
    assert (answer.status_code, answer.headers["X-Closed"]) == (status, "1")
    assert Client(app).get("/missing").status_code == 403


@pytest.mark.parametrize(("known", "status"), [(True, 200), (False, 403)])
def test_a_view_that_is_replaced_after_the_seal(make_app: Any, known: bool, status: int) -> None:
    """It is exempt if the plugin has an exempt view already; the plugin is called otherwise."""
    app = make_app(plugins=[Closed])
    app.add_url_rule("/", "view", lambda: "first")
    if known:
        app.add_url_rule("/other", "other", exempt("closed")(lambda: "other"))
    client = Client(app)
    assert client.get("/").status_code == 403
    app.view_functions["view"] = exempt("closed")(lambda: "second")
    assert client.get("/").status_code == status
    app.view_functions["view"] = lambda: "third"
    assert client.get("/").status_code == 403


def test_an_async_view_is_exempt(make_app: Any) -> None:
    """As any other, and from an async hook too."""
    pytest.importorskip("asgiref")

    class Later:
        plugin_name = "later"

        @hookimpl
        async def before_request(self) -> None:
            abort(403)

    @exempt("later")
    async def view() -> str:
        return "in"

    app = make_app(plugins=[Later])
    app.add_url_rule("/", "view", view)
    app.add_url_rule("/closed", "closed", lambda: "in")
    assert Client(app).get("/").text == "in"
    assert Client(app).get("/closed").status_code == 403


def test_what_takes_no_mark_is_refused(make_app: Any) -> None:
    """The error says what to write instead."""
    with pytest.raises(TypeError, match=r"bound method .* write a function that calls it"):
        exempt("closed")(Door().get)


def test_a_view_that_nobody_exempts_costs_no_call(make_app: Any) -> None:
    """The hook is the plugin's own function then."""
    app = make_app(plugins=[Closed])
    app.add_url_rule("/", "view", exempt("other")(lambda: "in"))
    app.seal()
    ((_, function),) = app.hooks.before_request
    assert function.__wrapped__.__func__ is Closed.before_request
    assert getattr(function.__wrapped__, "__wrapped__", None) is None


def test_exempt_takes_names(make_app: Any) -> None:
    """The form without parentheses would exempt from nothing."""
    with pytest.raises(TypeError, match="with parentheses"):
        exempt(lambda: "in")  # type: ignore[arg-type]
