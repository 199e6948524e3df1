"""The slots."""

import pytest

from costrel_spec import SLOTS, hooks, slots

pytestmark = pytest.mark.alone


def test_each_slot_has_a_contract_and_a_hook() -> None:
    """The hook's answer is the contract, or None for "not me"."""
    for slot in SLOTS:
        answer = getattr(hooks, f"provide_{slot}").__annotations__["return"]
        contract, nothing = answer.__args__
        assert nothing is type(None)
        assert contract.__name__ in slots.__all__
        assert contract.__module__ == f"costrel_spec.slots.{slot}"


def test_every_name_offered_is_there() -> None:
    """Names of ``__all__`` can be imported."""
    assert all(hasattr(slots, name) for name in slots.__all__)
