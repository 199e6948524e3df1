"""An attribute that is made on first use and kept outside of the instance's dictionary."""

from unittest import mock

import pytest

from costrel_core.kept import kept
from costrel_core.scaffold import Scaffold

pytestmark = pytest.mark.alone


class Thing(Scaffold):
    """Counts how often its attribute is made."""

    made = 0

    @kept
    def value(self):
        """What it is worth."""
        self.made += 1
        return f"made {self.made}"


@pytest.fixture
def thing():
    """An instance on which no constructor has run yet."""
    return Thing.__new__(Thing)


def test_the_method_runs_once(thing):
    """What it returned is kept, and not among the instance's attributes."""
    assert (thing.value, thing.value, thing.made) == ("made 1", "made 1", 1)
    assert vars(thing) == {"made": 1}


def test_each_object_has_its_own(thing):
    """Nothing is kept on the class."""
    other = Thing.__new__(Thing)
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

    fixed = Fixed.__new__(Fixed)
    assert fixed.value == "fixed"
    fixed.value = "assigned"
    assert (fixed.value, vars(fixed)) == ("assigned", {"value": "assigned"})
    assert Longer.__new__(Longer).value == "made 1, and more"


def test_an_error_leaves_nothing_behind():
    """The next reading tries again."""

    class Failing(Scaffold):
        tries = 0

        @kept
        def value(self):
            self.tries += 1
            raise LookupError("not yet")

    thing = Failing.__new__(Failing)
    for tries in (1, 2):
        with pytest.raises(LookupError):
            thing.value  # noqa: B018  # reading is what fails
        assert thing.tries == tries


def test_an_error_of_the_method_is_told_as_it_is():
    """Also a KeyError, without the one that says that nothing was kept."""

    class Failing(Scaffold):
        @kept
        def value(self):
            raise KeyError("cause")

    with pytest.raises(KeyError, match="cause") as caught:
        Failing.__new__(Failing).value  # noqa: B018  # reading is what fails
    assert caught.value.__context__ is None


def test_deleting_it_lets_it_be_made_anew(thing):
    """As long as nothing was assigned."""
    assert thing.value == "made 1"
    del thing.value
    assert thing.value == "made 2"


def test_there_must_be_something_to_delete(thing):
    """As with any attribute."""
    with pytest.raises(AttributeError, match="value") as caught:
        del thing.value
    assert (caught.value.name, caught.value.obj) == ("value", thing)


def test_deleting_it_undoes_assignments(thing):
    """One after the other, to what was made; that, too, can be deleted."""
    assert thing.value == "made 1"
    thing.value = "first"
    thing.value = "second"
    found = []
    for _ in range(3):
        found.append(thing.value)
        del thing.value
    assert found == ["second", "first", "made 1"]
    assert thing.value == "made 2"


def test_what_is_put_back_is_no_new_assignment(thing):
    """However often a test replaces the attribute and puts back what was there."""
    own = thing.value
    for each in range(3):
        thing.value = str(each)
        thing.value = own
    del thing.value
    assert thing.value == "made 2"


@pytest.mark.parametrize("before", ["assigned", "made 1"])
def test_a_patch_leaves_what_was_there(thing, before):
    """``unittest.mock`` deletes what it finds in no dictionary of the instance, also nested."""
    if before == "assigned":
        thing.value = before
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
