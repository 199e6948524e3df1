"""Sessions in Redis: how they are opened and saved, and what can be done from outside."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from werkzeug.exceptions import ServiceUnavailable
from werkzeug.sansio.http import parse_cookie
from werkzeug.wrappers import Request, Response

from costrel_spec import Application, SessionInterface, SessionMixin
from costrel_spec.slots import SessionCapability, SessionEntry
from costrel_spec.tagged_json import TaggedJSONSerializer

from .errors import SessionsUnavailable
from .server import Server
from .session import RedisSession
from .store import Store
from .token import read_cookie, write_cookie

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

RETRY_AFTER = 5
"""In how many seconds a client may try again that was told 503."""

_COOKIE = "Cookie"
"""What answers vary by that have a session's cookie, or depend on it."""


class RedisSessionInterface(SessionInterface):
    """Keep sessions in Redis; the cookie holds nothing but what finds them.

    :param target: a URL, or a client of redis-py.
    """

    capabilities: frozenset[SessionCapability] = frozenset(
        {"revocable", "enumerable", "atomic", "rotating"}
    )
    serializer: Any = TaggedJSONSerializer()
    """Makes values that JSON has of others, and the reverse; register tags of your own with it."""
    session_class: Callable[..., RedisSession] = RedisSession

    def __init__(self, target: Any) -> None:
        self.server = Server(target)

    # -- a request's session ----------------------------------------------------------------------

    def open_session(self, app: Application, request: Request) -> SessionMixin | None:
        """The session whose token the cookie holds; a new one where there is none.

        What the cookie holds never becomes the token of a new session, so that nobody can choose it.

        :raises SessionsUnavailable: if Redis can't be reached.
        """
        return self._open(app, read_cookie(request.cookies.get(self.get_cookie_name(app)))[0])

    def defer_session(
        self, app: Application, environ: "WSGIEnvironment"
    ) -> tuple[Callable[[], SessionMixin | None], bool] | None:
        """How to open the session on its first use; None where ``open_session`` is another one."""
        if getattr(self.open_session, "__func__", None) is not _open_session:
            return None
        header, name = environ.get("HTTP_COOKIE", ""), self.get_cookie_name(app)
        cookie = parse_cookie(header).get(name) if name in header else None
        token, permanent = read_cookie(cookie)
        return (
            _Opening(self, app, token),
            permanent and bool(app.config["SESSION_REFRESH_EACH_REQUEST"]),
        )

    def save_session(self, app: Application, session: Any, response: Response) -> None:
        """Store what was changed, and set or delete the cookie.

        :raises SessionsUnavailable: if Redis can't be reached; called again for the page of that
            error, it makes it a 503.
        """
        if session.accessed:
            response.vary.add(_COOKIE)
        if session.failed:
            _say_unavailable(response)
        elif session.modified and not session.ended:
            self._store(app, session, response)
        elif session and not session.ended and self.should_set_cookie(app, session):
            self._set_cookie(app, session, response)

    def _open(self, app: Application, token: str | None) -> RedisSession:
        store = self._store_of(app)
        found = store.find(token) if token else None
        session = self.session_class(store, found[1] if found else None)
        if found:
            session.token, session.record = token, found[0]
            session.touched = store.settings.refresh
        return session

    def _store(self, app: Application, session: RedisSession, response: Response) -> None:
        try:
            fate = session.store.save(session)
        except SessionsUnavailable:
            session.failed = True
            raise
        if fate == "kept" and session:
            self._set_cookie(app, session, response)
        elif fate == "empty":
            response.vary.add(_COOKIE)
            response.delete_cookie(self.get_cookie_name(app), **self._attributes(app))
        # Another request may have moved what was in it to another id, whose cookie stays.
        session.ended = fate == "ended"

    def _set_cookie(self, app: Application, session: RedisSession, response: Response) -> None:
        response.vary.add(_COOKIE)
        response.set_cookie(
            self.get_cookie_name(app),
            write_cookie(str(session.token), permanent=session.permanent),
            expires=self.get_expiration_time(app, session),
            **self._attributes(app),
        )

    def _attributes(self, app: Application) -> dict[str, Any]:
        """What setting and deleting the cookie have in common."""
        return {
            "domain": self.get_cookie_domain(app),
            "path": self.get_cookie_path(app),
            "secure": self.get_cookie_secure(app),
            "partitioned": self.get_cookie_partitioned(app),
            "samesite": self.get_cookie_samesite(app),
            "httponly": self.get_cookie_httponly(app),
        }

    # -- from outside -----------------------------------------------------------------------------

    def revoke(self, app: Application, session_id: str) -> bool:
        """End a session at once, for whoever has its cookie; whether there was one.

        A request that has it open can't bring it back: what that request saves is dropped.
        """
        return self._store_of(app).end(session_id)

    def revoke_all(self, app: Application, user: object, keep: str | None = None) -> int:
        """End all sessions of a user; how many there were.

        :param keep: the id of one that goes on, such as that of the current session.
        """
        return self._store_of(app).end_all(user, keep)

    def sessions_of(self, app: Application, user: object) -> list[SessionEntry]:
        """The sessions of a user that are not over, the oldest first.

        A session is of the user that it holds under SESSION_USER_KEY; users are compared as texts.
        """
        return self._store_of(app).entries(user)

    def rotate(self, app: Application, session: Any) -> None:
        """Have a session get a new id when it is saved; its content stays."""
        session.rotating = session.modified = True

    def _store_of(self, app: Application) -> Store:
        return Store(app, self.server, self.serializer)


_open_session = RedisSessionInterface.open_session


class _Opening:
    """Opens the session of a request; where that failed, there is an empty one, which is not stored."""

    __slots__ = ("_app", "_failed", "_interface", "_token")

    def __init__(
        self, interface: RedisSessionInterface, app: Application, token: str | None
    ) -> None:
        self._interface = interface
        self._app = app
        self._token = token
        self._failed = False

    def __call__(self) -> RedisSession:
        interface, app = self._interface, self._app
        if self._failed:
            # The page of the error may look at the session: it shall not wait for Redis once more.
            session = interface._open(app, None)  # pyright: ignore[reportPrivateUsage]  # of this module
            session.failed = True
            return session
        try:
            return interface._open(app, self._token)  # pyright: ignore[reportPrivateUsage]  # the same
        except SessionsUnavailable:
            self._failed = True
            raise


def unavailable() -> ServiceUnavailable:
    """The answer to a request whose session can't be reached."""
    return ServiceUnavailable(retry_after=RETRY_AFTER)


def _say_unavailable(response: Response) -> None:
    """Make the page of an error that nobody handled the one above."""
    if response.status_code == 500:
        error = unavailable()
        response.status_code = 503
        response.set_data(error.get_body())
        response.headers.update(error.get_headers())
