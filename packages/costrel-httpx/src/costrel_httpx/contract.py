"""What the contract of the slot has to know: where httpx has other words than Werkzeug.

The entry point of the group ``costrel.contracts`` has ``costrel conform`` find it.
"""

from collections.abc import Mapping
from typing import Any


class Details:
    """Methods of the contract's test class."""

    def json_of(self, response: Any) -> Any:
        """The JSON in a response."""
        return response.json()

    def post_file(self, client: Any, path: str, field: str, name: str, content: bytes) -> Any:
        """The response to a form with a file."""
        return client.post(path, files={field: (name, content)})

    def get_with(self, client: Any, path: str, environ: Mapping[str, Any]) -> Any:
        """The response to a request whose WSGI environment has these values."""
        return client.get(path, extensions={"environ": environ})
