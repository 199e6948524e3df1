"""What a session is."""

from collections.abc import Callable, Iterator, MutableMapping
from typing import Any

import pytest

from costrel_spec import NullSession, SessionMixin
from costrel_spec.session_mapping import no_secret_key

pytestmark = pytest.mark.alone


class Stored(dict[str, Any], SessionMixin):
    """The simplest session."""


class Mapped(SessionMixin):
    """A session that is no dict."""

    def __init__(self) -> None:
        self.kept: dict[str, Any] = {}

    def __getitem__(self, key: str) -> Any:
        return self.kept[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.kept[key] = value

    def __delitem__(self, key: str) -> None:
        del self.kept[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.kept)

    def __len__(self) -> int:
        return len(self.kept)


@pytest.mark.parametrize("make", [Stored, Mapped])
def test_a_session_knows_whether_it_is_permanent(make: type[Any]) -> None:
    """Under the key that Flask uses, so that either reads the other's."""
    session = make()
    assert session.permanent is False
    session.permanent = 1
    assert session.permanent is True
    assert session["_permanent"] is True
    session.permanent = False
    assert session.permanent is False


def test_a_session_that_knows_nothing_is_on_the_safe_side() -> None:
    """It counts as changed, and neither as new nor as read: the context notes when it is touched."""
    session = Stored()
    assert (session.new, session.modified, session.accessed) == (False, True, False)
    assert isinstance(session, MutableMapping)


WRITES: list[Callable[[Any], Any]] = [
    lambda session: session.__setitem__("a", 1),
    lambda session: session.__delitem__("a"),
    lambda session: session.clear(),
    lambda session: session.pop("a", None),
    lambda session: session.popitem(),
    lambda session: session.update(a=1),
    lambda session: session.setdefault("a", 1),
    lambda session: session.__ior__({"a": 1}),
    lambda session: setattr(session, "permanent", True),
]


@pytest.mark.parametrize("write", WRITES)
def test_a_null_session_refuses_every_write(write: Callable[[Any], Any]) -> None:
    """Saying what is missing and how to make it."""
    session = NullSession()
    with pytest.raises(RuntimeError, match=r"no secret key was set\. Set SECRET_KEY.*token_hex"):
        write(session)
    assert len(session) == 0


def test_a_null_session_can_be_read() -> None:
    """It is empty, unchanged and untouched."""
    session = NullSession()
    assert session.get("user") is None
    assert "user" not in session
    assert (session.modified, session.accessed, session.permanent) == (False, False, False)
    assert isinstance(session, SessionMixin)


def test_a_null_session_can_have_another_reason() -> None:
    """Whoever makes it says why it can't be written."""
    with pytest.raises(LookupError, match="the store is down"):
        NullSession(lambda: LookupError("the store is down"))["a"] = 1


def test_the_error_of_a_missing_key_is_made_anew() -> None:
    """An exception that is raised twice would carry two tracebacks."""
    assert no_secret_key() is not no_secret_key()
