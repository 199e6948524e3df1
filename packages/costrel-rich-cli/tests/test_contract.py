"""The command line keeps the contract of its slot."""

from costrel_testing.contracts import CommandsContract


class TestRichCommandLine(CommandsContract):
    """In an application of the core, around the default."""

    plugin = "rich-cli"
    distribution = "costrel_core:App"
