"""Every hook."""

import inspect
from typing import Any

import pytest
from pluggy import PluginManager

from costrel_spec import PROJECT, SLOTS, Hooks, hooks
from costrel_spec.hooks import ISOLATED, LIFECYCLE, WAY_OUT

pytestmark = pytest.mark.alone

SPECIFIED: dict[str, Any] = {
    name: each for name, each in vars(hooks).items() if hasattr(each, f"{PROJECT}_spec")
}
BOOT = (
    "config_defaults",
    "setup",
    "commands",
    "shell_context",
    "template_context",
    "deploy_checks",
    "wrap_wsgi",
)


def test_there_are_these_hooks_and_no_others() -> None:
    """Those of the boot, one for each slot, and those of the life of a request."""
    assert set(SPECIFIED) == {*BOOT, *(f"provide_{slot}" for slot in SLOTS), *LIFECYCLE}


def test_the_file_is_in_firing_order() -> None:
    """Who reads it from top to bottom reads a request."""
    assert [name for name in SPECIFIED if name in LIFECYCLE] == list(LIFECYCLE)


@pytest.mark.parametrize("name", SPECIFIED)
def test_a_hook_says_what_it_is_for(name: str) -> None:
    """It has a docstring, and its arguments and answer have types."""
    signature = inspect.signature(SPECIFIED[name])
    assert SPECIFIED[name].__doc__
    assert signature.return_annotation is not inspect.Signature.empty
    assert all(each.annotation is not each.empty for each in signature.parameters.values())


@pytest.mark.parametrize("name", LIFECYCLE)
def test_a_hook_says_whether_it_is_isolated(name: str) -> None:
    """Its docstring and the list agree."""
    assert ("Isolated." in SPECIFIED[name].__doc__) == (name in ISOLATED)


@pytest.mark.parametrize("name", [name for name in SPECIFIED if name.startswith("provide_")])
def test_a_slot_is_filled_with_the_application_at_hand(name: str) -> None:
    """And with what would fill it else; all these hooks are alike."""
    assert list(inspect.signature(SPECIFIED[name]).parameters) == ["app", "inner"]


def test_every_hook_of_a_request_is_sealed() -> None:
    """There is a place for each, and for the names of templates."""
    assert set(Hooks.names) == {*LIFECYCLE, "template_context"}
    assert set(LIFECYCLE) >= ISOLATED | WAY_OUT


def test_what_ends_something_runs_backwards() -> None:
    """Each pair encloses: what a plugin begins before others it ends after them."""
    pairs = {
        "context_pushed": "context_popped",
        "request_started": "request_finished",
        "before_request": "after_request",
        "before_render": "rendered",
    }
    assert {*pairs.values(), "teardown_request", "teardown_context"} == WAY_OUT
    assert WAY_OUT.isdisjoint(pairs)


def test_pluggy_accepts_the_specifications() -> None:
    """None of them is historic or ends at the first result: who fires decides."""
    manager = PluginManager(PROJECT)
    manager.add_hookspecs(hooks)
    for name in SPECIFIED:
        caller = getattr(manager.hook, name)
        assert caller.has_spec()
        assert not caller.is_historic()
        assert not caller.spec.opts["firstresult"]


@pytest.mark.parametrize("name", SPECIFIED)
def test_a_specification_does_nothing(name: str) -> None:
    """Calling it answers None."""
    arguments = inspect.signature(SPECIFIED[name]).parameters
    assert SPECIFIED[name](*arguments) is None
