"""Tests of the session's own behaviour."""

import pytest

from costrel_sessions import NullSession, SecureCookieSession
from costrel_spec import NullSession as RefusingSession

pytestmark = pytest.mark.alone


def test_a_session_begins_unchanged_and_untouched() -> None:
    """Whatever it is made of: nothing is saved until something changes."""
    for session in (
        SecureCookieSession(),
        SecureCookieSession(None),
        SecureCookieSession({"a": 1}),
        SecureCookieSession([("a", 1)]),
    ):
        assert not session.modified
        assert not session.accessed
        assert not session.new
        assert session == ({"a": 1} if session else {})


@pytest.mark.parametrize(
    "change",
    [
        lambda session: session.__setitem__("b", 2),
        lambda session: session.__delitem__("a"),
        lambda session: session.update(b=2),
        lambda session: session.setdefault("b", 2),
        lambda session: session.pop("a"),
        lambda session: session.popitem(),
        lambda session: session.clear(),
        lambda session: session.__ior__({"b": 2}),
        lambda session: setattr(session, "permanent", True),
    ],
)
def test_every_change_is_noticed(change) -> None:
    """Each way to change a dict marks the session as modified."""
    session = SecureCookieSession({"a": 1})
    change(session)
    assert session.modified


@pytest.mark.parametrize(
    "use",
    [
        lambda session: session["a"],
        lambda session: session.get("b"),
        lambda session: "a" in session,
        lambda session: session.setdefault("a", 2),
        lambda session: session.pop("b", None),
        lambda session: session.permanent,
        lambda session: session["list"].append(1),
    ],
)
def test_reading_is_no_change(use) -> None:
    """Nor is a change inside a value, which nobody can see."""
    session = SecureCookieSession({"a": 1, "list": []})
    use(session)
    assert not session.modified


def test_one_session_does_not_mark_another() -> None:
    """What sessions share holds no state."""
    first, second = SecureCookieSession(), SecureCookieSession()
    first["a"] = 1
    assert (first.modified, second.modified) == (True, False)


def test_a_null_session_is_a_session_that_refuses_changes() -> None:
    """It passes for both kinds, reads as empty, and says why it can't be written."""
    session = NullSession()
    assert isinstance(session, SecureCookieSession)
    assert isinstance(session, RefusingSession)
    assert session.get("a") is None
    assert not session
    assert not session.modified
    with pytest.raises(RuntimeError, match="session is unavailable because no secret key was set"):
        session["a"] = 1
    with pytest.raises(RuntimeError, match="SECRET_KEY"):
        session.permanent = True


def test_a_null_session_may_begin_with_content() -> None:
    """It is made as any session is; what it holds can only be read."""
    session = NullSession({"a": 1})
    assert (session["a"], session.modified) == (1, False)
    with pytest.raises(RuntimeError, match="SECRET_KEY"):
        session.clear()


def test_a_subclass_may_do_without_notice() -> None:
    """As with Werkzeug's dict, whichever way it is changed."""

    class Quiet(SecureCookieSession):
        """Notes nothing."""

        on_update = None  # type: ignore[assignment]  # as Werkzeug allows

    session = Quiet()
    session["a"] = 1
    session.update(b=2)
    assert session == {"a": 1, "b": 2}
    assert not session.modified
