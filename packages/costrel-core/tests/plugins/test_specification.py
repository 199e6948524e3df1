"""The hooks and what they pass."""

import inspect

from costrel_core.plugins.specification import arguments_of, specifications
from costrel_spec import SLOTS, hooks
from costrel_spec.hooks import LIFECYCLE


def test_every_specified_hook_is_known_with_its_arguments() -> None:
    """What is known of a hook is what its specification declares."""
    assert set(specifications()) >= {*LIFECYCLE, *(f"provide_{slot}" for slot in SLOTS), "setup"}
    for hook, arguments in specifications().items():
        assert arguments == tuple(inspect.signature(getattr(hooks, hook)).parameters)


def test_a_hook_without_arguments_has_none() -> None:
    """No arguments are not the same as no hook."""
    assert arguments_of("config_defaults") == ()
    assert arguments_of("before_requests") is None


def test_any_slot_has_a_hook() -> None:
    """Plugins define slots, so that the hook of a slot is known whatever its name."""
    assert arguments_of("provide_cache") == ("app",)
