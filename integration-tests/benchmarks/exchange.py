"""One request and its answer, as a WSGI server would see them, without a server."""

import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

Head = tuple[str, list[tuple[str, str]]]
Call = Callable[[], tuple[Head, bytes]]
"""One exchange: status and headers, and the joined body."""

_BROWSER = {
    "Host": "localhost:8000",
    "User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101",
    "Accept": "text/html,application/xhtml+xml,*/*;q=0.8",
    "Accept-Language": "en-US,en;q=0.5",
    "Accept-Encoding": "gzip, deflate",
    "Connection": "keep-alive",
}


@dataclass(frozen=True)
class Message:
    """The request of a row."""

    path: str = "/"
    method: str = "GET"
    query: str = ""
    body: bytes = b""
    content_type: str = ""
    headers: dict[str, str] = field(default_factory=dict)

    def all_headers(self) -> dict[str, str]:
        """What a browser sends, the message's own headers, and what describes its body."""
        described = {"Content-Type": self.content_type, "Content-Length": str(len(self.body))}
        return {**_BROWSER, **(described if self.content_type else {}), **self.headers}

    def environ(self) -> dict[str, Any]:
        """The request as a WSGI server describes it (PEP 3333)."""
        environ: dict[str, Any] = {
            "REQUEST_METHOD": self.method,
            "SCRIPT_NAME": "",
            "PATH_INFO": self.path,
            "QUERY_STRING": self.query,
            "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": "8000",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "http",
            "wsgi.errors": sys.stderr,
            "wsgi.multithread": False,
            "wsgi.multiprocess": True,
            "wsgi.run_once": False,
        }
        for name, value in self.all_headers().items():
            key = name.upper().replace("-", "_")
            environ[key if name.startswith("Content-") else "HTTP_" + key] = value
        return environ


def wsgi_call(app: Any, message: Message) -> Call:
    """A function that sends ``message`` to a WSGI application and takes all of its answer."""
    environ, body = message.environ(), message.body
    head: Head = ("", [])

    def start_response(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
        nonlocal head
        head = (status, headers)

    def call() -> tuple[Head, bytes]:
        fresh = environ.copy()
        fresh["wsgi.input"] = BytesIO(body)
        answer = app(fresh, start_response)
        try:
            content = b"".join(answer)
        finally:
            close = getattr(answer, "close", None)
            if close is not None:
                close()
        return head, content

    return call
