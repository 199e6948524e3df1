"""Sealed hooks: flat tuples of plain calls."""

from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from costrel_core.plugins.loading import LoadedPlugin, Policy, load
from costrel_core.plugins.registration import registered
from costrel_core.plugins.seal import seal
from costrel_core.plugins.selection import Selected
from costrel_core.plugins.source import Rank, Source
from costrel_core.plugins.specification import specifications
from costrel_spec import Hooks, hookimpl, isolate, listened
from costrel_spec.errors import PluginSetupFailed
from costrel_spec.hooks import LIFECYCLE, WAY_OUT

SEALED = (*LIFECYCLE, "template_context")


def loaded(name: str, **hooks: Any) -> LoadedPlugin:
    """A plugin with these hooks."""
    thing = SimpleNamespace(**{hook: hookimpl(each) for hook, each in hooks.items()})
    return load(Selected(Source(name, Rank.ALTERNATIVE), thing), Policy())


def sealed(app: Any, *plugins: LoadedPlugin) -> Hooks:
    """The hooks of these plugins."""
    hooks = Hooks()
    seal(app, hooks, plugins)
    return hooks


def test_every_lifecycle_hook_is_sealed(app: Any) -> None:
    """There is an attribute for each of them, and it is empty where nobody implements it."""
    assert set(Hooks.names) == set(SEALED)
    assert all(getattr(sealed(app), hook) == () for hook in SEALED)


def test_a_function_that_takes_everything_is_called_itself(app: Any) -> None:
    """Nothing stands between."""

    def after_request(ctx: Any, response: Any) -> None: ...

    assert sealed(app, loaded("a", after_request=after_request)).after_request == (
        (True, after_request),
    )


def test_a_bound_method_is_called_itself(app: Any) -> None:
    """An instance's hooks are as plain as a module's."""

    class Stamp:
        @hookimpl
        def flashed(self, app: Any, message: Any, category: Any) -> Any:
            return self

    stamp = Stamp()
    plugin = load(Selected(Source("a", Rank.ALTERNATIVE), stamp), Policy())
    ((guard, function),) = sealed(app, plugin).flashed
    assert (guard, function) == (True, stamp.flashed)


@pytest.mark.parametrize("hook", SEALED)
def test_the_way_in_is_the_plugins_order_and_the_way_out_the_reverse(app: Any, hook: str) -> None:
    """So plugins enclose each other, and the signals are innermost whatever the order."""
    plugins = [loaded(name, **{hook: lambda: None}) for name in ("a", "signals", "z")]
    functions = [plugin.hooks[hook].function for plugin in plugins]
    order = [getattr(each, "__wrapped__", each) for _, each in getattr(sealed(app, *plugins), hook)]
    a, signals, z = functions
    assert order == ([signals, z, a] if hook in WAY_OUT else [a, z, signals])


def test_a_guard_is_the_live_collection(app: Any) -> None:
    """Its truth is tested before each call, by whoever fires the hook."""
    listeners: list[Any] = []

    @listened(listeners)
    def request_started() -> None: ...

    ((guard, _),) = sealed(app, loaded("a", request_started=request_started)).request_started
    assert guard is listeners


@given(st.permutations(["app", "template", "context"]), st.integers(0, 3))
def test_a_function_gets_what_it_declares(order: list[str], count: int) -> None:
    """Fewer arguments, and in an order of its own."""
    names = order[:count]
    namespace: dict[str, Any] = {}
    exec(f"def rendered({', '.join(names)}): return [{', '.join(names)}]", namespace)
    host = SimpleNamespace(ensure_sync=lambda function: function)
    ((_, function),) = sealed(host, loaded("a", rendered=namespace["rendered"])).rendered
    values = {"app": 1, "template": 2, "context": 3}
    assert function(1, 2, 3) == [values[name] for name in names]


def test_an_async_function_is_made_synchronous_once(app: Any) -> None:
    """At the seal, not at each call."""

    async def before_request(ctx: Any) -> Any:
        return ctx

    async def after_request(response: Any) -> Any:
        return response

    plugin = loaded("a", before_request=before_request, after_request=after_request)
    hooks = sealed(app, plugin)
    for _twice in range(2):
        assert hooks.before_request[0][1]("ctx") == "ctx"
        assert hooks.after_request[0][1]("ctx", "response") == "response"
    assert len(app.waited_for) == 4
    assert hooks.before_request[0][1].__qualname__ == before_request.__qualname__


def test_an_async_function_that_can_not_be_called_stops_the_seal() -> None:
    """The error names the plugin, and nothing is sealed."""

    def refuse(function: Any) -> Any:
        raise RuntimeError("install asgiref")

    async def before_request(ctx: Any) -> None: ...

    hooks = Hooks()
    plugins = [loaded("b", before_request=before_request), loaded("a", flashed=lambda: None)]
    with pytest.raises(PluginSetupFailed, match=r"'b'.*before_request is async.*install asgiref"):
        seal(SimpleNamespace(ensure_sync=refuse), hooks, plugins)  # type: ignore[arg-type]  # enough
    assert all(getattr(hooks, hook) == () for hook in SEALED)


def test_a_failure_is_logged_under_the_functions_own_name(
    app: Any, caplog: pytest.LogCaptureFixture
) -> None:
    """Also where it is called through something that picks its arguments."""

    def context_popped() -> None:
        raise OSError("gone")

    ((_, function),) = sealed(app, loaded("a", context_popped=context_popped)).context_popped
    isolate(app, function, app)
    assert f"{__name__}.{context_popped.__qualname__}" in caplog.text


@st.composite
def implementations(draw: Any) -> tuple[str, list[tuple[str, list[str], Any]]]:
    """A hook, and for some plugins the arguments and the outcome: a value, None, or an error."""
    hook = draw(st.sampled_from(SEALED))
    passed = list(specifications()[hook])
    plugins = []
    for name in draw(st.lists(st.sampled_from("abcdef"), unique=True)):
        arguments = draw(st.permutations(passed))[: draw(st.integers(0, len(passed)))]
        plugins.append((name, arguments, draw(st.sampled_from([None, 1, "x", KeyError]))))
    return hook, sorted(plugins)


@given(implementations())
def test_sealed_calls_do_what_pluggy_does(
    made: tuple[str, list[tuple[str, list[str], Any]]],
) -> None:
    """The same functions with the same arguments in the same order, results and exception."""
    hook, described = made
    log: list[Any] = []

    def implement(name: str, arguments: list[str], outcome: Any) -> LoadedPlugin:
        def happen(*values: Any) -> Any:
            log.append((name, values))
            if outcome is KeyError:
                raise KeyError(name)
            return outcome

        namespace: dict[str, Any] = {"happen": happen}
        text = ", ".join(arguments)
        exec(f"def implementation({text}): return happen({text})", namespace)
        return loaded(name, **{hook: namespace["implementation"]})

    plugins = [implement(*each) for each in described]
    values = {name: f"the {name}" for name in specifications()[hook]}
    calls = getattr(sealed(SimpleNamespace(ensure_sync=lambda f: f), *plugins), hook)

    def by_seal() -> Any:
        answers = [function(*values.values()) for guard, function in calls if guard]
        return [answer for answer in answers if answer is not None]

    in_order = list(reversed(plugins)) if hook in WAY_OUT else plugins
    caller = getattr(registered(in_order, ()).hook, hook)
    outcomes = []
    for run in (by_seal, lambda: caller(**values)):
        log.clear()
        try:
            result: Any = run()
        except KeyError as error:
            result = error.args
        outcomes.append((result, list(log)))
    assert outcomes[0] == outcomes[1]
