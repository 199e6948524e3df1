"""The contract of the slot ``json``."""

from costrel_testing.contracts import JSONContract


class TestMsgspecJSON(JSONContract):
    plugin = "costrel_msgspec.plugin"
