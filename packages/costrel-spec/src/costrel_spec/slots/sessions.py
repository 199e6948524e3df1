"""The slot ``sessions``: how a session is opened and saved. The interface is Flask's."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from werkzeug.wrappers import Request, Response

from ..session_mapping import NullSession, SessionMixin

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

    from ..application import Application
    from .session_capabilities import SessionCapability


class SessionInterface:
    """The base of session implementations; a subclass has ``open_session`` and ``save_session``."""

    null_session_class: type[Any] = NullSession
    """What ``make_null_session`` makes and ``is_null_session`` looks for."""
    pickle_based = False
    """Whether sessions are stored with pickle."""
    capabilities: frozenset[SessionCapability] = frozenset()
    """What these sessions can do beyond being kept: ``costrel_spec.slots.session_capabilities``."""

    def open_session(self, app: Application, request: Request) -> SessionMixin | None:
        """The session of ``request``; None where sessions can't be used, for lack of a key, say.

        It is called before the URL is matched.
        """
        raise TypeError(f"{type(self).__name__} must define open_session(app, request).")

    def save_session(self, app: Application, session: Any, response: Response) -> None:
        """Store the session with ``response``; not called for a null session."""
        raise TypeError(f"{type(self).__name__} must define save_session(app, session, response).")

    def defer_session(
        self, app: Application, environ: WSGIEnvironment
    ) -> tuple[Callable[[], SessionMixin | None], bool] | None:
        """How to open the session on its first use; None (the default): open it at once.

        The first of the pair opens the session, as ``open_session`` would have done now: it holds what
        the result depends on (key, cookie, time), since all of that may change until the first use. The
        second tells whether a session that nobody used must be opened and saved all the same at the
        end, as a permanent one is whose cookie is refreshed with each request.
        """
        return None

    def make_null_session(self, app: Application) -> Any:
        """The session to show where ``open_session`` returned None."""
        return self.null_session_class()

    def is_null_session(self, obj: object) -> bool:
        """Whether ``obj`` is a null session, which is not saved."""
        return isinstance(obj, self.null_session_class)

    def get_cookie_name(self, app: Application) -> str:
        """SESSION_COOKIE_NAME."""
        value: str = app.config["SESSION_COOKIE_NAME"]
        return value

    def get_cookie_domain(self, app: Application) -> str | None:
        """SESSION_COOKIE_DOMAIN; None restricts the cookie to the host that set it."""
        value: str | None = app.config["SESSION_COOKIE_DOMAIN"]
        return value

    def get_cookie_path(self, app: Application) -> str:
        """SESSION_COOKIE_PATH, else APPLICATION_ROOT."""
        value: str = app.config["SESSION_COOKIE_PATH"] or app.config["APPLICATION_ROOT"]
        return value

    def get_cookie_httponly(self, app: Application) -> bool:
        """SESSION_COOKIE_HTTPONLY."""
        value: bool = app.config["SESSION_COOKIE_HTTPONLY"]
        return value

    def get_cookie_secure(self, app: Application) -> bool:
        """SESSION_COOKIE_SECURE."""
        value: bool = app.config["SESSION_COOKIE_SECURE"]
        return value

    def get_cookie_samesite(self, app: Application) -> str | None:
        """SESSION_COOKIE_SAMESITE."""
        value: str | None = app.config["SESSION_COOKIE_SAMESITE"]
        return value

    def get_cookie_partitioned(self, app: Application) -> bool:
        """SESSION_COOKIE_PARTITIONED."""
        value: bool = app.config["SESSION_COOKIE_PARTITIONED"]
        return value

    def get_expiration_time(self, app: Application, session: SessionMixin) -> datetime | None:
        """When the cookie expires (UTC); None for one that ends with the browser."""
        if not session.permanent:
            return None
        expires: datetime = datetime.now(UTC) + app.permanent_session_lifetime
        return expires

    def should_set_cookie(self, app: Application, session: SessionMixin) -> bool:
        """Whether the answer carries the cookie: the session changed, or is refreshed each time."""
        return session.modified or (
            session.permanent and app.config["SESSION_REFRESH_EACH_REQUEST"]
        )
