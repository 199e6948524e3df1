"""The namespace ``g``."""

import pytest

from costrel_core import App, g
from costrel_core.app_globals import Globals

pytestmark = pytest.mark.alone


def test_g_holds_attributes():
    """As any object does."""
    space = Globals()
    with pytest.raises(AttributeError, match=r"^missing$"):
        space.missing  # noqa: B018  # reading is what fails
    space.x = 1
    assert space.x == 1
    assert hasattr(space, "x")
    del space.x
    assert not hasattr(space, "x")
    with pytest.raises(AttributeError, match=r"^x$"):
        del space.x


def test_g_is_a_mapping_in_some_ways():
    """``get``, ``pop``, ``setdefault``, ``in`` and iteration."""
    space = Globals()
    assert space.get("x") is None
    assert space.get("x", 1) == 1
    assert space.setdefault("x") is None
    assert space.setdefault("x", 2) is None
    assert space.setdefault("y", 2) == 2
    assert "x" in space
    assert "z" not in space
    assert list(space) == ["x", "y"]
    assert space.pop("y") == 2
    assert space.pop("y", 3) == 3
    assert space.pop("y", None) is None
    with pytest.raises(KeyError, match="y"):
        space.pop("y")


def test_g_is_shown_with_the_application_it_belongs_to(app):
    """Where there is one."""
    assert "Globals object" in repr(Globals())
    with app.app_context():
        assert repr(g) == "<g of 'bare'>"


def test_the_class_of_g_can_be_chosen(make_app):
    """``app_ctx_globals_class``."""

    class Space(Globals):
        greeting = "hello"

    class Site(App):
        app_ctx_globals_class = Space

    with make_app(Site).app_context():
        assert g.greeting == "hello"


def test_g_is_made_when_it_is_used(app):
    """And is one object for each application context, however often that is pushed."""
    with app.app_context() as ctx:
        assert "g" not in vars(ctx)
        g.x = 1
        with ctx:
            assert g.x == 1
        with app.app_context() as other:
            assert "x" not in g
            assert other.g is not ctx.g
        assert g.x == 1
