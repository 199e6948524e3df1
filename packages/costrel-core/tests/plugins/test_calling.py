"""Calls of the boot hooks."""

from types import SimpleNamespace
from typing import Any

import pytest

from costrel_core.plugins.calling import call, failure
from costrel_core.plugins.inspection import inspected
from costrel_core.plugins.loading import LoadedPlugin
from costrel_core.plugins.raised import raised
from costrel_core.plugins.source import Rank, Source
from costrel_spec import hookimpl
from costrel_spec.errors import PluginSetupFailed

SOURCE = Source("acme", Rank.ALTERNATIVE)


def plugin(hook: str, function: Any) -> LoadedPlugin:
    """A plugin with one hook."""
    thing = SimpleNamespace(**{hook: hookimpl(function)})
    return LoadedPlugin(SOURCE, thing, hooks=inspected(thing, SOURCE).hooks)


def test_a_hook_gets_the_arguments_that_it_declares(app: Any) -> None:
    """By name, in whatever order, and no others."""
    assert call(app, plugin("setup", lambda app: app), "setup") is app
    assert call(app, plugin("setup", lambda: 3), "setup") == 3
    swapped = plugin("wrap_wsgi", lambda inner, app: (inner, app))
    assert call(app, swapped, "wrap_wsgi", inner="x") == ("x", app)


def test_an_answer_is_made_into_what_is_wanted(app: Any) -> None:
    """None means nothing; what can't be made is the plugin's failure."""
    assert call(app, plugin("commands", lambda: iter("ab")), "commands", into=list) == ["a", "b"]
    assert call(app, plugin("commands", lambda: None), "commands", into=list) == []
    with pytest.raises(PluginSetupFailed, match="TypeError"):
        call(app, plugin("commands", lambda: 3), "commands", into=list)

    def late() -> Any:
        yield 1
        raise ValueError("late")

    with pytest.raises(PluginSetupFailed, match="ValueError: late"):
        call(app, plugin("commands", late), "commands", into=list)


def test_an_async_hook_is_waited_for(app: Any) -> None:
    """Its answer is the answer."""

    async def setup(app: Any) -> str:
        return "done"

    assert call(app, plugin("setup", setup), "setup") == "done"
    assert app.waited_for == [setup]


@pytest.mark.parametrize("error", [ValueError("no key"), SystemExit(2), GeneratorExit()])
def test_whatever_a_hook_raises_names_the_plugin(app: Any, error: BaseException) -> None:
    """The error names plugin, hook, cause and remedy."""

    def setup(app: Any) -> None:
        raise error

    with pytest.raises(PluginSetupFailed) as caught:
        call(app, plugin("setup", setup), "setup")
    assert "'acme' (given in plugins=) failed: its hook setup raised" in str(caught.value)
    assert f"{raised(error)}. Repair it" in str(caught.value)
    assert caught.value.__cause__ is error


def test_an_interrupt_goes_through(app: Any) -> None:
    """Control-C is nobody's failure."""

    def setup(app: Any) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        call(app, plugin("setup", setup), "setup")


def test_a_failure_can_be_stated_without_an_exception() -> None:
    """For an answer that can't be used."""
    text = str(failure(plugin("setup", lambda: None), "setup", "answered 3"))
    assert "its hook setup answered 3. Repair it" in text
