"""Plugins, slots and sealed hooks of one application."""

import threading
import time
from contextlib import nullcontext
from types import SimpleNamespace

import pytest
from werkzeug.test import Client

from costrel_core import App, DefaultJSONProvider, has_app_context, request, session
from costrel_core.missing import MissingSessions
from costrel_spec import Plugin, SessionInterface, listened
from costrel_spec.errors import (
    InvalidSlots,
    LockInvalid,
    LockMismatch,
    MissingCapability,
    MissingPart,
    PluginSetupFailed,
    SlotAlreadyFilled,
    UnknownPlugin,
    UnknownSlot,
)

pytestmark = pytest.mark.alone


# -- slots ----------------------------------------------------------------------------------------

SLOTS = {
    "json": "json",
    "session_interface": "sessions",
    "router": "router",
    "template_engine": "templates",
    "client_factory": "testing",
    "command_line": "cli",
}


class Filling(SimpleNamespace):
    """What has the methods of every slot."""

    open_session = save_session = match = dumps = loads = render = client = group = print


def provider(slot, answer, calls=None):
    """A hook that fills the slot, named as the slot wants it."""

    def provide(app):
        if calls is not None:
            calls.append(app)
        return answer(app) if callable(answer) else answer

    provide.__name__ = f"provide_{slot}"
    return provide


@pytest.mark.parametrize(("attribute", "slot"), SLOTS.items())
def test_a_slot_is_filled_on_its_first_use(make_app, plugin, attribute, slot):
    """Once, by the plugin; not before."""
    calls, filling = [], Filling(add_filter=None)
    app = make_app(plugins=[plugin(provider(slot, filling, calls))])
    assert calls == []
    assert getattr(app, attribute) is filling
    assert getattr(app, attribute) is filling
    assert calls == [app]
    assert app.assembly.provider_name(slot) == "probe"


@pytest.mark.parametrize("attribute", SLOTS)
@pytest.mark.parametrize("where", ["instance", "class"])
def test_what_is_assigned_fills_the_slot(make_app, plugin, attribute, where):
    """On the object or in the class; no plugin is asked."""

    class Site(App):
        """The application of the test."""

    filling = SimpleNamespace()
    app = make_app(
        Site, plugins=[plugin(provider(SLOTS[attribute], lambda app: pytest.fail("asked")))]
    )
    setattr(app if where == "instance" else Site, attribute, filling)
    assert getattr(app, attribute) is filling


@pytest.mark.parametrize(("attribute", "slot"), SLOTS.items())
@pytest.mark.parametrize("used", [False, True])
def test_a_slot_is_overridden_for_a_block(app, attribute, slot, used):
    """Afterwards, an exception or not, it is as it was: filled, or still to be filled."""
    before = getattr(app, attribute) if used else None
    with pytest.raises(KeyError), app.override(slot, "outer") as outer:
        assert outer == "outer" == getattr(app, attribute) == app.slot(slot)
        with app.override(slot, "inner"):
            assert getattr(app, attribute) == "inner"
        assert getattr(app, attribute) == "outer"
        raise KeyError
    assert (attribute in vars(app)) is used
    assert not used or getattr(app, attribute) is before


def test_an_overridden_slot_serves_requests(app):
    """From the next use on, before and after the seal."""

    class Shouting(DefaultJSONProvider):
        """The provider of the test."""

        def dumps(self, obj, **kwargs):
            return super().dumps(obj, **kwargs).upper()

    app.add_url_rule("/", "view", lambda: {"a": "b"})
    client = Client(app)
    for _ in range(2):
        with app.override("json", Shouting(app)):
            assert client.get("/").text == '{"A":"B"}\n'
        assert client.get("/").text == '{"a":"b"}\n'


def test_a_slot_of_a_plugin_is_used_by_its_name(make_app, plugin):
    """It is filled once, can be overridden, and may be empty."""
    calls = []
    caching = plugin(provider("cache", lambda app: {"the": "cache"}, calls))
    caching.plugin = Plugin(slots={"cache", "mailer"})
    app = make_app(plugins=[caching])
    with app.override("cache", {}) as replacement:
        assert app.slot("cache") is replacement
    assert calls == []
    assert app.slot("cache") is app.slot("cache")
    assert app.slot("cache") == {"the": "cache"}
    assert calls == [app]
    assert app.slot("mailer") is None
    with app.override("mailer", print):
        assert app.slot("mailer") is print
    assert app.slot("mailer") is None


def test_a_slot_that_nobody_defines_is_refused(app):
    """With a word about what was meant."""
    with pytest.raises(UnknownSlot, match="Did you mean 'templates'"):
        app.slot("template")
    with pytest.raises(UnknownSlot), app.override("template", None):
        pass


@pytest.mark.parametrize("attribute", SLOTS)
def test_the_class_shows_the_slot_itself(attribute):
    """For documentation tools, which look at classes."""
    assert getattr(App, attribute).fget.slot == SLOTS[attribute]


def test_a_slot_is_filled_once_whoever_asks_first(make_app, plugin):
    """Also where threads ask at the same time."""

    def slowly(app):
        time.sleep(0.05)
        made.append(Filling())
        return made[-1]

    made, got = [], []
    app = make_app(plugins=[plugin(provider("testing", slowly))])
    threads = [threading.Thread(target=lambda: got.append(app.client_factory)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 1
    assert got == made * 4


def test_empty_slots_are_none_but_for_sessions(app):
    """Which must be read without the part; the core fills two itself."""
    assert app.template_engine is None
    assert app.client_factory is None
    assert app.command_line is None
    assert isinstance(app.session_interface, MissingSessions)
    assert type(app.json) is DefaultJSONProvider
    assert app.assembly.provider_name("sessions") is None


def test_the_json_provider_of_a_class_attribute_comes_before_plugins(make_app, plugin):
    """As Flask's users set it."""

    class Own(DefaultJSONProvider):
        """The provider of the test."""

    class Site(App):
        json_provider_class = Own

    app = make_app(Site, plugins=[plugin(provider("json", lambda app: pytest.fail("asked")))])
    assert type(app.json) is Own
    app.add_url_rule("/", "view", lambda: {"a": 1})
    assert Client(app).get("/").json == {"a": 1}


@pytest.mark.parametrize("by", ["the configuration", "the defaults of the class"])
@pytest.mark.parametrize("slots", [["json"], "json", None, 5, {"templates": 5}, {5: "json"}])
def test_a_choice_that_can_not_be_read_is_refused(make_app, slots, by):
    """Wherever it is read first; the error shows the value and the right form."""

    class Site(App):
        default_config = {**App.default_config, "SLOTS": slots}

    app = make_app(App if by == "the configuration" else Site)
    if by == "the configuration":
        app.config["SLOTS"] = slots
    for use in (app.setup_plugins, app.seal, lambda: app.json):
        with pytest.raises(InvalidSlots) as caught:
            use()
        assert f"SLOTS = {slots!r}" in str(caught.value)
        assert 'write SLOTS = {"templates": "acme-mako"}' in str(caught.value)


def test_the_configuration_chooses_among_plugins(make_app, plugin):
    """By SLOTS, which may be loaded after the application is made."""
    first, second = Filling(), Filling()
    app = make_app(
        plugins=[
            plugin(provider("testing", first), name="first"),
            plugin(provider("testing", second), name="second"),
        ]
    )
    app.config["SLOTS"] = {"testing": "second"}
    assert app.client_factory is second


@pytest.mark.parametrize(
    ("slots", "error", "words"),
    [
        ({"testing": "nobody"}, UnknownPlugin, "'nobody'"),
        ({"tasting": "probe"}, UnknownSlot, "'tasting'"),
    ],
)
def test_a_choice_that_can_not_be_is_found_at_the_set_up(make_app, plugin, slots, error, words):
    """Whether or not the slot is used."""
    app = make_app(plugins=[plugin(provider("testing", Filling()))])
    app.config["SLOTS"] = slots
    with pytest.raises(error, match=words):
        app.setup_plugins()


def test_a_choice_is_not_changed_after_the_slot_was_filled(make_app, plugin):
    """The error names both places and the remedy; undone, it is none."""
    app = make_app(plugins=[plugin(provider("testing", Filling()))])
    app.client_factory  # noqa: B018  # fills it
    app.config["SLOTS"]["testing"] = "probe"
    with pytest.raises(SlotAlreadyFilled) as caught:
        app.setup_plugins()
    text = str(caught.value)
    assert "SLOTS says 'probe' for 'testing'" in text
    assert "when it said None" in text
    assert text.count(__file__) == 2
    assert text.endswith("[costrel:slot-filled]")
    del app.config["SLOTS"]["testing"]
    app.setup_plugins()


def test_a_choice_that_could_not_be_may_be_corrected(make_app, plugin):
    """Since nothing was filled."""
    app = make_app()
    app.config["SLOTS"]["json"] = "nobody"
    with pytest.raises(UnknownPlugin):
        app.json  # noqa: B018  # it fails
    del app.config["SLOTS"]["json"]
    app.setup_plugins()
    assert type(app.json) is DefaultJSONProvider


def test_a_choice_may_be_made_after_the_use_of_a_slot_was_undone(make_app, plugin):
    """By a set-up that failed, as if for want of that choice."""

    def setup(app):
        if type(app.json) is DefaultJSONProvider:
            raise ValueError("another one is needed")

    class Other(DefaultJSONProvider):
        pass

    app = make_app(plugins=[plugin(setup), plugin(provider("json", Other), name="other")])
    app.config["SLOTS"]["json"] = "core"
    with pytest.raises(PluginSetupFailed, match="another one is needed"):
        app.setup_plugins()
    app.config["SLOTS"]["json"] = "other"
    app.setup_plugins()
    assert type(app.json) is Other


def test_the_choice_for_a_slot_of_a_plugin_is_not_changed_either(make_app, plugin):
    """After it was filled."""

    class Caches:
        plugin = Plugin(slots={"cache"})

    caches = [plugin(provider("cache", name), name=name) for name in ("one", "two")]
    app = make_app(plugins=[Caches, *caches])
    app.config["SLOTS"]["cache"] = "one"
    assert app.slot("cache") == "one"
    app.config["SLOTS"]["cache"] = "two"
    with pytest.raises(SlotAlreadyFilled, match="for 'cache'"):
        app.setup_plugins()


@pytest.mark.parametrize("how", ["assigned", "class", "provider", "overridden"])
def test_what_the_application_assigns_needs_no_choice(make_app, plugin, how):
    """However many plugins provide it, and the lock says nothing of that slot."""

    class Own(App):
        if how == "class":
            json = Filling()
        if how == "provider":
            json_provider_class = type("Provider", (DefaultJSONProvider,), {})

    filling = provider("json", DefaultJSONProvider)
    app = make_app(Own, plugins=[plugin(filling, name="one"), plugin(filling, name="two")])
    if how == "assigned":
        app.json = Filling()
    with app.override("json", Filling()) if how == "overridden" else nullcontext():
        app.write_lock()
        app.seal()
        assert app.assembly.provider_name("json") is None
        assert "json" not in app.assembly.lock({}, {"json"}).slots


def test_a_plugin_that_is_used_too_late_to_fill_a_slot_is_refused(make_app, plugin):
    """It would be ignored; a choice, or an earlier use, is the remedy."""
    late = plugin(provider("json", DefaultJSONProvider), name="late")
    app = make_app()
    app.json  # noqa: B018  # fills it
    with pytest.raises(
        SlotAlreadyFilled, match=r"'late' .* 'json', and 'core' .* fills it already"
    ):
        app.use(late)
    assert app.assembly.names == ("core",)
    app.config["SLOTS"]["json"] = "core"
    app.use(late)
    assert app.assembly.names == ("core", "late")
    app = make_app(optional=["late"])
    app.json  # noqa: B018  # fills it
    app.use(late)
    assert app.assembly.names == ("core",)
    app = make_app()
    app.use(late)
    app.seal()
    assert app.assembly.provider_name("json") is None
    assert app.json
    assert app.assembly.provider_name("json") == "late"


def test_a_router_of_a_plugin_matches(make_app, plugin):
    """Instead of the core's."""

    class Router:
        def match(self, method, path, context, environ):
            rule = next(app.url_map.iter_rules("view"))
            return rule, {"what": path[::-1]}

    app = make_app(plugins=[plugin(provider("router", lambda app: Router()))])
    app.add_url_rule("/<what>", "view", lambda what: what)
    assert Client(app).get("/abc/def").text == "fed/cba/"


def test_sessions_of_a_plugin_are_opened(make_app, plugin):
    """At once, unless they can be deferred."""

    class Sessions(SessionInterface):
        def open_session(self, app, request):
            return Session(path=request.path)

        def save_session(self, app, session, response):
            response.headers["X-Session"] = session["path"]

    class Session(dict):
        accessed = False

    app = make_app(plugins=[plugin(provider("sessions", lambda app: Sessions()))])
    app.add_url_rule("/x", "view", lambda: session["path"])
    answer = Client(app).get("/x")
    assert (answer.text, answer.headers["X-Session"]) == ("/x", "/x")


# -- configuration --------------------------------------------------------------------------------


def test_plugins_suggest_configuration(make_app, plugin):
    """Where neither the framework nor the application has a value."""

    def config_defaults():
        return {"OWN": 1, "MAX_COOKIE_SIZE": 1, "SECRET_KEY": "suggested"}

    class Site(App):
        default_config = {**App.default_config, "OTHER": 1}  # as with Flask

    app = make_app(Site, plugins=[plugin(config_defaults)])
    assert app.config["OWN"] == 1
    assert app.config["MAX_COOKIE_SIZE"] == 4093
    assert app.config["SECRET_KEY"] is None


def fail(app):
    """A set-up that fails, after it changed the configuration."""
    app.config["CHANGED"] = True
    raise OSError("no database")


@pytest.mark.parametrize("changed", [False, True])
def test_the_suggestions_of_a_plugin_that_fails_are_withdrawn(make_app, plugin, changed):
    """The next plugin's count then, also for its set-up; what the application changed stays."""
    seen = []

    def suggesting(name, set_up):
        def config_defaults():
            return {"SHARED": name, name: "suggested"}

        def setup(app):
            set_up(app)

        return plugin(config_defaults, setup, name=name)

    bad, worse = suggesting("BAD", fail), suggesting("C", fail)
    good = suggesting("D", lambda app: seen.append(app.config["SHARED"]))
    app = make_app(plugins=[bad, worse, good], optional={"BAD", "C"})
    assert (app.config["SHARED"], app.config["BAD"]) == ("BAD", "suggested")
    if changed:
        app.config["SHARED"] = app.config["BAD"] = "own"
    app.setup_plugins()
    names = {"SHARED", "BAD", "C", "D", "CHANGED"} & app.config.keys()
    if changed:
        assert (app.config["SHARED"], app.config["BAD"], seen) == ("own", "own", ["own"])
        assert names == {"SHARED", "BAD", "D"}
    else:
        assert (app.config["SHARED"], seen) == ("D", ["D"])
        assert names == {"SHARED", "D"}
    # Nobody registered anything but suggestions.
    assert {entry.kind for entry in app.assembly.ledger.entries()} == {"config default"}


# -- set-up ---------------------------------------------------------------------------------------


def registering(calls):
    """A hook that adds a route."""

    def setup(app):
        calls.append(app.config.get("LATE"))
        app.add_url_rule("/plugged", "plugged", lambda: "plugged in")

    return setup


@pytest.mark.parametrize("trigger", ["request", "by hand", "seal", "client", "runner"])
def test_plugins_are_set_up_once_and_see_the_final_configuration(make_app, plugin, trigger):
    """By the first request, test client or runner, or by hand."""
    calls = []
    app = make_app(plugins=[plugin(registering(calls))])
    app.config["LATE"] = "final"
    assert calls == []
    if trigger == "by hand":
        app.setup_plugins()
    elif trigger == "seal":
        app.seal()
    elif trigger == "client":
        with pytest.raises(MissingPart):
            app.test_client()
    elif trigger == "runner":
        with pytest.raises(MissingPart):
            app.test_cli_runner()
    assert Client(app).get("/plugged").text == "plugged in"
    assert calls == ["final"]


def test_a_failing_set_up_stops_the_boot_until_it_succeeds(make_app, plugin):
    """What it had registered is undone; the next request tries again."""
    tries = []

    def setup(app):
        tries.append(1)
        app.add_url_rule("/plugged", "plugged", lambda: "plugged in")
        if len(tries) == 1:
            raise LookupError("not yet")

    app = make_app(plugins=[plugin(setup)])
    with pytest.raises(PluginSetupFailed, match="not yet"):
        Client(app).get("/plugged")
    assert "plugged" not in app.view_functions
    assert Client(app).get("/plugged").text == "plugged in"


def test_a_plugin_may_use_the_application_while_it_is_set_up(make_app, plugin):
    """Contexts, the slots, and even the set-up itself."""

    def setup(app):
        app.setup_plugins()
        with app.test_request_context("/x"):
            seen.append(request.path)
        app.secret_key = app.json.dumps({"a": 1})

    seen = []
    app = make_app(plugins=[plugin(setup)])
    app.setup_plugins()
    assert seen == ["/x"]
    assert app.secret_key == '{"a": 1}'


def test_commands_of_plugins_join_those_of_the_application(make_app, plugin):
    """Which keep their names."""
    theirs = [SimpleNamespace(name="work"), SimpleNamespace(name="rest")]

    def commands():
        return theirs

    app = make_app(plugins=[plugin(commands)])

    @app.cli.command("work")
    def own():
        """The application's own."""

    for _ in range(2):
        app.setup_plugins()
    assert app.cli.commands == {"work": own, "rest": theirs[1]}


# -- seal -----------------------------------------------------------------------------------------


def test_hooks_are_empty_until_the_seal(make_app, plugin):
    """And plain calls from then on."""

    def before_request(ctx):
        return "hooked"

    app = make_app(plugins=[plugin(before_request)])
    assert app.hooks.before_request == ()
    app.seal()
    (function,) = app.hooks.before_request
    assert function(None) == "hooked"
    sealed = app.hooks.before_request
    app.seal()
    assert app.hooks.before_request is sealed


def test_a_context_before_the_seal_is_told_to_plugins_that_are_ready(make_app, plugin):
    """In a script, say: at once to those that need no set-up, to others once they are set up."""
    told = []

    def context_pushed(app):
        told.append("ready")

    def teardown_context():
        told.append("torn down")

    def telling():
        def context_pushed():
            told.append("set up")

        return context_pushed

    def setup(app):
        told.append("setup")

    ready = plugin(context_pushed, teardown_context, name="ready")
    app = make_app(plugins=[ready, plugin(telling(), setup, name="set-up")])
    for _ in range(2):
        with app.app_context():
            assert told.pop() == "ready"
        assert told.pop() == "torn down"
    assert told == []
    app.setup_plugins()
    with app.app_context():
        assert told == ["setup", "ready", "set up"]
    app.seal()
    told.clear()
    app.setup_plugins()
    with app.test_request_context():
        assert told == ["ready", "set up"]


def test_the_first_context_is_told_to_nobody_who_does_not_listen(make_app, plugin):
    """As every later one."""
    listeners, told = [], []

    @listened(listeners)
    def context_pushed(app):
        told.append(app)

    app = make_app(plugins=[plugin(context_pushed)])
    with app.app_context():
        assert told == []
    listeners.append("somebody")
    with app.app_context():
        assert told == [app]


def test_the_first_context_is_not_lost_where_a_plugin_fails(make_app, plugin, caplog):
    """The failure is in the log, and the other plugins are told."""
    told = []

    def failing():
        def context_pushed():
            raise OSError("no disk")

        return context_pushed

    def context_pushed(app):
        told.append(app)

    app = make_app(plugins=[plugin(failing(), name="a"), plugin(context_pushed, name="b")])
    with app.app_context():
        assert told == [app]
    assert "no disk" in caplog.text


def test_a_second_attempt_to_seal_is_like_a_first_one(make_app, plugin):
    """A wrapping that failed is tried again around the application itself, and entered once."""
    attempts = []

    def wrap_wsgi(inner):
        attempts.append(inner)
        if len(attempts) == 1:
            raise OSError("not yet")
        return lambda environ, start_response: inner(environ, start_response)

    app = make_app(plugins=[plugin(wrap_wsgi)])
    bare = app.wsgi_app
    with pytest.raises(PluginSetupFailed, match="not yet"):
        app.seal()
    assert app.wsgi_app == bare
    app.seal()
    assert attempts == [bare, bare]
    (entry,) = app.assembly.ledger.entries("wsgi application")
    assert entry.value is app.wsgi_app
    assert entry.replaced == bare


def test_the_application_is_not_wrapped_where_nobody_wraps_it(app):
    """``wsgi_app`` stays the method, which may still be patched."""
    app.seal()
    assert "wsgi_app" not in vars(app)


def test_a_late_registration_tells_where_the_seal_was(app):
    """The file and line that sent the first request, or sealed by hand."""
    app.seal()
    app.add_url_rule("/", "view", lambda: "x")
    assert Client(app).get("/").text == "x"
    with pytest.raises(AssertionError) as caught:
        app.add_url_rule("/late", "late")
    assert f"sealed by {__file__}:" in str(caught.value)


def test_concurrent_first_requests_seal_once(make_app, plugin):
    """Each waits for the one that does it."""
    calls = []

    def setup(app):
        time.sleep(0.05)
        calls.append(1)

    app = make_app(plugins=[plugin(setup)])
    app.add_url_rule("/", "view", lambda: "x")
    results = []
    threads = [
        threading.Thread(target=lambda: results.append(Client(app).get("/").text)) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == ["x"] * 4
    assert calls == [1]


def test_no_state_is_shared_between_applications(make_app, plugin):
    """Neither hooks nor fillings."""

    def before_request(ctx):
        return "hooked"

    hooked, plain = make_app(plugins=[plugin(before_request)]), make_app()
    for app in (hooked, plain):
        app.add_url_rule("/", "view", lambda: "view")
    assert [Client(app).get("/").text for app in (hooked, plain)] == ["hooked", "view"]
    assert hooked.json is not plain.json


def test_a_plugin_may_define_a_slot(make_app, plugin):
    """Which others fill."""

    class Caches:
        plugin = Plugin(slots={"cache"})

    app = make_app(plugins=[Caches, plugin(provider("cache", {"x": 1}))])
    assert app.assembly.provide("cache", None) == {"x": 1}


# -- modes ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("variable", ["COSTREL_SAFE_MODE", "COSTREL_INSPECT"])
def test_without_its_plugins_an_application_does_not_serve(
    make_app, plugin, monkeypatch, caplog, variable
):
    """Whatever they guard is not open: every request gets a 503, and the log says why."""
    monkeypatch.setenv(variable, "1")

    def wrap_wsgi(app, inner):
        return inner

    app = make_app(plugins=[plugin(wrap_wsgi)])
    app.add_url_rule("/", "view", lambda: pytest.fail("served"))
    for path in ("/", "/missing"):
        answer = Client(app).get(path)
        assert (answer.status_code, answer.text) == (503, "The service is unavailable.\n")
        assert answer.headers["Cache-Control"] == "no-store"
    assert Client(app).head("/").data == b""
    assert caplog.text.count(f"503, for {'safe' if 'SAFE' in variable else 'inspect'}") == 1
    with app.app_context(), app.test_request_context():
        assert request.path == "/"


@pytest.mark.parametrize(("variable", "status"), [("SAFE_MODE", 200), ("INSPECT", 503)])
def test_an_application_may_serve_in_safe_mode(make_app, monkeypatch, caplog, variable, status):
    """If it says that it is safe without its plugins; while it is inspected, it never does."""
    monkeypatch.setenv(f"COSTREL_{variable}", "1")
    app = make_app()
    app.config["SERVE_IN_SAFE_MODE"] = True
    app.add_url_rule("/", "view", lambda: "served")
    assert Client(app).get("/").status_code == status
    assert (caplog.text == "") is (status == 200)


# -- the lock -------------------------------------------------------------------------------------


def test_an_application_writes_its_lock_and_compares(make_app, plugin, tmp_path, monkeypatch):
    """Beside itself, or where the environment says; it starts only as it was then."""

    def shell_context():
        return {}

    app = make_app(plugins=[plugin(shell_context)])
    path = tmp_path / "costrel.lock"
    assert app.lock_changes() == (f"There is no lock {path}. Write it with the command `lock`.",)
    assert app.write_lock() == (path, app.assembly.lock({}).digest)
    assert app.lock_changes() == ()
    with pytest.raises(LockMismatch, match="'probe' went"):
        make_app()
    monkeypatch.setenv("COSTREL_LOCK", "")
    assert "The plugin 'probe' went." in make_app().lock_changes()
    monkeypatch.setenv("COSTREL_LOCK", str(tmp_path / "other.lock"))
    with pytest.raises(LockInvalid, match="no such file"):
        make_app()


def test_in_safe_mode_the_lock_is_no_finding(make_app, plugin, monkeypatch):
    """What left the plugins out is known."""

    def shell_context():
        return {}

    make_app(plugins=[plugin(shell_context)]).write_lock()
    monkeypatch.setenv("COSTREL_SAFE_MODE", "1")
    monkeypatch.setenv("COSTREL_INSPECT", "1")
    assert make_app(plugins=[plugin(shell_context)]).assembly.check() == ()


def test_what_was_left_out_is_not_locked(make_app, plugin):
    """The lock would leave it out for good."""

    def setup():
        raise ValueError("broken")

    app = make_app(plugins=[plugin(setup)], optional=["probe"])
    with pytest.raises(PluginSetupFailed, match="broken"):
        app.write_lock()


# -- what is required of sessions -----------------------------------------------------------------


class Revocable(SessionInterface):
    """Sessions that say they can be revoked."""

    capabilities = frozenset({"revocable"})


@pytest.mark.parametrize("boot", ["setup_plugins", "seal"])
def test_an_application_boots_only_with_sessions_that_can_do_what_it_requires(make_app, boot):
    """Each attempt says so, until it has others."""
    app = make_app()
    app.config["SESSION_REQUIRES"] = {"revocable"}
    for _ in range(2):
        with pytest.raises(MissingCapability, match="are not revocable"):
            getattr(app, boot)()
    app.session_interface = Revocable()
    getattr(app, boot)()


def test_sessions_may_come_with_the_set_up_of_a_plugin(make_app, plugin):
    """As Flask's extensions bring them."""

    def setup(app):
        app.session_interface = Revocable()

    app = make_app(plugins=[plugin(setup)])
    app.config["SESSION_REQUIRES"] = ["revocable"]
    app.setup_plugins()


def test_nobody_asks_for_sessions_where_nothing_is_required(make_app, plugin):
    """They are filled on first need; and a sealed application is not judged again."""

    def provide_sessions(app):
        pytest.fail("nobody needs it")

    app = make_app(plugins=[plugin(provide_sessions)])
    app.seal()
    app.config["SESSION_REQUIRES"] = {"revocable"}
    app.setup_plugins()


@pytest.mark.parametrize("serves", [True, False])
def test_safe_mode_serves_no_sessions_that_can_do_less(make_app, monkeypatch, serves):
    """Commands work there; but who serves in safe mode does so with what is required."""
    monkeypatch.setenv("COSTREL_SAFE_MODE", "1")
    app = make_app()
    app.config.update(SESSION_REQUIRES={"revocable"}, SERVE_IN_SAFE_MODE=serves)
    with pytest.raises(MissingCapability) if serves else nullcontext():
        app.seal()


def test_a_distribution_may_require_something(make_app):
    """By its defaults."""

    class Strict(App):
        default_config = {**App.default_config, "SESSION_REQUIRES": ("revocable",)}

    with pytest.raises(MissingCapability):
        make_app(Strict).setup_plugins()


def test_an_inspected_application_reports_what_its_sessions_lack(make_app, monkeypatch):
    """As a finding among the others."""
    monkeypatch.setenv("COSTREL_INSPECT", "1")
    app = make_app()
    app.config["SESSION_REQUIRES"] = {"atomic"}
    app.setup_plugins()
    assert [finding.code for finding in app.assembly.check()] == ["missing-capability"]


def test_a_distribution_chooses_plugins_by_variables_of_its_own(make_app, monkeypatch, tmp_path):
    """Besides the general ones: what is taken, what a message calls them, where the lock is."""

    class Acme(App):
        env_prefix = "ACME"
        parts = ()

    for name in ("PLUGINS", "SAFE_MODE", "LOCK"):
        monkeypatch.delenv(f"COSTREL_{name}", raising=False)
    monkeypatch.setenv("ACME_PLUGINS", "nobody")
    with pytest.raises(UnknownPlugin, match="ACME_PLUGINS names the plugin 'nobody'"):
        Acme("acme")
    monkeypatch.setenv("ACME_SAFE_MODE", "1")
    assert Acme("acme").assembly.mode == "safe"
    monkeypatch.delenv("ACME_SAFE_MODE")
    monkeypatch.setenv("ACME_PLUGINS", "")
    app = Acme("acme")
    monkeypatch.setenv("ACME_LOCK", str(tmp_path / "acme.lock"))
    assert app.write_lock()[0] == tmp_path / "acme.lock"
    assert Acme("acme").lock_changes() == ()
    monkeypatch.setenv("ACME_LOCK", str(tmp_path / "other.lock"))
    with pytest.raises(LockInvalid, match=r"unset ACME_LOCK\."):
        Acme("acme")


# -- attributes of an application's own -----------------------------------------------------------


def test_an_application_that_serves_has_no_dictionary(app, has_dictionary):
    """Whatever was made on first use: the interpreter finds its methods without a look into one."""
    app.json, app.testing = app.json, True
    app.add_url_rule("/", "index", lambda: {"name": app.name})
    assert {"json", "name"} <= vars(app).keys()
    assert has_dictionary(app)
    assert [Client(app).get("/").text for _ in range(2)] == ['{"name":"bare"}\n'] * 2
    assert not has_dictionary(app)


def test_attributes_of_its_own_outlive_the_seal(app, has_dictionary):
    """An application with them keeps its dictionary."""
    app.database = "of an extension"
    app.seal()
    assert has_dictionary(app)
    assert app.database == "of an extension"
    app.later = 1
    assert {"database": "of an extension", "later": 1}.items() <= vars(app).items()


def test_a_slot_that_a_class_fills_is_overridden_for_a_block(make_app):
    """The instance hides what its class has, and has nothing of its own afterwards."""

    class Site(App):
        session_interface = "of the class"

    app = make_app(Site)
    with app.override("sessions", "outer"):
        with app.override("sessions", "inner"):
            assert app.session_interface == app.slot("sessions") == "inner"
        assert app.session_interface == "outer"
    assert app.session_interface == "of the class"
    assert "session_interface" not in vars(app)


# -- what stands in for a method ------------------------------------------------------------------


def test_an_application_knows_which_methods_were_replaced(app):
    """And only these: requests look no further, as long as there are none."""
    app.database = "an attribute of an extension's"
    app.secret_key = "a setting"
    app.view_functions = {}
    assert app._replaced == set()
    app.ensure_sync = lambda function: function
    app.wsgi_app = app.wsgi_app
    assert app._replaced == {"ensure_sync", "wsgi_app"}
    del app.wsgi_app
    assert app._replaced == {"ensure_sync"}
    assert app.wsgi_app.__func__ is type(app).wsgi_app


def test_a_constructor_may_assign_before_it_calls_the_one_above():
    """As nothing keeps a subclass from doing."""

    class Early(App):
        def __init__(self):
            self.make_response = self.answer = lambda value: self.response_class("own")
            self.session_interface = self.json = "assigned"
            super().__init__("early")

    app = Early()
    app.add_url_rule("/", "index", lambda: "view")
    assert Client(app).get("/").text == "own"
    assert app._replaced == {"make_response"}
    assert app.session_interface == app.json == "assigned"


@pytest.mark.parametrize("where", ["instance", "subclass", "class"])
def test_a_station_at_the_end_is_called_wherever_it_was_replaced(app, where, monkeypatch):
    """Although an application context that nobody hears of ends without it."""
    ended = []

    def do_teardown_appcontext(*arguments):
        ended.append(has_app_context())

    if where == "instance":
        app.do_teardown_appcontext = do_teardown_appcontext
    elif where == "class":
        monkeypatch.setattr(App, "do_teardown_appcontext", do_teardown_appcontext)
    else:
        app = type("Own", (App,), {"do_teardown_appcontext": do_teardown_appcontext})("own")
    app.add_url_rule("/", "index", lambda: "view")
    for _ in range(2):
        assert Client(app).get("/").text == "view"
    assert ended == [True, True]
    assert not has_app_context()
