"""The plugins of one application, from what is installed to sealed hooks."""

import gc
import os
import subprocess
import sys
import textwrap
import weakref
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from costrel_core.plugins.discovery import discover
from costrel_spec import Hooks, Plugin, hookimpl
from costrel_spec.errors import (
    DuplicatePlugin,
    MissingRequirement,
    PluginCycle,
    PluginImportFailed,
    PluginSetupFailed,
    UnknownHook,
    UnknownHookArgument,
    UnknownPlugin,
)

pytestmark = pytest.mark.alone


def test_installed_plugins_take_part_in_their_order(acme: Any, assemble: Any) -> None:
    """Each with its distribution, version, declaration and hooks."""
    acme("a", "plugin = Plugin(after={'b'})\n@hookimpl\ndef setup(app): ...", version="1.2")
    acme("b")
    made = assemble()
    assert made.names == ("b", "a")
    plugin = made.plugins[1]
    assert (plugin.name, plugin.distribution, plugin.version) == ("a", "acme-a", "1.2")
    assert isinstance(plugin.object, ModuleType)
    assert plugin.declaration == Plugin(after={"b"})
    assert list(plugin.hooks) == ["setup"]
    assert (plugin.optional, plugin.status) == (False, "active")


def test_the_environment_is_heard(
    acme: Any, assemble: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """COSTREL_PLUGINS and COSTREL_SAFE_MODE are read when an application is made."""
    acme("a")
    acme("b")
    monkeypatch.setenv("COSTREL_PLUGINS", "b")
    assert assemble().names == ("b",)
    assert assemble(plugins=["a"]).names == ("a",)
    monkeypatch.setenv("COSTREL_SAFE_MODE", "1")
    assert assemble(plugins=["a"], parts=("b",)).names == ("b",)


def test_what_is_not_selected_is_not_imported(acme: Any, assemble: Any) -> None:
    """Not a line of it runs."""
    acme("loud", "raise SystemExit('imported')")
    acme("a")
    assert assemble(deny=["loud"]).names == ("a",)
    assert assemble(plugins=["a"]).names == ("a",)
    assert "acme_loud" not in sys.modules


@pytest.mark.parametrize("seed", ["0", "1", "2", "3"])
def test_the_order_depends_on_no_hash_seed(seed: str) -> None:
    """Sets of names are everywhere, and none of them decides."""
    program = """
        from types import SimpleNamespace
        from costrel_core.plugins import Assembly
        from costrel_spec import Plugin, hookimpl
        class App: pass
        def plugin(name, **said):
            hook = hookimpl(lambda app: None)
            return SimpleNamespace(plugin_name=name, plugin=Plugin(**said), shell_context=hook)
        given = [plugin(x) for x in "gfedcba"] + [plugin("z", before={"c", "f"}, wants={"q", "g"})]
        print(Assembly(App(), parts=(), plugins=given).names)
    """
    result = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program)],
        env={**os.environ, "PYTHONHASHSEED": seed},
        capture_output=True,
        text=True,
        check=True,
    )
    assert result.stdout.strip() == "('a', 'b', 'd', 'e', 'g', 'z', 'c', 'f')"


BAD = {
    "import": ("raise SystemExit(1)", {}, PluginImportFailed),
    "hook": ("@hookimpl\ndef setpu(app): ...", {}, UnknownHook),
    "argument": ("@hookimpl\ndef setup(ap): ...", {}, UnknownHookArgument),
    "cycle": ("plugin = Plugin(after={'bad'})", {}, PluginCycle),
    "requirement": ("plugin = Plugin(requires={'nowhere'})", {}, MissingRequirement),
    "slot": ("@hookimpl\ndef provide_nothing(app): ...", {}, UnknownHook),
}


@pytest.mark.parametrize(("source", "options", "error"), BAD.values(), ids=BAD)
def test_bad_input_stops_the_boot_and_leaves_nothing_behind(
    acme: Any, assemble: Any, application: Any, source: str, options: Any, error: Any
) -> None:
    """The error names plugin, distribution and remedy; the next two applications boot cleanly."""
    acme("bad", source, version="6.6")
    acme("good", "@hookimpl\ndef setup(app): app.config['GOOD'] = 1")
    app = application()
    before = repr(app.registries())
    with pytest.raises(error) as caught:
        assemble(app, **options)
    text = str(caught.value)
    assert "'bad' (acme-bad 6.6)" in text
    assert "acme-bad, or leave the plugin out: deny={'bad'}" in text
    assert text.endswith(f"[costrel:{error.code}]")
    assert repr(app.registries()) == before
    for _application in range(2):
        host = application()
        made = assemble(host, deny=["bad"])
        made.set_up()
        assert made.names == ("good",)
        assert host.config == {"GOOD": 1}


def test_two_distributions_or_an_unknown_name_stop_the_boot(installed: Any, assemble: Any) -> None:
    """Both errors come before anything is imported."""
    installed("one", {"maple": "nowhere"})
    installed("two", {"maple": "nowhere"})
    with pytest.raises(DuplicatePlugin, match=r"'maple'.*one 1\.0.*two 1\.0.*Uninstall"):
        assemble()
    with pytest.raises(UnknownPlugin, match="'make'"):
        assemble(plugins=["make"])


@pytest.mark.parametrize("argument", ["optional", "required"])
def test_policies_are_lists_of_names(assemble: Any, argument: str) -> None:
    """One string would be letters."""
    with pytest.raises(TypeError, match=rf"{argument}=\['x'\]"):
        assemble(**{argument: "x"})


def test_the_policy_of_the_application_holds(acme: Any, assemble: Any) -> None:
    """Optional plugins may fail; those that the application requires may not."""
    acme("bad", "raise OSError")
    acme("shy", "plugin = Plugin(optional=True)\n@hookimpl\ndef setup(app): raise OSError")
    made = assemble(optional=["bad"])
    made.set_up()
    assert made.names == ()
    assert [(each.name, each.status) for each in made.plugins] == [
        ("bad", "left out"),
        ("shy", "left out"),
    ]
    with pytest.raises(PluginSetupFailed, match="'shy'"):
        assemble(optional=["bad"], required=["shy"]).set_up()


def plugin(name: str, declared: Plugin | None = None, **hooks: Any) -> SimpleNamespace:
    """A plugin with these hooks."""
    made = {hook: hookimpl(function) for hook, function in hooks.items()}
    return SimpleNamespace(plugin_name=name, plugin=declared, **made)


def test_an_unknown_name_in_required_stops_the_boot(acme: Any, assemble: Any) -> None:
    """Else nobody would notice that it requires nothing; optional= and deny= may name anything."""
    acme("one", "@hookimpl\ndef setup(app): pass")
    assert assemble(required=["one"], optional=["absent"], deny=["absent"]).names == ("one",)
    with pytest.raises(UnknownPlugin, match="Did you mean 'one'"):
        assemble(required=["oen"])


def test_config_defaults_are_merged(assemble: Any, app: Any) -> None:
    """The first plugin wins; the ledger has every suggestion, and tells which one counts."""
    a = plugin("a", config_defaults=lambda: {"X": 1})
    b = plugin("b", config_defaults=lambda: {"X": 2, "Y": 3})
    made = assemble(plugins=[b, a, plugin("c", config_defaults=lambda: None)])
    made.config_defaults()
    assert app.config == {"X": 1, "Y": 3}
    entries = made.ledger.entries("config default", "X")
    assert [(each.owner.name, each.value, each.effective) for each in entries] == [
        ("a", 1, True),
        ("b", 2, False),
    ]
    assert entries[0].place == f"{__file__}:{a.config_defaults.__code__.co_firstlineno}"


def test_defaults_that_fail_stop_the_boot_or_leave_the_plugin_out(assemble: Any, app: Any) -> None:
    """As the policy says."""
    given = [
        plugin("a", config_defaults=lambda: 1 / 0),
        plugin("b", config_defaults=lambda: {"X": 1}),
    ]
    with pytest.raises(PluginSetupFailed, match=r"'a'.*config_defaults raised ZeroDivisionError"):
        assemble(plugins=given).config_defaults()
    made = assemble(plugins=given, optional=["a"])
    made.config_defaults()
    assert app.config == {"X": 1}
    assert made.names == ("b",)


def test_defaults_of_whoever_needs_a_plugin_that_fails_are_not_taken(
    assemble: Any, app: Any
) -> None:
    """It is left out with the other, and not asked any more."""
    given = [
        plugin("a", config_defaults=lambda: 1 / 0),
        plugin("b", Plugin(requires={"a"}), config_defaults=lambda: {"X": 1}),
    ]
    made = assemble(plugins=given, optional=["a", "b"])
    made.config_defaults()
    assert (app.config, made.names) == ({}, ())


def test_a_plugin_that_was_left_out_is_out_of_everything(assemble: Any) -> None:
    """Neither its lifecycle hooks nor its slots nor its wrapping remain."""
    bad = plugin(
        "bad",
        setup=lambda app: 1 / 0,
        before_request=lambda ctx: "caught",
        wrap_wsgi=lambda app, inner: 1 / 0,
        provide_json=lambda app: 1 / 0,
        shell_context=lambda app: 1 / 0,
        deploy_checks=lambda app: 1 / 0,
    )
    made = assemble(plugins=[bad], optional=["bad"])
    assert made.pluggy.has_plugin("bad")
    made.set_up()
    hooks = Hooks()
    assert made.seal(hooks, len) is len
    assert hooks.before_request == ()
    assert made.provide("json", None) is None
    assert made.shell_context() == {}
    assert made.deploy_checks() == []
    assert not made.pluggy.has_plugin("bad")


def test_commands_come_with_the_set_up(assemble: Any) -> None:
    """Each with the plugin that it is from."""
    greet = SimpleNamespace(name="greet")
    made = assemble(plugins=[plugin("a", commands=lambda: [greet])])
    assert made.commands == []
    made.set_up()
    made.set_up()
    assert made.commands == [(greet, made.plugins[0])]


def test_hooks_are_sealed(assemble: Any) -> None:
    """Into the object that the application fires from."""
    made = assemble(plugins=[plugin("a", flashed=lambda message: message)])
    hooks = Hooks()
    assert made.seal(hooks, len) is len
    (function,) = hooks.flashed
    assert function("app", "hello", "category") == "hello"


def test_a_seal_that_fails_leaves_no_trace(assemble: Any, app: Any) -> None:
    """Hooks, ledger and wrappings of the second attempt are those of an only one."""
    attempts: list[Any] = []

    def around(inner: Any) -> Any:
        return lambda environ, start: ["a", *inner(environ, start)]

    def fail_once(inner: Any) -> Any:
        attempts.append(inner)
        return 1 / 0 if len(attempts) == 1 else around(inner)

    def inner(environ: Any, start: Any) -> Any:
        return [environ, start]

    listed = [
        plugin("a", wrap_wsgi=fail_once, flashed=lambda: None),
        plugin("b", wrap_wsgi=around),
    ]
    made = assemble(plugins=listed)
    hooks = Hooks()
    with pytest.raises(PluginSetupFailed, match=r"'a'.*wrap_wsgi raised ZeroDivisionError"):
        made.seal(hooks, inner)
    assert hooks.flashed == ()
    assert made.ledger.entries("wsgi application") == ()

    assert made.seal(hooks, inner)({}, None) == ["a", "a", {}, None]
    assert len(hooks.flashed) == 1
    first, second = made.ledger.entries("wsgi application")
    assert (first.owner.name, first.replaced) == ("b", inner)
    assert (second.owner.name, second.replaced) == ("a", first.value)


def test_the_shell_gets_the_names_of_the_plugins(assemble: Any) -> None:
    """Of a name that several have, the first plugin's."""
    made = assemble(
        plugins=[
            plugin("b", shell_context=lambda: {"x": "b", "y": "b"}),
            plugin("a", shell_context=lambda app: {"x": "a", "app": app}),
        ]
    )
    names = made.shell_context()
    assert (names["x"], names["y"]) == ("a", "b")
    assert set(names) == {"x", "y", "app"}


def test_deploy_checks_name_their_plugins(assemble: Any) -> None:
    """One sentence is one finding, not one for each letter."""

    def deploy_checks(app: Any) -> Any:
        yield "Set SECRET_KEY."
        yield "Switch DEBUG off."

    made = assemble(
        plugins=[
            plugin("a", deploy_checks=deploy_checks),
            plugin("b", deploy_checks=lambda: "One."),
            plugin("c", deploy_checks=lambda: None),
        ]
    )
    assert made.deploy_checks() == [
        ("a", "Set SECRET_KEY."),
        ("a", "Switch DEBUG off."),
        ("b", "One."),
    ]


def test_pluggy_is_made_when_somebody_looks(assemble: Any) -> None:
    """It is the same manager from then on, and each application has its own."""
    given = plugin("a", shell_context=lambda app: {"x": 1})
    one, two = assemble(plugins=[given]), assemble(plugins=[given])
    assert one.pluggy is one.pluggy is not two.pluggy
    assert one.pluggy.hook.shell_context(app=None) == [{"x": 1}]


def test_applications_share_no_state(acme: Any, assemble: Any, application: Any) -> None:
    """What one of them does to its plugins is not seen by another."""
    acme("a", "@hookimpl\ndef setup(app):\n    if app.config.get('FAIL'): raise OSError")
    healthy, failing = application(), application()
    failing.config["FAIL"] = True
    first, second = assemble(healthy, optional=["a"]), assemble(failing, optional=["a"])
    second.set_up()
    first.set_up()
    assert (first.names, second.names) == (("a",), ())
    assert first.plugins[0] is not second.plugins[0]


def test_an_application_is_gone_with_its_last_reference(assemble: Any, application: Any) -> None:
    """The assembly does not keep it, and says so if it is used after that."""
    app = application()
    gone = weakref.ref(app)
    made = app.assembly = assemble(app, plugins=[plugin("a", setup=lambda app: None)])
    made.set_up()
    gc.disable()
    try:
        del app
        assert gone() is None
    finally:
        gc.enable()
    with pytest.raises(ReferenceError, match="Keep a reference"):
        made.set_up()


def test_a_plugin_that_was_left_out_does_not_keep_the_application(
    assemble: Any, application: Any
) -> None:
    """Why it failed is known all the same."""

    def setup(app: Any) -> None:
        error = OSError("no disk")
        raise error from error

    app = application()
    gone = weakref.ref(app)
    made = app.assembly = assemble(app, plugins=[plugin("a", setup=setup)], optional=["a"])
    gc.disable()
    try:
        made.set_up()
        del app
        assert gone() is None
    finally:
        gc.enable()
    (left_out,) = made.plugins
    assert "no disk" in str(left_out.failure)


def test_booting_with_known_plugins_is_cheap(acme: Any, assemble: Any, application: Any) -> None:
    """The environment is scanned and modules are inspected once, whoever comes next."""
    for name in "abcde":
        acme(
            name,
            "@hookimpl\ndef setup(app): ...\nplugin = Plugin(after={'a'} - {__name__[-1:]})",
        )
    assemble()
    calls: list[object] = []

    def count(frame: Any, event: str, argument: Any) -> None:
        if event == "call":
            calls.append(frame.f_code)

    before = discover.cache_info().misses
    sys.setprofile(count)
    try:
        assemble()
    finally:
        sys.setprofile(None)
    assert discover.cache_info().misses == before
    assert len(calls) < 400
