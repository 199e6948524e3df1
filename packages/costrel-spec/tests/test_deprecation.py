"""What the hooks lose."""

import dataclasses
import inspect
from collections.abc import Iterator, Mapping

import pytest

from costrel_spec import DEPRECATED, PROJECT, Deprecated, hooks

pytestmark = pytest.mark.alone

ARGUMENTS = {
    name: set(inspect.signature(each).parameters)
    for name, each in vars(hooks).items()
    if hasattr(each, f"{PROJECT}_spec")
}
NEW = Deprecated(since="1.2", until="2.0", instead="after_request")


def faults(table: Mapping[str, Deprecated]) -> Iterator[str]:
    """What a table says that can't be: of each entry, at most one thing."""
    for name, gone in table.items():
        hook, _, argument = name.partition(".")
        if argument and hook not in ARGUMENTS:
            yield f"{name}: there is no hook {hook} today"
            continue
        names = ARGUMENTS[hook] if argument else ARGUMENTS.keys()
        last = argument or hook
        if gone.instead is None and last not in names:
            yield f"{name}: it is gone and nothing stands for it"
        if gone.instead is not None and (gone.instead not in names or last in names):
            yield f"{name}: {gone.instead} does not stand for it"


def test_the_table_fits_the_specifications() -> None:
    """Each old name leads to one of today, and what goes without successor is still there."""
    assert list(faults(DEPRECATED)) == []


@pytest.mark.parametrize(
    ("name", "instead", "fault"),
    [
        ("after_reply", "after_request", None),
        ("after_reply", "after_replies", "after_replies does not stand for it"),
        ("before_request", "after_request", "after_request does not stand for it"),
        ("flashed", None, None),
        ("after_reply", None, "it is gone"),
        ("flashed.text", "message", None),
        ("flashed.text", "text", "text does not stand for it"),
        ("flashed.app", "message", "message does not stand for it"),
        ("flashed.category", None, None),
        ("flashed.text", None, "it is gone"),
        ("flash.text", "message", "there is no hook flash today"),
    ],
)
def test_a_table_that_does_not_fit_is_noticed(
    name: str, instead: str | None, fault: str | None
) -> None:
    """So that the test above means something before the first entry is made."""
    found = list(faults({name: Deprecated(since="1", until="2", instead=instead)}))
    assert len(found) == (fault is not None)
    assert fault is None or fault in found[0]


def test_an_entry_can_not_be_changed() -> None:
    """Applications share it; what it says is said by name."""
    with pytest.raises(dataclasses.FrozenInstanceError):
        NEW.until = "3.0"  # type: ignore[misc]  # what is tested
    with pytest.raises(TypeError):
        Deprecated("1.2", "2.0")  # type: ignore[call-arg, misc]  # what is tested
    assert Deprecated(since="1.2", until="2.0").instead is None
