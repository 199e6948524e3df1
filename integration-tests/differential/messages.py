"""Requests, as a server would describe them, and as they are sent with a test client."""

from dataclasses import dataclass, field
from io import BytesIO, StringIO
from typing import Any
from urllib.parse import quote


@dataclass(frozen=True)
class Message:
    """A request; the path is decoded."""

    method: str = "GET"
    path: str = "/"
    query: str = ""
    host: str = "example.com"
    scheme: str = "http"
    root: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    content_type: str = ""
    by_client: bool = False

    def environ(self) -> dict[str, Any]:
        """The WSGI environment (PEP 3333)."""
        environ: dict[str, Any] = {
            "REQUEST_METHOD": self.method,
            "SCRIPT_NAME": self.root,
            "PATH_INFO": self.path.encode().decode("latin-1"),
            "QUERY_STRING": self.query,
            "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": "8000",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": self.scheme,
            "wsgi.input": BytesIO(self.body),
            "wsgi.errors": StringIO(),
            "wsgi.multithread": False,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
        }
        if self.host:
            environ["HTTP_HOST"] = self.host
        if self.body:
            environ["CONTENT_LENGTH"] = str(len(self.body))
        if self.content_type:
            environ["CONTENT_TYPE"] = self.content_type
        for name, value in self.headers.items():
            environ[f"HTTP_{name.upper().replace('-', '_')}"] = value
        return environ

    def client_arguments(self) -> dict[str, Any]:
        """What a test client is given."""
        return {
            "path": quote(self.path, safe="/:@!$&'()*+,;=~") or "/",
            "method": self.method,
            "query_string": self.query,
            "headers": self.headers,
            "data": self.body,
            "content_type": self.content_type or None,
        }
