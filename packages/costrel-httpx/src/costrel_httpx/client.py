"""The test client: httpx's, over the application itself or over the network."""

from collections.abc import Generator
from contextlib import contextmanager
from http.cookiejar import DefaultCookiePolicy
from typing import Any

import httpx

from costrel_spec import Application, SessionMixin

from .environ import wsgi_environ
from .transport import ApplicationTransport


class Client(httpx.Client):
    """Sends requests to an application; ``app.test_client()`` makes one.

    A ``with`` block closes it, as httpx does. Until then the contexts of the last request stay
    current, so that a test can look at ``request``, ``session`` and ``g``.

    :param response_class: not used, since answers are httpx's. Whoever makes clients of
        ``app.test_client_class`` passes it.
    :param use_cookies: whether cookies that the application sets are kept.
    :param base_url: where the application is served. Requests go there through the network then;
        without it they go to the application itself.
    :param kwargs: the arguments of ``httpx.Client``. With a ``transport``, that one sends requests.
    """

    application: Application

    environ_base: dict[str, Any]
    """What the WSGI environment of each request has, unless the request says otherwise."""

    def __init__(
        self,
        application: Application,
        response_class: type[Any] | None = None,
        *,
        use_cookies: bool = True,
        base_url: httpx.URL | str | None = None,
        **kwargs: Any,
    ) -> None:
        self.application = application
        self.environ_base = {"REMOTE_ADDR": "127.0.0.1"}
        self._elsewhere: httpx.URL | None = None
        if base_url is None:
            kwargs.setdefault("transport", ApplicationTransport(application, self.environ_base))
        super().__init__(base_url=base_url or "", **kwargs)
        if base_url is not None:
            self.base_url = httpx.URL(base_url)
        self._use_cookies = use_cookies
        if not use_cookies:
            self.cookies.jar.set_policy(DefaultCookiePolicy(allowed_domains=[]))

    @property
    def base_url(self) -> httpx.URL:
        """What paths are below: as set, else where the application's configuration says that it is."""
        return self._elsewhere or _directory(self.application.environ_builder("/").base_url)

    @base_url.setter
    def base_url(self, url: httpx.URL | str) -> None:
        self._elsewhere = _directory(url)

    @contextmanager
    def session_transaction(
        self, url: httpx.URL | str = "/", **kwargs: Any
    ) -> Generator[SessionMixin, None, None]:
        """The session that the next request will have; changes are saved when the block ends.

        The arguments are those of ``get``: they say for which host and path the session is opened. It
        is not saved if the block raises. The session of a running server is that of ``application``
        if the two are configured alike.

        :raises TypeError: this client keeps no cookies.
        :raises RuntimeError: the application can't open a session.
        """
        if not self._use_cookies:
            raise TypeError("Cookies are disabled. Create a client with 'use_cookies=True'.")
        app = self.application
        interface = app.session_interface
        request = self.build_request("GET", url, **kwargs)
        root = app.config["APPLICATION_ROOT"]
        context = app.request_context(wsgi_environ(request, root, self.environ_base))
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
        headers = response.headers.to_wsgi_list()
        self.cookies.extract_cookies(httpx.Response(200, headers=headers, request=request))


def _directory(url: httpx.URL | str) -> httpx.URL:
    """The URL with a slash at its end, as httpx joins paths to it."""
    found = httpx.URL(url)
    path = found.raw_path
    return found if path.endswith(b"/") else found.copy_with(raw_path=path + b"/")
