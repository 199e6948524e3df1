"""The sessions of an application in Redis: each method is one round trip, or none."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from costrel_spec import Application
from costrel_spec.json_text import SEPARATORS
from costrel_spec.slots import SessionEntry

from .record import FLASHES, VALUE, Record, changes
from .server import Server
from .settings import Settings
from .token import id_of, is_id, make_token


class Store:
    """Reads and writes the sessions of one application, as it is configured now.

    :param serializer: makes values that JSON has of others, and the reverse: tagged JSON.
    """

    def __init__(self, app: Application, server: Server, serializer: Any) -> None:
        self.app = app
        self.settings = Settings.of(app)
        self._server = server
        self._serializer = serializer

    # -- sessions of requests ---------------------------------------------------------------------

    def find(self, token: str) -> tuple[Record, dict[str, Any]] | None:
        """What is stored under a token, and what it stands for; None where there is no session."""
        fields = self._run("OPEN", id_of(token), int(self.settings.refresh))
        if not fields:
            return None
        record = Record.of(fields)
        content = self._content(record)
        return None if content is None else (record, content)

    def save(self, session: Any) -> str:
        """Store what was changed; what became of the session: ``kept``, ``empty`` or ``ended``."""
        user = self.settings.user_of(session)
        before = Record() if session.cleared else session.record
        found = changes(before, session, user, self._write)
        moved = session.cleared or session.rotating or user != before.user
        token = session.token if session.token and not moved else make_token()
        if not session and session.new:
            return "empty"
        if not found and not moved and session.touched and session:
            return "kept"
        fate, last = self._run(
            "SAVE",
            id_of(session.token or token),
            int(session.new),
            int(session.cleared and not session.new),
            id_of(token),
            int(user not in {"", before.user}),
            user,
            len(found.values),
            len(found.gone),
            int(not session),
            *(part for pair in found.values.items() for part in pair),
            *found.gone,
            *found.flashes,
        )
        if fate == "kept":
            session.token, session.record = token, found.stored(last)
            session.touched, session.rotating, session.cleared = True, False, False
        return str(fate)

    def increment(self, session: Any, key: str, by: int) -> int:
        """Add to the number under a key at once; the sum."""
        if session.ended or session.failed or self._differs(session, key):
            total = session.get(key, 0)
            if type(total) is not int:
                raise _no_number(key)
            session[key] = total = total + by
            return total
        token = session.token or make_token()
        total = self._run("INCREMENT", id_of(token), int(session.new), VALUE + key, by)
        if total is None:
            session.ended = True
            return self.increment(session, key, by)
        if isinstance(total, str):
            raise _no_number(key)
        self._changed(session, token, key, total)
        return int(total)

    def change(self, session: Any, key: str, function: Callable[[Any], Any]) -> Any:
        """Put another value under a key at once, made of the one that is there; the other one."""
        token = session.token or make_token()
        there = session.record.values.get(VALUE + key, "")
        while not (session.ended or session.failed or self._differs(session, key)):
            value = function(self._read(there) if there else None)
            fate, other = self._run(
                "CHANGE", id_of(token), int(session.new), VALUE + key, there, self._write(value)
            )
            if fate == "changed":
                self._changed(session, token, key, value)
                return value
            session.ended = fate == "ended"
            there = other or ""
        session[key] = value = function(session.get(key))
        return value

    def _differs(self, session: Any, key: str) -> bool:
        """Whether what is under a key is stored when the request ends: it is changed, or of a kind."""
        # With another user comes another id.
        if session.cleared or key in {FLASHES, self.settings.user_key}:
            return True
        text = self._write(session[key]) if key in session else None
        return bool(text != session.record.values.get(VALUE + key))

    def _changed(self, session: Any, token: str, key: str, value: Any) -> None:
        session[key] = value
        session.record.values[VALUE + key] = self._write(value)
        session.token, session.touched = token, True

    # -- sessions from outside --------------------------------------------------------------------

    def end(self, session_id: object) -> bool:
        """End a session; whether there was one."""
        return is_id(session_id) and bool(self._run("DROP", str(session_id)))

    def end_all(self, user: object, keep: str | None) -> int:
        """End a user's sessions but one; how many there were."""
        return int(self._run("DROP_ALL", keep or "", str(user)))

    def entries(self, user: object) -> list[SessionEntry]:
        """A user's sessions, the oldest first."""
        now = datetime.now(UTC)
        found: list[SessionEntry] = []
        for session_id, rest, fields in self._run("LIST", "", str(user)):
            pairs = dict(zip(fields[::2], fields[1::2], strict=True))
            found.append(
                SessionEntry(
                    id=session_id,
                    user=pairs["user"],
                    created=datetime.fromtimestamp(float(pairs["created"]) / 1000, UTC),
                    expires=now + timedelta(milliseconds=rest),
                    content=self._content(Record.of(fields)) or {},
                )
            )
        return sorted(found, key=lambda entry: entry.created)

    # -- how ----------------------------------------------------------------------------------------

    def _run(self, script: str, session_id: str, *arguments: object) -> Any:
        settings = self.settings
        key = f"{settings.prefix}s:{session_id}"
        common = (settings.prefix, session_id, settings.lifetime, settings.absolute)
        return self._server.run(script, key, *common, *arguments)

    def _content(self, record: Record) -> dict[str, Any] | None:
        try:
            return record.content(self._read)
        except Exception:
            # Somebody else wrote it, or the tags are others now: a session is no reason to fail.
            self.app.logger.exception("A session in Redis can't be read, and is taken for none.")
            return None

    def _write(self, value: Any) -> str:
        text: str = self.app.json.dumps(self._serializer.tag_all(value), separators=SEPARATORS)
        return text

    def _read(self, text: str) -> Any:
        return self._serializer.untag_all(self.app.json.loads(text))


def _no_number(key: str) -> TypeError:
    return TypeError(
        f"The session has no whole number under {key!r}, or the sum has more than 64 bits. Use"
        " session.change(key, function) for other values."
    )
