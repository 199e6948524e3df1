"""A visitor of an application: what a view does with the visitor's session, and the cookie."""

from collections.abc import Callable
from typing import Any

from werkzeug.test import TestResponse

from ..client import Client
from .promise import BrokenPromise

_USE = "costrel.contract.use"
"""The key of the WSGI environment under which the view finds what it shall do."""


class Visitor:
    """One browser. It visits a page, or an application without a server.

    :param facade: the module with ``request`` and ``session``.
    :param cookie: the session's cookie that it brings along.
    """

    def __init__(self, app: Any, facade: Any, cookie: str | None = None) -> None:
        def visit() -> Any:
            return facade.request.environ[_USE](facade.session)

        if "visit" not in app.view_functions:
            app.add_url_rule("/visit", "visit", visit)
            app.add_url_rule("/untouched", "untouched", lambda: "untouched")
        self.app = app
        self._facade = facade
        self.client = Client(app, app.response_class)
        if cookie is not None:
            self.client.set_cookie(self._name, cookie)

    @property
    def _name(self) -> str:
        return str(self.app.config["SESSION_COOKIE_NAME"])

    def twin(self, cookie: str | None = None) -> "Visitor":
        """Another browser with the same cookie, or with a cookie that is given."""
        return Visitor(self.app, self._facade, cookie or self.cookie)

    def visit(self, use: Callable[[Any], Any], **request: Any) -> TestResponse:
        """The answer of a view that calls ``use(session)``; an answer that it returns is its own."""

        def answer(session: Any) -> Any:
            found = use(session)
            return found if isinstance(found, self.app.response_class) else "visited"

        return self.client.get("/visit", environ_overrides={_USE: answer}, **request)

    def put(self, **content: Any) -> TestResponse:
        """The answer of a view that puts this into the session."""
        return self.visit(lambda session: session.update(content))

    def pass_by(self) -> TestResponse:
        """The answer of a view that does not touch the session."""
        return self.client.get("/untouched")

    def look(self, attribute: str | None = None) -> Any:
        """What a view finds in the session, or what an attribute of it is."""
        found: list[Any] = []

        def use(session: Any) -> None:
            found.append(getattr(session, attribute) if attribute else dict(session))

        self.visit(use)
        return found[0]

    def cookies(self, response: TestResponse) -> list[str]:
        """The headers ``Set-Cookie`` of the session."""
        headers = response.headers.getlist("Set-Cookie")
        return [each for each in headers if each.startswith(f"{self._name}=")]

    @property
    def cookie(self) -> str:
        """The value of the session's cookie, as the browser has it."""
        cookie = self.client.get_cookie(self._name)
        if cookie is None:
            raise BrokenPromise("The browser has no cookie of the session.")
        return cookie.value

    # -- two requests at once -------------------------------------------------------------------------

    def open(self) -> Any:
        """The session, opened for a request that goes on until it is saved."""
        header = {"Cookie": f"{self._name}={self.cookie}"}
        with self.app.test_request_context("/visit", headers=header) as context:
            return self.app.session_interface.open_session(self.app, context.request)

    def save(self, session: Any) -> Any:
        """The response with which the session is saved."""
        response = self.app.response_class()
        with self.app.test_request_context("/visit"):
            self.app.session_interface.save_session(self.app, session, response)
        return response
