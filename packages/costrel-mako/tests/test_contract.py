"""Mako keeps the contract of its slot."""

from costrel_mako.contract import Details
from costrel_testing.contracts import TemplatesContract


class TestMako(Details, TemplatesContract):
    """In an application of the core."""

    plugin = "mako"
    distribution = "costrel_core:App"
