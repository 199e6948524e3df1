"""An attribute that is made on first use."""

import gc
import sys
from subprocess import run

import pytest

from costrel_core.lazy import LazyAttribute, lazy, share_keys

pytestmark = pytest.mark.alone


class Thing:
    """Counts how often its attribute is made."""

    made = 0

    @lazy
    def value(self):
        """What it is worth."""
        self.made += 1
        return self.made


class Slotted:
    """It has no dictionary."""

    __slots__ = ("_value",)

    def __setattr__(self, name, value):
        super().__setattr__("_value", (name, value))

    renamed = lazy(lambda self: "made")


def test_the_method_runs_once():
    """The second reading finds an ordinary attribute."""
    thing = Thing()
    assert (thing.value, thing.value, thing.made) == (1, 1, 1)
    assert vars(thing)["value"] == 1


def test_each_object_has_its_own():
    """Nothing is kept on the class."""
    first, second = Thing(), Thing()
    first.value = 7
    assert (first.value, second.value, first.made) == (7, 1, 0)


def test_deleting_it_lets_it_be_made_anew():
    """As with any attribute that hides one of the class."""
    thing = Thing()
    assert thing.value == 1
    del thing.value
    assert thing.value == 2


def test_the_class_shows_the_descriptor():
    """With the docstring of the method."""
    assert isinstance(Thing.value, LazyAttribute)
    assert Thing.value.__doc__ == "What it is worth."


def test_it_is_stored_by_the_name_it_was_assigned_to():
    """Not by the name of the function, and through ``__setattr__``."""
    thing = Slotted()
    assert thing.renamed == "made"
    assert thing._value == ("renamed", "made")


def test_added_to_a_class_later_it_is_stored_by_the_name_of_its_method():
    """Nobody tells it another one."""

    class Late:
        """A class that gets its attribute afterwards."""

    def value(self):
        made.append(self)
        return len(made)

    made = []
    Late.value = lazy(value)
    thing = Late()
    assert (thing.value, thing.value) == (1, 1)
    assert vars(thing) == {"value": 1}


def test_an_error_leaves_nothing_behind():
    """The next reading tries again."""

    class Failing:
        tries = 0

        @lazy
        def value(self):
            self.tries += 1
            raise LookupError("not yet")

    thing = Failing()
    for tries in (1, 2):
        with pytest.raises(LookupError):
            thing.value  # noqa: B018  # reading is what fails
        assert thing.tries == tries


def test_attributes_with_shared_keys_need_no_dictionary():
    """However many instances there were before the first that has them; others still find a place."""

    class Kept:
        def __init__(self):
            self.first = object()

        @lazy
        def second(self):
            return object()

    share_keys(Kept, "third")
    assert vars(Kept()).keys() == {"first"}
    made = [Kept() for _ in range(100)].pop()
    made.third = object()
    # The interpreter's collector sees the values where no dictionary holds them.
    values = {id(made.first), id(made.second), id(made.third)}
    assert values <= {id(each) for each in gc.get_referents(made)}
    made.fourth = object()
    assert vars(made).keys() == {"first", "second", "third", "fourth"}


LATE = """
import gc
from werkzeug.test import create_environ
from costrel_core import Request

environ = create_environ("/page?a=b")
for _ in range(100):
    Request(environ)
request = Request(environ)
for name in (
    "args headers accept_mimetypes json_module"
    " path root_path scheme server remote_addr"
).split():
    getattr(request, name)
    assert any(each is environ for each in gc.get_referents(request)), f"{name} needs a dictionary"
"""


def test_a_request_that_asks_for_much_needs_no_dictionary():
    """Although none of those before it asked for anything."""
    run([sys.executable, "-c", LATE], check=True)
