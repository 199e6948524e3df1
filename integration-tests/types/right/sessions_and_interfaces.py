"""The session, its interface, and an interface of one's own."""

from datetime import datetime
from typing import Any, assert_type

from werkzeug.wrappers import Request, Response

from costrel import Costrel, session
from costrel.sessions import (
    NullSession,
    SecureCookieSession,
    SecureCookieSessionInterface,
    SessionInterface,
    SessionMixin,
)
from costrel_spec import Application

assert_type(session, SessionMixin)


def use() -> None:
    """What a view does with its session."""
    session["cart"] = [1, 2]
    assert_type(session.get("cart"), Any | None)
    session.setdefault("visits", 0)
    session.pop("cart", None)
    session.update(name="Ada")
    session.modified = True
    session.permanent = True
    if "name" in session and session.new and not session.accessed:
        del session["name"]
    for key in session:
        assert_type(key, str)


class StoredSession(dict[str, Any], SessionMixin):
    """A session that knows its number."""

    number = "1"


class StoredSessions(SessionInterface):
    """Sessions in a dict."""

    null_session_class = NullSession

    def __init__(self) -> None:
        self.sessions: dict[str, dict[str, Any]] = {}

    def open_session(self, app: Application, request: Request) -> StoredSession | None:
        number = request.cookies.get(self.get_cookie_name(app))
        return None if number is None else StoredSession(self.sessions.get(number, {}))

    def save_session(self, app: Application, session: StoredSession, response: Response) -> None:
        if self.should_set_cookie(app, session):
            self.sessions[session.number] = dict(session)
            response.set_cookie(
                self.get_cookie_name(app),
                session.number,
                expires=self.get_expiration_time(app, session),
                domain=self.get_cookie_domain(app),
                path=self.get_cookie_path(app),
                secure=self.get_cookie_secure(app),
                httponly=self.get_cookie_httponly(app),
                samesite=self.get_cookie_samesite(app),
                partitioned=self.get_cookie_partitioned(app),
            )


class SaltedSessions(SecureCookieSessionInterface):
    """Signed cookies with another salt."""

    salt = "salted"
    key_derivation = "hmac"
    session_class = SecureCookieSession


app = Costrel(__name__)
app.session_interface = StoredSessions()
app.session_interface = SaltedSessions()
assert_type(app.session_interface.get_cookie_name(app), str)
signer = SaltedSessions().get_signing_serializer(app)
if signer is not None:
    cookie: str | bytes = signer.dumps({"name": "Ada"})
expires: datetime | None = app.session_interface.get_expiration_time(app, SecureCookieSession())
