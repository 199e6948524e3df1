"""The clients keep the contract of the slot."""

from collections.abc import Mapping
from typing import Any

from costrel_testing.contracts import ClientsContract


class TestHttpxClients(ClientsContract):
    """In an application of the core; where httpx has other words than Werkzeug, they are here."""

    plugin = "costrel_httpx.plugin"
    distribution = "costrel_core:App"

    def json_of(self, response: Any) -> Any:
        """The JSON in a response."""
        return response.json()

    def post_file(self, client: Any, path: str, field: str, name: str, content: bytes) -> Any:
        """The response to a form with a file."""
        return client.post(path, files={field: (name, content)})

    def get_with(self, client: Any, path: str, environ: Mapping[str, Any]) -> Any:
        """The response to a request whose WSGI environment has these values."""
        return client.get(path, extensions={"environ": environ})
