"""Blinker's signals keep the contract of signals."""

from costrel_testing.contracts import SignalsContract


class TestBlinker(SignalsContract):
    """In an application of the core."""

    plugin = "signals"
    distribution = "costrel_core:App"
