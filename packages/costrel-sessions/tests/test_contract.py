"""Sessions in signed cookies keep the contract of the slot."""

from costrel_testing.contracts import SessionsContract


class TestSignedCookies(SessionsContract):
    """In an application of the core."""

    plugin = "sessions"
    distribution = "costrel_core:App"
