"""Requests of httpx that go to an application in this process."""

from typing import TYPE_CHECKING, Any, Self

import httpx

from costrel_spec import Application
from costrel_spec.preservation import PRESERVE, Preservation

from .answer import Answer
from .environ import wsgi_environ

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment


class ApplicationTransport(httpx.BaseTransport):
    """Has the application answer; every host and port is its own.

    What the application raises goes on to who sent the request or reads the answer. Entered, as
    httpx does with a client in a ``with`` block, it keeps the contexts of the last request current
    until it is closed.

    :param environ_base: what the WSGI environment has where a request says nothing; it is live.
    """

    def __init__(
        self, application: Application, environ_base: dict[str, Any] | None = None
    ) -> None:
        self.application = application
        self.environ_base = {"REMOTE_ADDR": "127.0.0.1"} if environ_base is None else environ_base
        self._preservation = Preservation()
        self._preserve = False

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The answer, as far as it has been made; the rest is made when it is read."""
        environ = self._environ(request)
        self._preservation.end()
        try:
            return Answer(self.application, environ).response()
        finally:
            # Those of a request that failed are left as well.
            self._preservation.enter()

    def _environ(self, request: httpx.Request) -> "WSGIEnvironment":
        root = self.application.config["APPLICATION_ROOT"]
        environ = wsgi_environ(request, root, self.environ_base)
        if self._preserve:
            environ[PRESERVE] = self._preservation.leave
        return environ

    def __enter__(self) -> Self:
        self._preserve = True
        return self

    def close(self) -> None:
        """End the contexts that were kept; ``__exit__`` calls it."""
        self._preserve = False
        self._preservation.end()
