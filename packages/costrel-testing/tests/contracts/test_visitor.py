"""A visitor, who does to a session what a test says."""

from typing import Any

import pytest

import costrel
from costrel import Costrel
from costrel_testing.contracts import BrokenPromise
from costrel_testing.contracts.visitor import Visitor


@pytest.fixture
def visitor() -> Visitor:
    """A visitor of an application with a key."""
    app = Costrel("site", static_folder=None, plugins=[])
    app.config.update(TESTING=True, SECRET_KEY="key")
    return Visitor(app, costrel)


def test_a_visitor_puts_and_looks(visitor: Visitor) -> None:
    """Each is a request; an attribute can be looked at too."""
    assert visitor.look() == {}
    assert visitor.put(a=1).text == "visited"
    assert visitor.look() == {"a": 1}
    assert visitor.look("modified") is False
    assert visitor.pass_by().text == "untouched"


def test_a_view_may_answer_itself(visitor: Visitor) -> None:
    """With a response; whatever else it returns is dropped."""
    assert visitor.visit(lambda session: visitor.app.response_class("own")).text == "own"
    assert visitor.visit(lambda session: "text").text == "visited"


def test_the_cookie_is_the_sessions(visitor: Visitor) -> None:
    """Others do not count; a twin has the same, or one that is given."""
    with pytest.raises(BrokenPromise, match="has no cookie of the session"):
        _ = visitor.cookie

    def answer(session: Any) -> Any:
        session["a"] = 1
        response = visitor.app.response_class()
        response.set_cookie("other", "x")
        return response

    (header,) = visitor.cookies(visitor.visit(answer))
    assert header.startswith(f"session={visitor.cookie};")
    assert visitor.twin().look() == {"a": 1}
    assert visitor.twin("forged").look() == {}


def test_a_request_can_go_on_during_others(visitor: Visitor) -> None:
    """Opened here and saved there."""
    visitor.put(a=1)
    session = visitor.open()
    assert session == {"a": 1}
    session["a"] = 2
    assert visitor.cookies(visitor.save(session)) != []
