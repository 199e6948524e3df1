"""The session of a request: a dict that knows what is stored of it."""

from collections.abc import Callable, Mapping
from typing import Any

from werkzeug.datastructures import CallbackDict

from costrel_spec import SessionMixin

from .record import Record
from .store import Store
from .token import id_of


def _note_change(session: "RedisSession") -> None:
    session.modified = True


class RedisSession(  # pyright: ignore[reportIncompatibleMethodOverride]  # Werkzeug's update
    CallbackDict[str, Any], SessionMixin
):
    """A dict whose ``modified`` turns true with its first change.

    Of what is changed at the end of the request, only the keys that differ are stored. Whoever changes
    a list inside it sets ``modified``. ``increment`` and ``change`` act at once.
    """

    modified = False
    accessed = False
    token: str | None = None
    """What its cookie holds; None as long as it is not stored."""
    touched = False
    """Whether its end was moved in this request."""
    rotating = False
    """Whether it gets a new id when it is saved."""
    cleared = False
    """Whether it is to be another session from here on."""
    ended = False
    """Whether it was revoked or expired while the request ran; nothing is stored any more."""
    failed = False
    """Whether Redis could not be reached; nothing is stored any more."""

    def __init__(self, store: Store, content: Mapping[str, Any] | None = None) -> None:
        super().__init__(content, _note_change)
        self.store = store
        self.record = Record()

    @property
    def new(self) -> bool:  # type: ignore[override]  # it follows from another attribute
        """Whether nothing of it is stored yet."""
        return self.token is None

    @property
    def id(self) -> str | None:
        """Tells which session this is, and lets nobody in; None as long as it is not stored."""
        return None if self.token is None else id_of(self.token)

    def clear(self) -> None:
        """Forget everything: what is put in afterwards is in another session."""
        super().clear()
        self.cleared = True

    def increment(self, key: str, by: int = 1) -> int:
        """Add to the whole number under a key, which is 0 if it is absent; the sum.

        It is stored at once. No other request's addition is lost.

        :raises TypeError: if something else is there.
        """
        return self.store.increment(self, key, by)

    def change(self, key: str, function: Callable[[Any], Any]) -> Any:
        """Put what ``function`` makes of the value under a key in its place, and return it.

        It is stored at once. The function is given None where the key is absent, and is called again
        where another request was faster.
        """
        return self.store.change(self, key, function)
