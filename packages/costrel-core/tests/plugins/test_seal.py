"""Sealed hooks: flat tuples of plain calls."""

import contextlib
import logging
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pluggy import PluginManager

from costrel_core.plugins.assembly import Assembly
from costrel_core.plugins.loading import LoadedPlugin, Policy, load
from costrel_core.plugins.seal import firing_order, sealed
from costrel_core.plugins.selection import Selected
from costrel_core.plugins.source import Rank, Source
from costrel_core.plugins.specification import specifications
from costrel_spec import Calls, Hooks, Plugin, hookimpl, isolate, listened
from costrel_spec.errors import PluginSetupFailed
from costrel_spec.hooks import ISOLATED, LIFECYCLE, WAY_OUT

SEALED = (*LIFECYCLE, "template_context")
QUIET = logging.getLogger("test_seal.quiet")
QUIET.disabled = True


def loaded(name: str, declared: Plugin | None = None, **hooks: Any) -> LoadedPlugin:
    """A plugin with these hooks."""
    thing = SimpleNamespace(
        plugin=declared, **{hook: hookimpl(each) for hook, each in hooks.items()}
    )
    return load(Selected(Source(name, Rank.ALTERNATIVE), thing), Policy())


def hooks_of(app: Any, *plugins: LoadedPlugin) -> Hooks:
    """The hooks of these plugins, sealed."""
    hooks = Hooks()
    for hook, calls in sealed(app, plugins).items():
        hooks.seal(hook, calls)
    return hooks


def test_every_lifecycle_hook_is_sealed(app: Any) -> None:
    """There is an attribute for each of them, and it is empty where nobody implements it."""
    assert set(Hooks.names) == set(SEALED)
    assert all(getattr(hooks_of(app), hook) == () for hook in SEALED)


def test_a_function_that_takes_everything_is_called_itself(app: Any) -> None:
    """Nothing stands between."""

    def after_request(ctx: Any, response: Any) -> None: ...

    assert hooks_of(app, loaded("a", after_request=after_request)).after_request == (after_request,)


def test_a_bound_method_is_called_itself(app: Any) -> None:
    """An instance's hooks are as plain as a module's."""

    class Stamp:
        @hookimpl
        def flashed(self, app: Any, message: Any, category: Any) -> Any:
            return self

    stamp = Stamp()
    plugin = load(Selected(Source("a", Rank.ALTERNATIVE), stamp), Policy())
    assert hooks_of(app, plugin).flashed == (stamp.flashed,)


@pytest.mark.parametrize("hook", SEALED)
def test_the_way_in_is_the_plugins_order_and_the_way_out_the_reverse(app: Any, hook: str) -> None:
    """So plugins enclose each other, and those that say so are innermost whatever the order."""
    a, b, c, d = plugins = [
        loaded(name, Plugin(innermost=name in "ac"), **{hook: lambda: None}) for name in "abcd"
    ]
    order = [c, a, d, b] if hook in WAY_OUT else [b, d, a, c]
    assert firing_order(plugins, hook) == order
    functions = [
        getattr(each, "__wrapped__", each) for each in getattr(hooks_of(app, *plugins), hook)
    ]
    assert functions == [plugin.hooks[hook].function for plugin in order]


@pytest.mark.parametrize("hook", SEALED)
def test_an_implementation_is_asked_while_somebody_listens(app: Any, hook: str) -> None:
    """The truth of the live collection is tested before each call; nobody's answer means nothing."""
    listeners: list[Any] = []
    function = listened(listeners)(lambda: {"heard": True})
    (called,) = getattr(hooks_of(app, loaded("a", **{hook: function})), hook)
    assert called.__wrapped__.__wrapped__ is function
    assert not called(1, 2, 3)
    assert (called(1, 2, 3) is None) is (hook != "template_context")
    listeners.append(1)
    assert called(1, 2, 3) == {"heard": True}


@given(st.permutations(["app", "template", "context"]), st.integers(0, 3))
def test_a_function_gets_what_it_declares(order: list[str], count: int) -> None:
    """Fewer arguments, and in an order of its own."""
    names = order[:count]
    namespace: dict[str, Any] = {}
    exec(f"def rendered({', '.join(names)}): return [{', '.join(names)}]", namespace)
    host = SimpleNamespace(ensure_sync=lambda function: function)
    (function,) = hooks_of(host, loaded("a", rendered=namespace["rendered"])).rendered
    values = {"app": 1, "template": 2, "context": 3}
    assert function(1, 2, 3) == [values[name] for name in names]


def test_an_async_function_is_made_synchronous_once(app: Any) -> None:
    """At the seal, not at each call."""

    async def before_request(ctx: Any) -> Any:
        return ctx

    async def after_request(response: Any) -> Any:
        return response

    plugin = loaded("a", before_request=before_request, after_request=after_request)
    hooks = hooks_of(app, plugin)
    for _twice in range(2):
        assert hooks.before_request[0]("ctx") == "ctx"
        assert hooks.after_request[0]("ctx", "response") == "response"
    assert len(app.waited_for) == 4
    assert hooks.before_request[0].__qualname__ == before_request.__qualname__


def test_an_async_function_that_can_not_be_called_stops_the_seal() -> None:
    """The error names the plugin."""

    def refuse(function: Any) -> Any:
        raise RuntimeError("install asgiref")

    async def before_request(ctx: Any) -> None: ...

    plugins = [loaded("b", before_request=before_request), loaded("a", flashed=lambda: None)]
    with pytest.raises(PluginSetupFailed, match=r"'b'.*before_request is async.*install asgiref"):
        sealed(SimpleNamespace(ensure_sync=refuse), plugins)  # type: ignore[arg-type]  # enough


def test_a_failure_is_logged_under_the_functions_own_name(
    app: Any, caplog: pytest.LogCaptureFixture
) -> None:
    """Also where it is called through something that picks its arguments."""

    def context_popped() -> None:
        raise OSError("gone")

    (function,) = hooks_of(app, loaded("a", context_popped=context_popped)).context_popped
    isolate(app, function, app)
    assert f"{__name__}.{context_popped.__qualname__}" in caplog.text


class Thing:
    """What can be hashed and referred to weakly, with these attributes."""

    def __init__(self, **attributes: Any) -> None:
        vars(self).update(attributes)


OUTCOMES = st.sampled_from([None, None, 1, "x", KeyError])
NAMES = "abcdef"


@st.composite
def plugins(draw: st.DrawFn) -> list[Any]:
    """Objects with random declarations, and hooks with random arguments and outcomes."""

    names = draw(st.sets(st.sampled_from(NAMES)))

    def plugin(name: str) -> Any:
        # A later letter only ever comes first, so that there is no circle.
        before = NAMES[: NAMES.index(name)]
        after = NAMES[NAMES.index(name) + 1 :]
        choices = {
            "requires": names.intersection(after),
            "wants": after,
            "after": after,
            "before": before,
        }
        said: dict[str, Any] = {
            relation: draw(st.sets(st.sampled_from(sorted(others)), max_size=2))
            for relation, others in choices.items()
            if others
        }
        made: Any = Thing(
            plugin_name=name, plugin=Plugin(innermost=draw(st.booleans()), **said), log=[]
        )
        for hook in draw(st.sets(st.sampled_from(SEALED), min_size=1)):
            passed = specifications()[hook]
            arguments = draw(st.permutations(passed))[: draw(st.integers(0, len(passed)))]
            setattr(made, hook, hookimpl(implementation(made, hook, arguments, draw(OUTCOMES))))
        return made

    return [plugin(name) for name in draw(st.permutations(sorted(names)))]


def implementation(plugin: Any, hook: str, arguments: list[str], outcome: Any) -> Any:
    """A function with these arguments, which notes them."""

    def happen(*values: Any) -> Any:
        plugin.log.append((plugin.plugin_name, hook, values))
        if outcome is KeyError:
            raise KeyError(plugin.plugin_name)
        return outcome

    namespace: dict[str, Any] = {"happen": happen}
    text = ", ".join(arguments)
    exec(f"def function({text}): return happen({text})", namespace)
    return namespace["function"]


def fired(host: Any, hook: str, calls: Calls, values: list[Any]) -> Any:
    """The answers of the sealed hook, fired as the specification says."""
    answers = []
    for function in calls:
        if hook in ISOLATED:
            isolate(host, function, *values)
            continue
        answers.append(function(*values))
        if hook == "before_request" and answers[-1] is not None:
            return answers[-1]
    return None if hook == "before_request" else [each for each in answers if each is not None]


def fired_by_pluggy(manager: PluginManager, hook: str, values: dict[str, Any]) -> Any:
    """The same through pluggy alone: isolated hooks one plugin at a time."""
    caller = getattr(manager.hook, hook)
    if hook == "before_request":
        caller.spec.opts = {**caller.spec.opts, "firstresult": True}
    if hook not in ISOLATED:
        return caller(**values)
    owners = [each.plugin for each in reversed(caller.get_hookimpls())]
    for owner in owners:
        others = [each for each in manager.get_plugins() if each is not owner]
        with contextlib.suppress(KeyError):
            manager.subset_hook_caller(hook, remove_plugins=others)(**values)
    return []


def outcome(log: list[Any], run: Any, *arguments: Any) -> tuple[Any, list[Any]]:
    """What comes of it, an exception included, and what was called meanwhile."""
    log.clear()
    try:
        result = run(*arguments)
    except KeyError as error:
        result = error.args
    return result, list(log)


@given(plugins())
def test_sealed_calls_do_what_pluggy_does(given_plugins: list[Any]) -> None:
    """The same functions with the same arguments in the same order, results and exceptions."""
    log: list[Any] = []
    for plugin in given_plugins:
        plugin.log = log
    host: Any = Thing(
        config={}, logger=QUIET, view_functions={}, ensure_sync=lambda function: function
    )
    assembly = Assembly(host, parts=(), plugins=given_plugins)
    hooks = Hooks()
    assembly.seal(hooks, len)
    for hook in SEALED:
        values = {name: f"the {name}" for name in specifications()[hook]}
        calls = getattr(hooks, hook)
        sealed_outcome = outcome(log, fired, host, hook, calls, list(values.values()))
        assert sealed_outcome == outcome(log, fired_by_pluggy, assembly.pluggy, hook, values), hook
