"""Werkzeug's matcher keeps the contract of the slot."""

from costrel_testing.contracts import RouterContract


class TestWerkzeugRouter(RouterContract):
    """In an application of the core."""

    plugin = "costrel_werkzeug_router.plugin"
    distribution = "costrel_core:App"
