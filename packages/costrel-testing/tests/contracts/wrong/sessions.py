"""Sessions that each break a promise, as somebody may by mistake."""

import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any

from right.memory_sessions import MemorySessions, Record

from costrel_sessions import SecureCookieSession, SecureCookieSessionInterface
from costrel_spec import SessionMixin, hookimpl


class Provided:
    """What makes a plugin of a class of sessions."""

    @classmethod
    def plugin(cls) -> Any:
        """The plugin that provides it."""

        class Provider:
            @hookimpl
            def provide_sessions(self) -> Any:
                return cls()

        return Provider()


class Cookies(Provided, SecureCookieSessionInterface):
    """Signed cookies, to be spoiled."""


class Memory(Provided, MemorySessions):
    """Sessions in memory, to be spoiled."""


# -- the answer ----------------------------------------------------------------------------------


class WithoutVary(Cookies):
    """It does not say that the answer depends on the cookie."""

    def save_session(self, app: Any, session: Any, response: Any) -> None:
        before = response.headers.get("Vary")
        super().save_session(app, session, response)
        response.headers.remove("Vary")
        if before:
            response.headers["Vary"] = before


class VaryByCookieAlone(Cookies):
    """It forgets what the answer varied by already."""

    def save_session(self, app: Any, session: Any, response: Any) -> None:
        super().save_session(app, session, response)
        if "Vary" in response.headers:
            response.headers["Vary"] = "Cookie"


class SetsEachTime(Cookies):
    """It sets the cookie although nothing was changed."""

    def should_set_cookie(self, app: Any, session: Any) -> bool:
        return True


class NeverDeletes(Memory):
    """It forgets the content of a session that is emptied, and leaves the cookie."""

    def save_session(self, app: Any, session: Any, response: Any) -> None:
        super().save_session(app, session, response)
        if not session:
            response.headers.remove("Set-Cookie")


class KeepsEmptied(Cookies):
    """It stores only what holds something."""

    def save_session(self, app: Any, session: Any, response: Any) -> None:
        if session:
            super().save_session(app, session, response)


class DeletesByName(Cookies):
    """It deletes a cookie of the same name and of no other attributes."""

    def save_session(self, app: Any, session: Any, response: Any) -> None:
        if session or not session.modified:
            super().save_session(app, session, response)
        else:
            response.vary.add("Cookie")
            response.delete_cookie(self.get_cookie_name(app))


class OwnAttributes(Cookies):
    """It is sure what a cookie's attributes must be."""

    def get_cookie_samesite(self, app: Any) -> str:
        return "Strict"


class WithoutDate(Cookies):
    """Its cookies all end with the browser."""

    def get_expiration_time(self, app: Any, session: Any) -> None:
        return None


class NeverRefreshes(Cookies):
    """It sets the cookie of a permanent session once."""

    def should_set_cookie(self, app: Any, session: Any) -> bool:
        return bool(session.modified)


# -- the content ---------------------------------------------------------------------------------


class Unsigned(Cookies):
    """It believes what the cookie says."""

    def open_session(self, app: Any, request: Any) -> Any:
        if not app.secret_key:
            return None
        cookie = request.cookies.get(self.get_cookie_name(app), "")
        try:
            return SecureCookieSession(self.serializer.loads(urlsafe_b64decode(cookie + "==")))
        except ValueError:
            return SecureCookieSession()

    def _cookie(self, app: Any, content: Any) -> str:
        return urlsafe_b64encode(self.serializer.dumps(content).encode()).decode().rstrip("=")


class FailsOnForged(Cookies):
    """It lets out what its reader raises."""

    def open_session(self, app: Any, request: Any) -> Any:
        session = super().open_session(app, request)
        if not session and request.cookies.get(self.get_cookie_name(app)):
            raise ValueError("bad cookie")
        return session


class EndsNever(Memory):
    """It does not look when a session ended."""

    def open_session(self, app: Any, request: Any) -> Any:
        for record in self.store.values():
            record.expires = time.time() + 60
        return super().open_session(app, request)


class OneForAll(Cookies):
    """It makes its empty session once."""

    def __init__(self) -> None:
        self.empty = SecureCookieSession()

    def open_session(self, app: Any, request: Any) -> Any:
        session = super().open_session(app, request)
        return self.empty if session is not None and not session else session


class WithoutFlashes(Memory):
    """It stores nothing where only messages were flashed."""

    def should_set_cookie(self, app: Any, session: Any) -> bool:
        names = {*session, *session.before} - {"_flashes"}
        changed = any((name in session) != (name in session.before) for name in names)
        changed = changed or any(session[name] != session.before[name] for name in names)
        return (
            changed
            or session.rotated
            or (session.permanent and super().should_set_cookie(app, session))
        )


class Items(dict[str, Any], SessionMixin):
    """A session that notices what is assigned."""

    modified = False

    def __init__(self, content: Any = None) -> None:
        super().__init__(content or {})

    def __setitem__(self, key: str, value: Any) -> None:
        super().__setitem__(key, value)
        self.modified = True

    def update(self, *args: Any, **kwargs: Any) -> None:
        """As a dict does."""
        super().update(*args, **kwargs)
        self.modified = True


class NoticesAssignment(Cookies):
    """It notices when something is put into a session, and not when it is removed."""

    session_class = Items


class WritableNull(Cookies):
    """Its null session is an empty session."""

    def make_null_session(self, app: Any) -> Any:
        return SecureCookieSession()


class NullEach(Cookies):
    """It takes every empty session for a null session."""

    def is_null_session(self, obj: object) -> bool:
        return not obj


# -- capabilities --------------------------------------------------------------------------------


class Misspelt(Cookies):
    """It declares what nobody knows."""

    capabilities = frozenset({"revokable"})  # type: ignore[arg-type]


class EncryptedInName(Cookies):
    """Its cookies are signed."""

    capabilities = frozenset({"encrypted"})


class Resurrecting(Memory):
    """It stores what it is given."""

    def save_session(self, app: Any, session: Any, response: Any) -> None:
        if session.token:
            self.store.setdefault(session.id, Record(session.before, 0))
        super().save_session(app, session, response)


class IdIsCookie(Memory):
    """Its cookie holds the id that lists and logs show."""

    def identity(self, token: str) -> str:
        return token


class RevokesLater(Memory):
    """It says that a session ends, and leaves that to the next cleaning."""

    def revoke(self, app: Any, session_id: str) -> bool:
        return session_id in self.store


class ListsAll(Memory):
    """It lists the sessions of everybody who logged in."""

    def sessions_of(self, app: Any, user: object) -> Any:
        users = {record.content.get("user_id") for record in self.store.values()} - {None}
        return [entry for each in users for entry in super(ListsAll, self).sessions_of(app, each)]


class EndsTheCurrentToo(Memory):
    """It does not keep the session that goes on."""

    def revoke_all(self, app: Any, user: object, keep: str | None = None) -> int:
        return super().revoke_all(app, user)


class LastWins(Memory):
    """It stores a session whole."""

    def settle(self, session: Any) -> None:
        if session.token:
            self.store[session.id].content.clear()
            session.before = {
                name: value for name, value in session.before.items() if name == "user_id"
            }
        super().settle(session)


class Racing(Memory):
    """It reads a number, and stores the sum later."""

    def open_session(self, app: Any, request: Any) -> Any:
        session = super().open_session(app, request)
        change = session.change

        def racing(key: str, function: Any) -> Any:
            value = self.store[session.id].content.get(key)
            time.sleep(0.005)
            return change(key, lambda _: function(value))

        session.change = racing
        return session


class RotatesSometimes(Memory):
    """It gives a new id on demand, and not to who logs in."""

    def settle(self, session: Any) -> None:
        user = session.before.get("user_id")
        if session.token and not session.rotated and session.get("user_id") != user:
            session.before["user_id"] = session["user_id"]
            self.store[session.id].content["user_id"] = session["user_id"]
        super().settle(session)


class OldCookieWorks(Memory):
    """It leaves the session under its old id as well."""

    def settle(self, session: Any) -> None:
        old = self.store.get(session.id) if session.rotated else None
        old_id = session.id
        super().settle(session)
        if old:
            self.store[old_id] = old
