"""Jinja keeps the contract of its slot."""

from costrel_testing.contracts import TemplatesContract


class TestJinja(TemplatesContract):
    """In an application of the core."""

    plugin = "templating"
    distribution = "costrel_core:App"
