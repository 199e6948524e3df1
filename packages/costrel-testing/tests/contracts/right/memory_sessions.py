"""Sessions in the memory of one process, with every capability: the kit's other right answer."""

import hashlib
import secrets
import time
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, datetime
from threading import RLock
from typing import Any

from werkzeug.datastructures import CallbackDict

from costrel_spec import SessionInterface, SessionMixin, hookimpl
from costrel_spec.slots import SESSION_CAPABILITIES, SessionEntry

USER = "user_id"


@dataclass
class Record:
    """A session that is stored."""

    content: dict[str, Any]
    expires: float
    created: datetime = field(default_factory=lambda: datetime.now(UTC))


class MemorySession(CallbackDict, SessionMixin):
    """A session that remembers with what it began."""

    def __init__(self, interface: Any, token: str | None, content: dict[str, Any]) -> None:
        def changed(session: "MemorySession") -> None:
            session.modified = True

        self.before = deepcopy(content)
        self.modified = self.accessed = False
        self.rotated = False
        self.token = token
        self.interface = interface
        super().__init__(deepcopy(content), changed)

    @property
    def id(self) -> str | None:
        """Tells which session this is."""
        return self.token and self.interface.identity(self.token)

    def increment(self, key: str, by: int = 1) -> int:
        """Add to the number that is stored now."""
        if type(self.get(key, 0)) is not int:
            raise TypeError(f"{key} is no number")
        return self.change(key, lambda value: (value or 0) + by)

    def change(self, key: str, function: Any) -> Any:
        """Apply the function to what is stored now."""
        with self.interface.lock:
            stored = self.interface.store[self.id].content
            value = stored[key] = function(stored.get(key))
        self.before[key] = value
        dict.__setitem__(self, key, deepcopy(value))
        return value


class MemorySessions(SessionInterface):
    """Sessions of one application."""

    capabilities = frozenset(SESSION_CAPABILITIES)

    def __init__(self) -> None:
        self.store: dict[str, Record] = {}
        self.lock = RLock()

    def identity(self, token: str) -> str:
        """The id of the session whose cookie is ``token``."""
        return hashlib.sha256(token.encode()).hexdigest()

    def open_session(self, app: Any, request: Any) -> MemorySession:
        """The session that the cookie names, while it lasts."""
        token = request.cookies.get(self.get_cookie_name(app))
        record = self.store.get(self.identity(token)) if token else None
        if record is None or record.expires < time.time():
            return MemorySession(self, None, {})
        return MemorySession(self, token, record.content)

    def save_session(self, app: Any, session: Any, response: Any) -> None:
        """Store what changed, and set or delete the cookie."""
        name, attributes = self.get_cookie_name(app), self.attributes(app)
        if session.accessed or session.modified:
            response.vary.add("Cookie")
        if not session:
            if session.modified:
                self.store.pop(session.id, None)
                response.delete_cookie(name, **attributes)
            return
        if not self.should_set_cookie(app, session):
            return
        with self.lock:
            if session.token and session.id not in self.store:
                return
            self.settle(session)
            lifetime = app.permanent_session_lifetime.total_seconds()
            self.store[session.id].expires = time.time() + lifetime
        response.vary.add("Cookie")
        expires = self.get_expiration_time(app, session)
        response.set_cookie(name, session.token, expires=expires, **attributes)

    def attributes(self, app: Any) -> dict[str, Any]:
        """What the cookie has besides its value and its end."""
        names = ("domain", "path", "httponly", "secure", "samesite", "partitioned")
        return {name: getattr(self, f"get_cookie_{name}")(app) for name in names}

    def settle(self, session: Any) -> None:
        """Put the session's changes into the store, under a new id where it needs one."""
        stored = self.store.pop(session.id).content if session.token else {}
        for key in {*session.before, *session}:
            if key not in session:
                stored.pop(key, None)
            elif key == "_flashes":
                old = session.before.get(key, [])
                stored[key] = [*stored.get(key, []), *session[key][len(old) :]]
            elif key not in session.before or session[key] != session.before[key]:
                stored[key] = deepcopy(session[key])
        if not session.token or session.rotated or stored.get(USER) != session.before.get(USER):
            session.token = self.new_token(session)
        self.store[session.id] = Record(stored, 0)

    def new_token(self, session: Any) -> str:
        """The value of a new cookie."""
        return secrets.token_hex()

    # -- capabilities -----------------------------------------------------------------------------

    def revoke(self, app: Any, session_id: str) -> bool:
        """End a session."""
        return self.store.pop(session_id, None) is not None

    def sessions_of(self, app: Any, user: object) -> list[SessionEntry]:
        """The sessions of a user."""
        found = [
            SessionEntry(
                id=key,
                user=str(user),
                created=record.created,
                expires=datetime.fromtimestamp(record.expires, UTC),
                content=record.content,
            )
            for key, record in self.store.items()
            if str(record.content.get(USER)) == str(user) and record.expires > time.time()
        ]
        return sorted(found, key=lambda entry: entry.created)

    def revoke_all(self, app: Any, user: object, keep: str | None = None) -> int:
        """End all sessions of a user but one."""
        ids = [entry.id for entry in self.sessions_of(app, user) if entry.id != keep]
        return sum(self.revoke(app, session_id) for session_id in ids)

    def rotate(self, app: Any, session: Any) -> None:
        """Have the session get a new id."""
        session.rotated = session.modified = True


class Provider:
    """A plugin with these sessions."""

    @hookimpl
    def provide_sessions(self) -> MemorySessions:
        """Sessions in memory."""
        return MemorySessions()
