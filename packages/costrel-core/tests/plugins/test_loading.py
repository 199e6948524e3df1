"""Plugins are imported, made and inspected."""

import re
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from costrel_core.plugins.discovery import discover
from costrel_core.plugins.loading import LoadedPlugin, Policy, load
from costrel_core.plugins.selection import Selected
from costrel_core.plugins.source import Rank, Source
from costrel_spec import Plugin, hookimpl
from costrel_spec.errors import PluginImportFailed, UnknownHook

pytestmark = pytest.mark.alone


def given(thing: object) -> Selected:
    """A plugin that the application gives."""
    return Selected(Source("x", Rank.ALTERNATIVE), thing)


def entry(name: str) -> Selected:
    """An installed plugin."""
    return Selected(discover()[name][0])


def test_a_module_is_the_plugin(acme: Any) -> None:
    """An entry point that names a module stands for the module."""
    acme("maple", "@hookimpl\ndef setup(app): ...", version="1.4")
    plugin = load(entry("maple"), Policy())
    assert isinstance(plugin.object, ModuleType)
    assert list(plugin.hooks) == ["setup"]
    assert (plugin.name, plugin.distribution, plugin.version) == ("maple", "acme-maple", "1.4")
    assert plugin.status == "active"


def test_a_factory_is_called_for_each_application(installed: Any) -> None:
    """Its instances hold the state of one application each; classes and functions are factories."""
    source = """
        class Counter:
            @hookimpl
            def setup(self, app): ...
        def make():
            return Counter()
        class Callable:
            def __call__(self): return Counter()
        instance = Callable()
    """
    installed(
        "acme", {"a": "acme:Counter", "b": "acme:make", "c": "acme:instance"}, {"acme": source}
    )
    for name in "abc":
        one, two = load(entry(name), Policy()), load(entry(name), Policy())
        assert type(one.object).__name__ == "Counter"
        assert one.object is not two.object


def test_a_given_class_or_function_is_a_factory_too() -> None:
    """A given instance is taken as it is, even one that can be called."""

    class Stamp:
        def __call__(self) -> None:
            raise AssertionError

        @hookimpl
        def shell_context(self) -> None:
            """Nothing."""

    stamp = Stamp()
    assert isinstance(load(given(Stamp), Policy()).object, Stamp)
    assert load(given(lambda: stamp), Policy()).object is stamp
    assert load(given(stamp), Policy()).object is stamp


def test_an_entry_point_to_anything_else_is_refused(installed: Any) -> None:
    """All applications would share it."""
    installed("acme", {"a": "acme:thing"}, {"acme": "thing = 3"})
    with pytest.raises(PluginImportFailed, match=r"TypeError: 3 is neither a module nor a factory"):
        load(entry("a"), Policy())


@pytest.mark.parametrize("thing", [None, 42, object(), ModuleType("empty"), lambda: 42])
def test_an_object_without_hooks_is_no_plugin(thing: object) -> None:
    """A return or a marker that was forgotten; the error shows what was given."""
    shown = re.escape(repr(thing() if callable(thing) else thing))
    with pytest.raises(PluginImportFailed, match=rf"'x' .given in plugins=. is {shown} and has no"):
        load(given(thing), Policy())


def test_an_installed_plugin_without_hooks_is_refused(installed: Any) -> None:
    """The error names what to mark; one that defines a slot for others has a purpose."""
    source = "def setup(app): ..."
    slots = "plugin = Plugin(slots={'cache'})"
    installed("acme", {"a": "acme_a", "b": "acme_b"}, {"acme_a": source, "acme_b": slots})
    with pytest.raises(
        PluginImportFailed, match=r"'a' \(acme 1\.0\) is .*hookimpl.*uninstall acme"
    ):
        load(entry("a"), Policy())
    assert load(entry("b"), Policy()).declaration.slots == {"cache"}


def test_a_factory_must_make_something() -> None:
    """One that forgets its return is told so."""
    with pytest.raises(PluginImportFailed, match=r"the factory returned None"):
        load(given(lambda: None), Policy())


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("raise SystemExit(3)", "SystemExit: 3"),
        ("raise ValueError('no key')", "ValueError: no key"),
        ("class Own(BaseException): ...\nraise Own", "Own. "),
        ("import no_such_module", "ModuleNotFoundError: No module named 'no_such_module'"),
        ("def", "SyntaxError: "),
    ],
)
def test_whatever_an_import_raises_names_the_plugin(acme: Any, line: str, said: str) -> None:
    """The error names plugin, distribution and remedy; SystemExit ends no program."""
    acme("bad", line)
    with pytest.raises(PluginImportFailed) as caught:
        load(entry("bad"), Policy())
    text = str(caught.value)
    assert f"The plugin 'bad' (acme-bad 1.0) could not be loaded: acme_bad raised {said}" in text
    assert "deny={'bad'}" in text
    assert text.endswith("[costrel:plugin-import]")
    assert caught.value.__cause__ is not None


def test_a_missing_attribute_is_a_failed_import(installed: Any) -> None:
    """An entry point may be out of date."""
    installed("acme", {"a": "acme:gone"}, {"acme": ""})
    with pytest.raises(PluginImportFailed, match=r"AttributeError.*gone"):
        load(entry("a"), Policy())


def test_an_entry_point_that_can_not_be_read_is_refused(installed: Any) -> None:
    """The error shows it, and how one is written."""
    installed("acme", {"a": "acme-plugin.py"}, {"acme": ""})
    with pytest.raises(PluginImportFailed, match=r"acme-plugin\.py raised .* module:factory\. Rep"):
        load(entry("a"), Policy())


def test_an_interrupt_is_no_failure_of_the_plugin(acme: Any) -> None:
    """Control-C during an import stops the program."""
    acme("slow", "raise KeyboardInterrupt")
    with pytest.raises(KeyboardInterrupt):
        load(entry("slow"), Policy())


def test_a_plugin_that_breaks_the_contract_is_refused(acme: Any) -> None:
    """Loading includes the inspection."""
    acme("bad", "@hookimpl\ndef stup(app): ...")
    with pytest.raises(UnknownHook, match=r"'bad' \(acme-bad 1\.0\).*mean 'setup'"):
        load(entry("bad"), Policy())


def plugin(optional: bool, *hooks: str) -> SimpleNamespace:
    """A plugin with these hooks."""
    made = {hook: hookimpl(specname=hook)(lambda: None) for hook in hooks}
    return SimpleNamespace(plugin=Plugin(optional=optional), **made)


def test_the_application_decides_what_is_optional() -> None:
    """Its word counts, also against the author's; said both ways, a plugin is required."""
    suggested, silent = given(plugin(True, "setup")), given(plugin(False, "setup"))
    x = frozenset({"x"})
    assert not load(silent, Policy()).optional
    assert load(silent, Policy(optional=x)).optional
    assert load(suggested, Policy()).optional
    assert not load(suggested, Policy(required=x)).optional
    assert not load(suggested, Policy(optional=x, required=x)).optional


@pytest.mark.parametrize("hook", ["provide_sessions", "before_request", "wrap_wsgi"])
def test_what_guards_an_application_is_never_optional_by_suggestion(hook: str) -> None:
    """Without it, what should be closed would be open; the application may still decide so."""
    guard = given(plugin(True, hook))
    assert not load(guard, Policy()).optional
    assert load(guard, Policy(optional=frozenset({"x"}))).optional


def test_a_plugin_that_failed_is_left_out() -> None:
    """Its status says so; one that the application needs has failed."""
    source, why = Source("x", Rank.ALTERNATIVE), PluginImportFailed("why")
    assert LoadedPlugin(source, failure=why, optional=True).status == "left out"
    assert LoadedPlugin(source, failure=why).status == "failed"


def test_how_long_an_import_takes_is_known(acme: Any) -> None:
    """In milliseconds."""
    acme("slow", "import time\ntime.sleep(0.02)\n@hookimpl\ndef setup(app): ...")
    plugin = load(entry("slow"), Policy())
    assert plugin.import_ms is not None
    assert 20 <= plugin.import_ms < 5000
    assert plugin.setup_ms is None
