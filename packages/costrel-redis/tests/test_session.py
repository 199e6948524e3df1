"""The session of a request, as a mapping that knows whether it changed."""

from collections.abc import Callable
from typing import Any

import pytest

from costrel_core import session
from costrel_redis import RedisSession
from costrel_redis.server import Server
from costrel_redis.store import Store
from costrel_spec.tagged_json import TaggedJSONSerializer


@pytest.fixture
def fresh(app: Any, server: Any) -> Callable[..., RedisSession]:
    """Makes sessions that are not stored."""

    def make(**content: Any) -> RedisSession:
        return RedisSession(Store(app, Server(server.url), TaggedJSONSerializer()), content)

    return make


@pytest.mark.parametrize(
    "act",
    [
        lambda each: each.update(b=1),
        lambda each: each.pop("a"),
        lambda each: each.setdefault("b", 1),
        lambda each: each.clear(),
        lambda each: each.popitem(),
        lambda each: each.__setitem__("a", 2),
        lambda each: each.__delitem__("a"),
        lambda each: setattr(each, "permanent", True),
    ],
)
def test_a_change_is_noticed(fresh: Any, act: Any) -> None:
    """Each way to make one; reading is none."""
    found = fresh(a=1)
    assert (found["a"], found.get("b"), len(found), found.permanent) == (1, None, 1, False)
    assert not found.modified
    act(found)
    assert found.modified


def test_a_session_that_is_not_stored_is_new(visit: Any) -> None:
    """It has no id; once it is stored it keeps one for all requests."""

    def begin() -> Any:
        found = (session.new, session.id)
        session["a"] = 1
        return found

    assert visit.do(begin) == (True, None)
    new, number = visit.do(lambda: (session.new, session.id))
    assert not new
    assert len(number) == 64
    assert visit.do(lambda: session.id) == number


def test_sessions_share_nothing(fresh: Any) -> None:
    """Neither content nor what is known of what is stored."""
    one, other = fresh(a=1), fresh()
    one.record.values["=a"] = "1"
    one["b"] = 2
    assert (dict(other), other.record.values, other.modified) == ({}, {}, False)


def test_what_is_changed_inside_is_stored_if_it_is_said(visit: Any) -> None:
    """As with Flask's sessions: ``modified`` tells."""
    visit.do(lambda: session.update(list=[1]))
    visit.do(lambda: session["list"].append(2))
    assert visit.do(lambda: session["list"]) == [1]
    visit.do(lambda: (session["list"].append(2), setattr(session, "modified", True)))
    assert visit.do(lambda: session["list"]) == [1, 2]
