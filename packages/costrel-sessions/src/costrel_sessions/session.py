"""The session of a signed cookie: a dict that notices when it is changed."""

from collections.abc import Iterable, Mapping
from typing import Any

from werkzeug.datastructures import CallbackDict

from costrel_spec import NullSession as RefusingSession
from costrel_spec import SessionMixin


def _note_change(session: "SecureCookieSession") -> None:
    session.modified = True


class SecureCookieSession(  # pyright: ignore[reportIncompatibleMethodOverride]  # Werkzeug's update
    CallbackDict[str, Any], SessionMixin
):
    """A dict whose ``modified`` turns true with its first change.

    Only changes of the dict itself are seen: whoever changes a list inside it sets ``modified``.
    """

    modified = False
    accessed = False
    # On the class, for all sessions share it and an attribute less is set for each.
    on_update = staticmethod(_note_change)

    def __init__(
        self, initial: Mapping[str, Any] | Iterable[tuple[str, Any]] | None = None
    ) -> None:
        dict.__init__(self, initial or ())  # pyright: ignore[reportUnknownMemberType]  # as fast as can be

    def __setitem__(self, key: str, value: Any) -> None:
        # What most changes are: Werkzeug's way to it takes two calls more.
        dict.__setitem__(self, key, value)  # pyright: ignore[reportUnknownMemberType]  # as above
        if self.on_update is not None:  # pyright: ignore[reportUnnecessaryComparison]  # a subclass's
            self.on_update(self)


class NullSession(RefusingSession, SecureCookieSession):
    """The session of an application without a secret key: it refuses every change."""

    def __init__(
        self, initial: Mapping[str, Any] | Iterable[tuple[str, Any]] | None = None
    ) -> None:
        super().__init__()
        dict.__init__(self, initial or ())  # pyright: ignore[reportUnknownMemberType]  # as above
