"""What a plugin says of itself."""

import dataclasses
from typing import Any

import pytest

from costrel_spec import HOOK_API, Plugin, hookimpl, listened

pytestmark = pytest.mark.alone

SETS = ("requires", "wants", "before", "after", "slots", "capabilities")


def test_everything_is_optional() -> None:
    """An empty declaration asks for nothing and is of today's hook API."""
    plugin = Plugin()
    assert plugin.api == HOOK_API
    assert not plugin.optional
    assert all(getattr(plugin, field) == frozenset() for field in SETS)


@pytest.mark.parametrize("field", SETS)
def test_names_may_come_in_any_collection(field: str) -> None:
    """A generator too; they are kept as a set."""
    plugin = Plugin(**{field: (name for name in ["a", "b", "a"])})  # type: ignore[arg-type]  # by name
    assert getattr(plugin, field) == frozenset({"a", "b"})


@pytest.mark.parametrize("field", SETS)
def test_one_string_is_no_set_of_names(field: str) -> None:
    """It would be taken as letters; the error says what to write."""
    with pytest.raises(TypeError) as caught:
        Plugin(**{field: "mako"})  # type: ignore[arg-type]  # by name
    assert f"Plugin({field}='mako'): {field} is a set of names, not one string;" in str(
        caught.value
    )
    assert str(caught.value).endswith(f"write {field}={{'mako'}}.")


def test_a_declaration_can_not_be_changed() -> None:
    """Applications share it."""
    with pytest.raises(dataclasses.FrozenInstanceError):
        Plugin().api = 2  # type: ignore[misc]  # what is tested
    assert Plugin(before={"a"}) == Plugin(before=["a"])
    assert hash(Plugin(before={"a"})) == hash(Plugin(before=["a"]))


def test_arguments_are_given_by_name() -> None:
    """So that more can be added in any place."""
    with pytest.raises(TypeError):
        Plugin(1)  # type: ignore[misc]  # what is tested


def test_a_function_can_be_bound_to_its_listeners() -> None:
    """The mark is the live collection itself, however it changes."""
    listeners: list[object] = []

    @hookimpl
    @listened(listeners)
    def request_started() -> str:
        return "called"

    assert request_started() == "called"
    assert request_started.costrel_listeners is listeners  # type: ignore[attr-defined]  # the mark


@pytest.mark.parametrize("version", ["1", None, True, 1.0])
def test_the_version_of_the_hooks_is_a_whole_number(version: Any) -> None:
    """The error shows the right form."""
    with pytest.raises(TypeError, match=rf"Plugin\(api={version!r}\): .*; write api=1\."):
        Plugin(api=version)


@pytest.mark.parametrize("field", SETS)
@pytest.mark.parametrize("names", [None, 5, [1], ["a", None]])
def test_names_are_strings_in_a_collection(field: str, names: Any) -> None:
    """The error names the argument and shows the value."""
    with pytest.raises(TypeError, match=rf'Plugin\({field}=.*write {field}={{"name"}}') as caught:
        Plugin(**{field: names})
    assert repr(names) in str(caught.value)
