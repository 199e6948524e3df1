"""The clients keep the contract of the slot."""

from costrel_httpx.contract import Details
from costrel_testing.contracts import ClientsContract


class TestHttpxClients(Details, ClientsContract):
    """In an application of the core."""

    plugin = "costrel_httpx.plugin"
    distribution = "costrel_core:App"
