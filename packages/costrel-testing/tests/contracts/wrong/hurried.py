"""The kit of sessions without the one promise that takes seconds."""

from costrel_testing.contracts import SessionsContract


class HurriedSessions(SessionsContract):
    """What can be tested at once."""

    test_a_session_ends = None  # type: ignore[assignment]
