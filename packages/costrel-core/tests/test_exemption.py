"""The mark of views that some plugins have no say in; ``plugins/test_scopes.py`` has its effect."""

import pytest

from costrel_core import exempt
from costrel_core.exemption import exempted
from costrel_core.views import MethodView


class Door(MethodView):
    """A view of a class."""

    def get(self) -> str:
        """Say hello."""
        return "in"


def test_marks_add_up() -> None:
    """Those of a class count for the functions that are made of it."""
    exempt("one")(exempt("two")(Door))
    assert exempted(Door) == {"one", "two"}
    assert exempted(exempt("three")(Door.as_view("door"))) == {"one", "two", "three"}
    assert exempted(len) == frozenset()


def test_what_takes_no_mark_is_refused() -> None:
    """The error says what to write instead."""
    with pytest.raises(TypeError, match=r"bound method .* write a function that calls it"):
        exempt("closed")(Door().get)


def test_exempt_takes_names() -> None:
    """The form without parentheses would exempt from nothing."""
    with pytest.raises(TypeError, match="with parentheses"):
        exempt(lambda: "in")  # type: ignore[arg-type]
