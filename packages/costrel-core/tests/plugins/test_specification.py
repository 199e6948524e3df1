"""The hooks and what they pass."""

import inspect

from costrel_core.plugins.specification import CONTRACT, Contract, arguments_of, specifications
from costrel_spec import DEPRECATED, HOOK_API, OLDEST_HOOK_API, SLOTS, Deprecated, hooks
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
    assert arguments_of("provide_cache") == ("app", "inner")


def test_the_contract_is_that_of_the_installed_specifications() -> None:
    """Its versions and its table."""
    assert (CONTRACT.api[0], CONTRACT.api[-1]) == (OLDEST_HOOK_API, HOOK_API)
    assert CONTRACT.deprecated is DEPRECATED


def test_old_arguments_belong_to_their_hook() -> None:
    """Neither those of other hooks are meant nor the hook itself."""
    gone = Deprecated(since="1", until="2")
    contract = Contract(range(1, 2), {"a": gone, "a.b": gone, "ab.c": gone, "a.d": gone})
    assert list(contract.old_arguments("a")) == ["b", "d"]
