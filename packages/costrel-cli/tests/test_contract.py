"""The command line keeps the contract of its slot."""

from costrel_testing.contracts import CommandsContract


class TestClickCommandLine(CommandsContract):
    """In an application of the core."""

    plugin = "cli"
    distribution = "costrel_core:App"
