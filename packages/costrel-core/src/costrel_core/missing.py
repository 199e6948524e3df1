"""What stands in an empty slot until it is used."""

from typing import Any

from costrel_spec import NullSession, SessionInterface
from costrel_spec.errors import MissingPart


def _no_sessions() -> Exception:
    return MissingPart.for_slot("Writing the session", "sessions", "costrel-sessions")


_NOTHING = (lambda: None, False)


class MissingSessions(SessionInterface):
    """Sessions that can be read, are always empty, and say what is missing when written."""

    def defer_session(self, app: Any, environ: Any) -> tuple[Any, bool]:
        """There is nothing to open at once."""
        return _NOTHING

    def open_session(self, app: Any, request: Any) -> None:
        """No session can be opened."""
        return

    def make_null_session(self, app: Any) -> NullSession:
        """An empty session that names the missing part when it is written."""
        return NullSession(_no_sessions)
