"""The set-up of plugins."""

import threading
import time
from types import SimpleNamespace
from typing import Any

import pytest

from costrel_core.plugins.ledger import ABSENT, Entry
from costrel_core.plugins.loading import Policy
from costrel_core.plugins.roster import Roster
from costrel_core.plugins.selection import Selection
from costrel_core.plugins.set_up import SetUp
from costrel_spec import Plugin, hookimpl
from costrel_spec.errors import DuplicateCommand, MissingRequirement, PluginSetupFailed

pytestmark = pytest.mark.alone


def plugin(name: str, declared: Plugin | None = None, **hooks: Any) -> SimpleNamespace:
    """A plugin with these hooks."""
    made = {hook: hookimpl(function) for hook, function in hooks.items()}
    return SimpleNamespace(plugin_name=name, plugin=declared, **made)


def prepared(*plugins: Any, optional: str = "") -> tuple[SetUp, Roster]:
    """The set-up of these plugins, and their roster."""
    selected = Selection(parts=(), plugins=plugins).choose({})
    roster = Roster(selected, Policy(frozenset(optional)))
    return SetUp(roster), roster


def view() -> None:
    """A view."""


def register(app: Any) -> None:
    """Put something into every registry."""
    app.add_url_rule("/new", view)
    app.config["NEW"] = 1
    app.extensions["acme"] = view
    app.before_request_funcs[None].append(view)
    app.error_handler_spec[None][404][KeyError] = view
    app.teardown_appcontext_funcs.append(view)
    app.template_registrations["filter"]["new"] = view
    app.hosts.add("new")


def register_and_fail(app: Any) -> None:
    """The same, and an exception at the end."""
    register(app)
    raise OSError("no database")


def state(app: Any) -> list[Any]:
    """All that an application holds, and how it answers."""
    rules = [(rule.rule, rule.endpoint) for rule in app.url_map.iter_rules()]
    matches = app.url_map.bind("localhost").test("/new")
    return [*map(repr, app.registries().values()), rules, matches]


def test_plugins_are_set_up_in_their_order_and_once(app: Any) -> None:
    """However often it is asked for."""
    calls: list[str] = []
    set_up, _ = prepared(
        plugin("b", setup=lambda app: calls.append("b")),
        plugin("a", Plugin(after={"b"}), setup=lambda app: calls.append("a")),
        plugin("c", shell_context=lambda: None),
    )
    set_up.run(app)
    set_up.run(app)
    assert calls == ["b", "a"]


def test_everything_is_attributed(app: Any) -> None:
    """The ledger knows the owner of each registered thing, its place, and what it replaced."""
    old = {"OLD": 1, "SAME": 2}
    app.config.update(old)

    def change(app: Any) -> None:
        app.config["OLD"] = 3

    set_up, roster = prepared(plugin("a", setup=register), plugin("b", setup=change))
    app.view_functions["own"] = view
    set_up.run(app)
    ledger = roster.ledger
    owned = {(entry.kind, entry.key) for entry in ledger.entries(owner="a")}
    assert owned == {
        ("url_map", "/new"),
        ("view_functions", "view"),
        ("config", "NEW"),
        ("extensions", "acme"),
        ("before_request_funcs", None),
        ("error_handler_spec", (None, 404, KeyError)),
        ("teardown_appcontext_funcs", None),
        ("template_registrations", ("filter", "new")),
        ("hosts", None),
    }
    (entry,) = ledger.entries("config", "OLD")
    assert (entry.owner.name, entry.value, entry.replaced) == ("b", 3, 1)
    assert entry.place == f"{__file__}:{change.__code__.co_firstlineno}"
    assert ledger.entries("config", "NEW")[0].replaced is ABSENT
    assert not ledger.entries("config", "SAME")
    assert not ledger.entries("view_functions", "own")


def test_a_registry_that_is_made_in_a_set_up_is_told_from_what_is_put_into_it(app: Any) -> None:
    """What it had at once, and what the application had registered for it, is no plugin's."""
    app.template_registrations["filter"]["own"] = view
    whole = app.registries

    def setup(app: Any) -> None:
        app.environment = {"upper": str.upper}
        set_up.watch(app, "jinja_env.")
        app.environment["own"] = app.template_registrations["filter"]["own"]
        app.environment["new"] = register
        app.template_registrations["filter"]["both"] = app.environment["both"] = register
        app.environment["upper"] = app.template_registrations["filter"]["upper"] = register

    app.environment = None
    names = ("template_registrations", "config")
    app.registries = lambda: {
        **{name: whole()[name] for name in names},
        **({"jinja_env.filters": app.environment} if app.environment else {}),
    }
    set_up, roster = prepared(plugin("a", setup=setup))
    set_up.watch(app, "jinja_env.")  # which does nothing while no set-up runs
    set_up.run(app)
    found = {(entry.kind, entry.key) for entry in roster.ledger.entries()}
    assert found == {
        ("template_registrations", ("filter", "both")),
        ("template_registrations", ("filter", "upper")),
        ("jinja_env.filters", "new"),
        ("jinja_env.filters", "upper"),
    }
    (replaced,) = roster.ledger.entries("jinja_env.filters", "upper")
    assert replaced.replaced is str.upper or replaced.replaced == str.upper


def test_what_fills_a_slot_is_its_providers(app: Any) -> None:
    """Though the first who needs it is another one."""
    value = object()

    def setup(app: Any) -> None:
        app.extensions["engine"] = value

    set_up, roster = prepared(plugin("a", setup=setup))
    roster.ledger.record(Entry("slot", "templates", roster.active[0].source, value))
    set_up.run(app)
    assert roster.ledger.entries("extensions") == ()


def test_how_long_a_set_up_takes_is_known(app: Any) -> None:
    """In milliseconds; None for who has none."""
    set_up, roster = prepared(
        plugin("a", setup=lambda app: time.sleep(0.02)), plugin("b", shell_context=lambda app: {})
    )
    set_up.run(app)
    first, second = roster.active
    assert first.setup_ms is not None
    assert 20 <= first.setup_ms < 5000
    assert second.setup_ms is None


def test_a_failing_set_up_is_undone(app: Any) -> None:
    """The error names plugin, hook and remedy; nothing that it registered is left."""
    set_up, roster = prepared(
        plugin("a", shell_context=lambda: None), plugin("b", setup=register_and_fail)
    )
    app.config["OLD"] = 1
    before = state(app)
    with pytest.raises(PluginSetupFailed) as caught:
        set_up.run(app)
    assert "'b' (given in plugins=) failed: its hook setup raised OSError: no database" in str(
        caught.value
    )
    assert state(app) == before
    assert not roster.ledger.entries(owner="b")


def test_a_failing_optional_plugin_is_left_out(app: Any, caplog: pytest.LogCaptureFixture) -> None:
    """It is undone, logged, and the others are set up as if it had never been there."""
    set_up, roster = prepared(
        plugin("a", setup=register_and_fail), plugin("b", setup=register), optional="a"
    )
    set_up.run(app)
    assert [each.name for each in roster.active] == ["b"]
    assert "no database" in caplog.text
    assert {entry.owner.name for entry in roster.ledger.entries()} == {"b"}
    assert app.view_functions == {"view": view}


def test_who_requires_the_plugin_that_failed_is_not_set_up(app: Any) -> None:
    """It stops the boot, or is left out if it is optional too."""
    calls: list[str] = []
    failing = plugin("a", setup=register_and_fail)
    needing = plugin("b", Plugin(requires={"a"}), setup=lambda: calls.append("b"))
    other = plugin("c", setup=lambda: calls.append("c"))
    set_up, _ = prepared(failing, needing, other, optional="a")
    with pytest.raises(MissingRequirement, match=r"'b'.* requires 'a', which was left out"):
        set_up.run(app)
    assert not calls
    set_up, roster = prepared(failing, needing, other, optional="ab")
    set_up.run(app)
    assert calls == ["c"]
    assert [each.name for each in roster.active] == ["c"]


def test_a_second_attempt_goes_on_where_the_first_one_failed(app: Any) -> None:
    """What is set up is not set up twice."""
    calls: list[str] = []
    trouble = [OSError("not yet")]

    def connect(app: Any) -> None:
        register(app)
        if trouble:
            raise trouble.pop()
        calls.append("b")

    set_up, _ = prepared(plugin("a", setup=lambda: calls.append("a")), plugin("b", setup=connect))
    with pytest.raises(PluginSetupFailed):
        set_up.run(app)
    set_up.run(app)
    assert calls == ["a", "b"]
    assert app.before_request_funcs[None] == [view]


def test_an_interrupted_set_up_is_undone(app: Any) -> None:
    """Control-C goes through, and a later attempt begins with that plugin."""

    def setup(app: Any) -> None:
        register(app)
        raise KeyboardInterrupt

    before = state(app)
    with pytest.raises(KeyboardInterrupt):
        prepared(plugin("a", setup=setup), optional="a")[0].run(app)
    assert state(app) == before


def test_commands_are_collected(app: Any) -> None:
    """Each with its plugin; the ledger knows them."""
    greet = SimpleNamespace(name="greet")
    set_up, roster = prepared(
        plugin("a", commands=lambda: [greet]), plugin("b", setup=lambda: None)
    )
    set_up.run(app)
    assert [(command, owner.name) for command, owner in set_up.commands] == [(greet, "a")]
    (entry,) = roster.ledger.entries("command", "greet")
    assert (entry.owner.name, entry.value) == ("a", greet)


def test_two_commands_of_one_name_are_refused(app: Any) -> None:
    """The error names both owners; an optional plugin is left out with all that it registered."""
    first = plugin("a", commands=lambda: [SimpleNamespace(name="greet")])
    second = plugin("b", setup=register, commands=lambda: [SimpleNamespace(name="greet")])
    with pytest.raises(DuplicateCommand, match=r"plugins 'a'.* and 'b'.* both bring .* 'greet'"):
        prepared(first, second)[0].run(app)
    before = state(app)
    set_up, roster = prepared(first, second, optional="b")
    set_up.run(app)
    assert state(app) == before
    assert [owner.name for _, owner in set_up.commands] == ["a"]
    assert [left_out.name for left_out in roster.plugins if left_out.failure] == ["b"]


def test_a_command_that_the_application_hides_is_in_the_log(
    app: Any, caplog: pytest.LogCaptureFixture
) -> None:
    """Nothing gets lost in silence; one that is not hidden is no news."""
    own, same = SimpleNamespace(name="greet"), SimpleNamespace(name="same")
    kinds = {**app.registries(), "commands": {"greet": own, "same": same}}
    app.registries = lambda: kinds
    theirs = [SimpleNamespace(name="greet"), SimpleNamespace(name="part"), same]
    caplog.set_level("INFO")
    prepared(plugin("a", commands=lambda: theirs))[0].run(app)
    (line,) = caplog.messages
    assert line.startswith("The command 'greet' of the plugin 'a'")


def test_a_plugin_whose_commands_fail_has_set_up_nothing(app: Any) -> None:
    """Both hooks are one step."""

    def commands() -> Any:
        yield SimpleNamespace(name="greet")
        raise OSError("no commands")

    set_up, _ = prepared(plugin("a", setup=register, commands=commands), optional="a")
    before = state(app)
    set_up.run(app)
    assert state(app) == before
    assert not set_up.commands


def test_a_command_without_a_name_is_the_plugins_failure(app: Any) -> None:
    """It would break the command line much later."""
    set_up, roster = prepared(plugin("a", setup=register, commands=lambda: [3]), optional="a")
    before = state(app)
    set_up.run(app)
    assert state(app) == before
    assert not roster.active
    assert not set_up.commands


def test_a_set_up_may_ask_for_the_set_up(app: Any) -> None:
    """A plugin that makes a test client in its set-up does; it sees the state so far."""
    calls: list[str] = []

    def setup(app: Any) -> None:
        set_up.run(app)
        calls.append("a")

    set_up, _ = prepared(plugin("a", setup=setup), plugin("b", setup=lambda: calls.append("b")))
    set_up.run(app)
    assert calls == ["a", "b"]


def test_other_threads_wait_for_the_set_up(app: Any) -> None:
    """Whoever returns finds everything set up, and it happens once."""
    calls: list[str] = []
    seen: list[list[str]] = []
    begun, go_on = threading.Event(), threading.Event()

    def setup(app: Any) -> None:
        begun.set()
        assert go_on.wait(5)
        calls.append("a")

    set_up, _ = prepared(plugin("a", setup=setup))

    def run() -> None:
        set_up.run(app)
        seen.append(list(calls))

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    assert begun.wait(5)
    go_on.set()
    for thread in threads:
        thread.join(5)
    assert seen == [["a"]] * 4


def test_a_plugin_without_set_up_costs_no_look_at_the_registries(app: Any) -> None:
    """An application whose plugins only have other hooks is not looked at."""
    app.registries = None
    set_up, _ = prepared(plugin("a", shell_context=lambda app: {}))
    set_up.run(app)
