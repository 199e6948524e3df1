"""The default router keeps the contract of its slot."""

from costrel_testing.contracts import RouterContract


class TestDefault(RouterContract):
    """In an application of the core."""

    distribution = "costrel_core:App"
