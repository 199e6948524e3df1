"""pluggy's view of an application's plugins."""

from types import SimpleNamespace
from typing import Any

import pytest

from costrel_core.plugins.inspection import inspected
from costrel_core.plugins.loading import LoadedPlugin, Policy, load
from costrel_core.plugins.registration import registered
from costrel_core.plugins.selection import Selected
from costrel_core.plugins.source import Rank, Source
from costrel_core.plugins.specification import Contract
from costrel_spec import Deprecated, Plugin, hookimpl
from costrel_spec.errors import CostrelDeprecationWarning


def loaded(name: str, declared: Plugin | None = None, **hooks: Any) -> LoadedPlugin:
    """A plugin with these hooks."""
    thing = SimpleNamespace(
        plugin=declared, **{hook: hookimpl(each) for hook, each in hooks.items()}
    )
    return load(Selected(Source(name, Rank.ALTERNATIVE), thing), Policy())


def answering(name: str) -> Any:
    """A function that returns the name."""
    return lambda: name


def test_pluggy_knows_the_plugins_by_name_and_calls_them_in_their_order() -> None:
    """And every hook has its specification."""
    first = loaded("a", shell_context=lambda: None)
    plugins = [first, loaded("b", setup=lambda app: "b"), loaded("c", setup=lambda: "c")]
    manager = registered(plugins, ())
    assert [manager.get_plugin(each.name) for each in plugins] == [each.object for each in plugins]
    assert [each.plugin_name for each in manager.hook.setup.get_hookimpls()] == ["c", "b"]
    assert manager.hook.setup(app=None) == ["b", "c"]
    assert manager.hook.after_request.has_spec()


def test_pluggy_calls_each_hook_in_its_firing_order() -> None:
    """Reversed on the way out, and those that say so innermost."""
    plugins = [
        loaded(
            name,
            Plugin(innermost=name in "ac"),
            before_request=answering(name),
            after_request=answering(name),
        )
        for name in "abcd"
    ]
    manager = registered(plugins, ())
    assert manager.hook.before_request(ctx=None) == ["b", "d", "a", "c"]
    assert manager.hook.after_request(ctx=None, response=None) == ["c", "a", "d", "b"]


def test_slots_of_plugins_have_hooks() -> None:
    """Each gets one that takes the application."""
    manager = registered([loaded("a", provide_cache=lambda app: app)], {"cache", "json"})
    assert manager.hook.provide_cache(app=3) == [3]
    assert manager.hook.provide_json.has_spec()
    assert registered([], {"cache"}).hook.provide_cache(app=3) == []


def test_pluggy_knows_renamed_hooks_by_their_new_names() -> None:
    """Those with renamed arguments it can't call, and what is not called it does not know."""
    renamed = Deprecated(since="1", until="2", instead="response")
    table = {
        "after_reply": Deprecated(since="1", until="2", instead="after_request"),
        "after_request.reply": renamed,
    }
    plugins = []
    for name, function in {"a": lambda ctx: "a", "b": lambda reply: "b"}.items():
        thing = SimpleNamespace(after_reply=hookimpl(function))
        source = Source(name, Rank.ALTERNATIVE)
        with pytest.warns(CostrelDeprecationWarning):
            found = inspected(thing, source, Contract(range(1, 2), table))
        thing.other = hookimpl(lambda: None)
        plugins.append(LoadedPlugin(source, thing, hooks=found.hooks))
    manager = registered(plugins, ())
    assert manager.hook.after_request(ctx=None, response=None) == ["a"]
