"""The book of who put what where."""

import functools
from types import SimpleNamespace
from typing import Any

from costrel_core.plugins.ledger import ABSENT, Entry, Ledger
from costrel_core.plugins.source import Rank, Source
from costrel_core.views import View

ACME, OTHER = Source("acme", Rank.ALTERNATIVE), Source("other", Rank.PART)


def view() -> None:
    """A view."""


class Widget:
    """A class with a place of its own."""


def test_entries_are_found_by_kind_key_and_owner() -> None:
    """Each of the three may be left open, and the order is that of recording."""
    ledger = Ledger()
    first = Entry("view_functions", "index", ACME, view)
    second = Entry("view_functions", "login", OTHER, view)
    third = Entry("slot", "index", OTHER, view)
    for entry in (first, second, third):
        ledger.record(entry)
    assert ledger.entries() == (first, second, third)
    assert ledger.entries("view_functions") == (first, second)
    assert ledger.entries(key="index") == (first, third)
    assert ledger.entries(owner="other") == (second, third)
    assert ledger.entries("slot", "index", "other") == (third,)


def test_none_is_a_key_like_others() -> None:
    """What is registered for all blueprints is kept under None."""
    ledger = Ledger()
    ledger.record(Entry("before_request_funcs", None, ACME, view))
    ledger.record(Entry("before_request_funcs", "shop", ACME, view))
    assert len(ledger.entries(key=None)) == 1


def test_what_a_plugin_owned_can_be_forgotten() -> None:
    """The other entries stay."""
    ledger = Ledger()
    ledger.record(Entry("slot", "json", ACME, view))
    ledger.record(Entry("slot", "cli", OTHER, view))
    ledger.forget(ACME)
    assert [entry.owner for entry in ledger.entries()] == [OTHER]


def place(value: Any, maker: Any = None) -> str | None:
    """Where an entry says that its value is from."""
    return Entry("x", "x", ACME, value, maker=maker).place


def test_an_entry_has_a_place() -> None:
    """File and line of a function, method or class; under a decorator, of what is decorated."""
    line = view.__code__.co_firstlineno
    assert place(view) == f"{__file__}:{line}"
    assert place(functools.wraps(view)(lambda: None)) == f"{__file__}:{line}"
    path, _, number = str(place(Widget)).rpartition(":")
    assert (path, int(number)) == (__file__, line + 4)


def test_what_somebody_wrote_has_the_place() -> None:
    """Not what was made of it: of a command, a class-based view, a partial."""

    class Page(View):
        pass

    assert place(Page.as_view("page")) == place(Page)
    assert place(SimpleNamespace(callback=view)) == place(view)
    assert place(functools.partial(view, 1)) == place(view)


class Unbound:
    """What fails whatever is asked of it, as a proxy of something that is not there."""

    def __getattr__(self, name: str) -> Any:
        raise RuntimeError(name)


def test_what_stands_for_nothing_now_has_no_place() -> None:
    """It may be registered all the same, as a global of templates."""
    assert place(Unbound()) is None


def test_a_thing_without_code_has_the_place_of_its_maker() -> None:
    """A number in the configuration comes from the hook that suggested it."""
    assert place(3, view) == place(view)
    assert place(3) is None


def test_a_class_without_source_has_no_place() -> None:
    """Neither classes made at run time nor those of the interpreter do."""
    assert place(type("Made", (), {"__module__": "nowhere"})) is None
    assert place(int) is None


def test_absence_has_a_name() -> None:
    """It is told apart from None, which may be a value."""
    assert repr(ABSENT) == "ABSENT"
    assert Entry("x", "x", ACME, 1).replaced is ABSENT


def test_an_entry_can_be_renewed() -> None:
    """Where its owner put something else into the same place; others' entries stay."""
    ledger = Ledger()
    ledger.record(Entry("slot", "json", ACME, 1))
    ledger.record(Entry("slot", "json", OTHER, 2))
    ledger.renew(Entry("slot", "json", ACME, 3))
    assert [(entry.owner, entry.value) for entry in ledger.entries()] == [(OTHER, 2), (ACME, 3)]


def test_a_key_is_a_path() -> None:
    """Of one step, where registries are not nested."""
    assert Entry("x", ("filter", "upper"), ACME, 1).path == ("filter", "upper")
    assert Entry("x", None, ACME, 1).path == (None,)
