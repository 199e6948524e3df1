"""Attributes that are made on first use, of objects without a dictionary."""

from copy import copy
from functools import cached_property
from unittest import mock

import pytest

from costrel_core.kept import Keeper, kept, kept_by

pytestmark = pytest.mark.alone


class Thing(Keeper):
    """Counts how often its attribute is made."""

    made = 0

    @kept
    def value(self):
        """What it is worth."""
        self.made += 1
        return f"made {self.made}"


@pytest.fixture
def thing():
    """An instance, whose class has no constructor."""
    return Thing()


def test_the_method_runs_once(thing):
    """What it returned is kept, as an attribute like any other."""
    assert (thing.value, thing.value, thing.made) == ("made 1", "made 1", 1)
    assert vars(thing) == {"made": 1, "value": "made 1"}


def test_what_came_first_stays():
    """Of two threads that make it at the same time, both get the same."""

    class Interrupted(Thing):
        @kept
        def value(self):
            kept_by(self)["value"] = "another thread's"
            return "this thread's"

    thing = Interrupted()
    assert (thing.value, thing.value) == ("another thread's", "another thread's")


def test_each_object_has_its_own(thing):
    """Nothing is kept on the class."""
    other = Thing()
    other.value = "assigned"
    assert (other.value, other.made, thing.value) == ("assigned", 0, "made 1")


def test_the_class_shows_a_property():
    """With the docstring of the method; of no other class, which the interpreter would call slowly."""
    assert type(Thing.value) is property
    assert Thing.value.__doc__ == "What it is worth."


def test_a_subclass_may_have_another(thing):
    """An attribute, or a property that asks for the one above."""

    class Fixed(Thing):
        value = "fixed"

    class Longer(Thing):
        @property
        def value(self):
            return f"{super().value}, and more"

    fixed = Fixed()
    assert fixed.value == "fixed"
    fixed.value = "assigned"
    assert (fixed.value, vars(fixed)) == ("assigned", {"value": "assigned"})
    assert Longer().value == "made 1, and more"


def test_an_error_leaves_nothing_behind():
    """The next reading tries again."""

    class Failing(Keeper):
        tries = 0

        @kept
        def value(self):
            self.tries += 1
            raise LookupError("not yet")

    thing = Failing()
    for tries in (1, 2):
        with pytest.raises(LookupError):
            thing.value  # noqa: B018  # reading is what fails
        assert thing.tries == tries


def test_an_error_of_the_method_is_told_as_it_is():
    """Also a KeyError, without the one that says that nothing was kept."""

    class Failing(Keeper):
        @kept
        def value(self):
            raise KeyError("cause")

    with pytest.raises(KeyError, match="cause") as caught:
        Failing().value  # noqa: B018  # reading is what fails
    assert caught.value.__context__ is None


def test_deleting_it_lets_it_be_made_anew(thing):
    """Also where something was assigned."""
    assert thing.value == "made 1"
    thing.value = "assigned"
    del thing.value
    assert thing.value == "made 2"


def test_there_must_be_something_to_delete(thing):
    """As with any attribute."""
    with pytest.raises(AttributeError, match="value") as caught:
        del thing.value
    assert (caught.value.name, caught.value.obj) == ("value", thing)


@pytest.mark.parametrize("before", ["assigned", "made 1"])
def test_a_patch_leaves_what_was_there(thing, before):
    """``unittest.mock`` puts back what it finds in the dictionary of the instance, also nested."""
    if before == "assigned":
        thing.value = "earlier"
        thing.value = before
    assert thing.value == before
    with mock.patch.object(thing, "value", "outer"):
        with mock.patch.object(thing, "value", "inner"):
            assert thing.value == "inner"
        assert thing.value == "outer"
    assert thing.value == before


def test_a_monkeypatch_leaves_what_was_there(thing, monkeypatch):
    """It assigns the former value."""
    thing.value = "assigned"
    with monkeypatch.context() as patch:
        patch.setattr(thing, "value", "patched")
        assert thing.value == "patched"
    assert thing.value == "assigned"


def test_the_dictionary_is_live(thing):
    """As that of any instance: what is read and written there is the attribute."""
    vars(thing)["value"] = "written"
    assert thing.value == "written"
    assert vars(thing).pop("value") == "written"
    assert thing.value == "made 1"
    thing.__dict__ = {"value": "other", "more": 1}
    assert (thing.value, thing.more) == ("other", 1)


def test_a_class_may_keep_it_itself():
    """With ``cached_property``, which writes into the dictionary."""

    class Cached(Thing):
        @cached_property
        def value(self):
            return f"{super().value}, cached"

    thing = Cached()
    assert thing.value == thing.value == "made 1, cached"
    assert vars(thing)["value"] == "made 1, cached"
    thing.drop_dictionary()
    assert thing.value == "made 1, cached"


def test_a_dictionary_is_dropped_that_nobody_needs(thing, has_dictionary):
    """It comes back, the same, when somebody looks; what is kept is found meanwhile."""
    thing.value = "assigned"
    dictionary = vars(thing)
    thing.drop_dictionary()
    assert not has_dictionary(thing)
    assert (thing.value, vars(thing)) == ("assigned", {"value": "assigned"})
    assert vars(thing) is dictionary
    thing.drop_dictionary()
    thing.other = 1
    assert (thing.other, vars(thing)) == (1, {"value": "assigned", "other": 1})
    assert vars(thing) is dictionary


def test_a_dictionary_that_is_needed_stays(thing, has_dictionary):
    """Something is in it that is no kept attribute."""
    thing.other = 1
    assert thing.value == "made 1"
    thing.drop_dictionary()
    assert has_dictionary(thing)
    assert thing.other == 1


def test_what_another_thread_assigns_meanwhile_is_found():
    """Between the look at what there is, and the drop."""

    class Disturbed(Thing):
        looks = 0

        def _is_all_kept(self, attributes):
            is_all_kept = super()._is_all_kept(attributes)
            if not attributes:
                self.late = 1
            return is_all_kept

    thing = Disturbed()
    thing.drop_dictionary()
    assert (thing.late, vars(thing)) == (1, {"late": 1})


def test_a_copy_has_values_of_its_own(thing):
    """The same ones at first."""
    thing.other = [1]
    assert thing.value == "made 1"
    copied = copy(thing)
    assert (copied.value, copied.other) == ("made 1", [1])
    assert copied.other is thing.other
    copied.value = copied.other = "assigned"
    assert (thing.value, thing.other) == ("made 1", [1])
    assert vars(copied) == {"made": 1, "value": "assigned", "other": "assigned"}


def test_what_is_kept_can_be_seen_without_a_look_at_the_dictionary(thing):
    """Which would bring it back."""
    assert kept_by(thing) == {}
    assert thing.value == "made 1"
    thing.drop_dictionary()
    assert kept_by(thing)["value"] == "made 1"
