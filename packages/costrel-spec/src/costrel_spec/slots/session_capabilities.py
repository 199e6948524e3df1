"""What sessions can do beyond being kept: a part declares it, an application may require it.

``SessionInterface.capabilities`` names what the sessions of a part can do; for each name there is a
protocol here that says what comes with it. An application lists those that it can't do without in
``SESSION_REQUIRES``, and does not boot where one is absent.

All but encryption need an ``id`` of the session (``IdentifiedSession``). It tells which session is
meant and lets nobody in: what the cookie holds can't be found out from it. So it may be shown and logged.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any, Literal, Protocol

from ..application import Application
from ..record import Record

SessionCapability = Literal["revocable", "enumerable", "atomic", "rotating", "encrypted"]
"""The name of something that sessions can do."""

SESSION_CAPABILITIES: Mapping[SessionCapability, str] = MappingProxyType(
    {
        "revocable": "a session can be ended from outside, for whoever has its cookie",
        "enumerable": "the sessions of a user can be listed",
        "atomic": "requests that run at once lose none of each other's changes",
        "rotating": "a session gets a new id when its user changes, and on demand",
        "encrypted": "who reads the cookie or the store learns nothing of the content",
    }
)
"""The names with what each promises."""


class SessionEntry(Record):
    """One session in a list of a user's sessions.

    :param id: what ``revoke`` takes.
    :param user: whose it is, as text.
    :param created: when it began, or when this user logged in, in UTC.
    :param expires: when it ends if nobody uses it, in UTC.
    :param content: what it holds.
    """

    id: str
    user: str
    created: datetime
    expires: datetime
    content: Mapping[str, Any]

    __slots__ = ("content", "created", "expires", "id", "user")

    def __init__(
        self,
        *,
        id: str,  # noqa: A002  # what it is
        user: str,
        created: datetime,
        expires: datetime,
        content: Mapping[str, Any],
    ) -> None:
        self._hold(id=id, user=user, created=created, expires=expires, content=content)


class IdentifiedSession(Protocol):
    """A session with an id."""

    @property
    def id(self) -> str | None:
        """Tells which session this is; None as long as it is not stored."""
        ...


class RevocableSessions(Protocol):
    """``revocable``: a session can be ended from outside, for whoever has its cookie."""

    def revoke(self, app: Application, session_id: str) -> bool:
        """End a session at once; whether there was one.

        From then on its cookie opens an empty session. A request that has it open can't bring it back:
        what that request saves is dropped.
        """
        ...


class EnumerableSessions(Protocol):
    """``enumerable``: the sessions of a user can be listed.

    A session is of the user that it holds under the key which ``SESSION_USER_KEY`` names
    (``user_id``). Users are told apart by their text: 5 and "5" are one.
    """

    def sessions_of(self, app: Application, user: object) -> Sequence[SessionEntry]:
        """The sessions of a user that are not over, the oldest first."""
        ...


class UserSessions(RevocableSessions, EnumerableSessions, Protocol):
    """What sessions have that are both ``revocable`` and ``enumerable``."""

    def revoke_all(self, app: Application, user: object, keep: str | None = None) -> int:
        """End all sessions of a user; how many there were.

        :param keep: the id of one that goes on, such as that of the current session.
        """
        ...


class AtomicSession(IdentifiedSession, Protocol):
    """``atomic``: requests that run at once lose none of each other's changes.

    Changes of different keys never do: only what a request changed is stored when it ends. So it is
    with flashed messages. For changes of one key there are these methods, which act at once.
    """

    def increment(self, key: str, by: int = 1) -> int:
        """Add to the whole number under a key, which is 0 if it is absent; the sum.

        :raises TypeError: if something else is there.
        """
        ...

    def change(self, key: str, function: Callable[[Any], Any]) -> Any:
        """Put what ``function`` makes of the value under a key in its place, and return it.

        The function is given None where the key is absent. It is called again where another request
        was faster.
        """
        ...


class RotatingSessions(Protocol):
    """``rotating``: a session gets a new id when its user changes, and on demand.

    It gets it when it is saved. From then on the old cookie opens an empty session, so that who knew
    it before a user logged in has nothing of that. What a request saves that still has the old
    one open is dropped.
    """

    def rotate(self, app: Application, session: Any) -> None:
        """Have a session get a new id when it is saved; its content stays."""
        ...
