"""The test client: requests to an application without a server."""

from collections.abc import Generator, Mapping
from contextlib import contextmanager
from copy import copy
from functools import cache
from importlib.metadata import version
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, cast

import werkzeug.test
from werkzeug.test import EnvironBuilder, TestResponse
from werkzeug.wrappers import Request

from costrel_spec import Application, SessionMixin
from costrel_spec.preservation import PRESERVE, Preservation

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment


class Client(werkzeug.test.Client):
    """Sends requests to an application; ``app.test_client()`` makes one.

    It takes the arguments of Werkzeug's client. In a ``with`` block the contexts of the last
    request stay current, so that a test can look at ``request``, ``session`` and ``g``.
    """

    application: Application

    environ_base: dict[str, Any]
    """What the WSGI environment of each request has, unless the request says otherwise."""

    preserve_context: bool
    """Whether this is inside a ``with`` block."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.preserve_context = False
        self.environ_base = {"REMOTE_ADDR": "127.0.0.1", "HTTP_USER_AGENT": _user_agent()}
        self._preservation = Preservation()

    def open(
        self,
        *args: Any,
        buffered: bool = False,
        follow_redirects: bool = False,
        **kwargs: Any,
    ) -> TestResponse:
        """The response to a request.

        The request is an EnvironBuilder, a WSGI environment or a request object, or else it is made
        from the arguments of ``app.environ_builder``: path, method, query_string, data, json, ...

        :param buffered: whether the response is read and closed at once.
        :param follow_redirects: whether the response is the last one; ``history`` has the others.
        """
        request = self._request(args, kwargs)
        self._preservation.end()
        response = super().open(request, buffered=buffered, follow_redirects=follow_redirects)
        response.json_module = self.application.json
        self._preservation.enter()
        return response

    @contextmanager
    def session_transaction(self, *args: Any, **kwargs: Any) -> Generator[SessionMixin, None, None]:
        """The session that the next request will have; changes are saved when the block ends.

        The arguments are those of ``app.test_request_context``: they say for which host and path
        the session is opened. It is not saved if the block raises.

        :raises TypeError: this client keeps no cookies.
        :raises RuntimeError: the application can't open a session.
        """
        if self._cookies is None:
            raise TypeError("Cookies are disabled. Create a client with 'use_cookies=True'.")
        app = self.application
        interface = app.session_interface
        context = app.test_request_context(*args, **kwargs)
        self._add_cookies_to_wsgi(context.request.environ)
        with context:
            session = interface.open_session(app, context.request)
        if session is None:
            raise RuntimeError(
                "Session backend did not open a session. Set SECRET_KEY, and see that a part for"
                " sessions is installed: pip install costrel-sessions"
            )
        yield session
        if interface.is_null_session(session):
            return
        response = app.response_class()
        with context:
            interface.save_session(app, session, response)
        self._update_cookies_from_response(
            context.request.host.partition(":")[0],
            context.request.path,
            response.headers.getlist("Set-Cookie"),
        )

    def __enter__(self) -> Self:
        if self.preserve_context:
            raise RuntimeError("Cannot nest client invocations. Make a second client.")
        self.preserve_context = True
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc_value: BaseException | None,
        tb: TracebackType | None,
    ) -> None:
        self.preserve_context = False
        self._preservation.end()

    def _request(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Request:
        """The request that the arguments of ``open`` describe. What was given is not changed."""
        given = args[0] if args else None
        if isinstance(given, Request):
            request = copy(given)
            request.environ = self._copy_environ(request.environ)
            return request
        if isinstance(given, EnvironBuilder):
            builder = copy(given)
            builder.environ_base = self._copy_environ(given.environ_base)
            return builder.get_request()
        if not isinstance(given, dict):
            return self._request_from_builder_args(args, kwargs)
        builder = EnvironBuilder.from_environ(
            cast("WSGIEnvironment", given), environ_base=self._copy_environ(None)
        )
        return _built(builder)

    # Clients that are built on Flask's call the next two by these names.

    def _request_from_builder_args(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Request:
        kwargs["environ_base"] = self._copy_environ(kwargs.get("environ_base"))
        return _built(self.application.environ_builder(*args, **kwargs))

    def _copy_environ(self, own: Mapping[str, Any] | None) -> "WSGIEnvironment":
        environ = {**self.environ_base, **(own or {})}
        if self.preserve_context:
            environ[PRESERVE] = self._preservation.leave
        return environ


def _built(builder: EnvironBuilder) -> Request:
    try:
        return builder.get_request()
    finally:
        builder.close()


@cache
def _user_agent() -> str:
    return f"Werkzeug/{version('werkzeug')}"
