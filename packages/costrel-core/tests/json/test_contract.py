"""The default keeps the contract of the slot ``json``."""

from costrel_testing.contracts import JSONContract


class TestDefault(JSONContract):
    """In an application of the core."""

    plugin = "core"
    distribution = "costrel_core:App"
