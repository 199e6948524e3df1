"""A small application to open and save sessions with, made of Werkzeug's request and response."""

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import settings
from werkzeug.http import http_date
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Request, Response

from costrel_sessions import SecureCookieSession, SecureCookieSessionInterface
from costrel_spec import current

# How long one example takes depends on what else the machine does; no test is about time.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")


class JSON:
    """JSON by the standard library, with the options that an application's provider has."""

    def dumps(self, value: Any, **options: Any) -> str:
        """``value`` as text, with sorted keys."""
        return json.dumps(value, sort_keys=True, default=http_date, **options)

    def loads(self, text: str) -> Any:
        """The object that ``text`` describes."""
        return json.loads(text)


class Site:
    """An application so far as sessions see one."""

    def __init__(self, **config: Any) -> None:
        self.config = {
            "APPLICATION_ROOT": "/",
            "SECRET_KEY": "a key that only the tests know",
            "SECRET_KEY_FALLBACKS": None,
            "SESSION_COOKIE_DOMAIN": None,
            "SESSION_COOKIE_HTTPONLY": True,
            "SESSION_COOKIE_NAME": "session",
            "SESSION_COOKIE_PARTITIONED": False,
            "SESSION_COOKIE_PATH": None,
            "SESSION_COOKIE_SAMESITE": None,
            "SESSION_COOKIE_SECURE": False,
            "SESSION_REFRESH_EACH_REQUEST": True,
            **config,
        }
        self.json = JSON()
        self.logger = logging.getLogger("site")
        self.permanent_session_lifetime = timedelta(days=31)
        self.session_interface: Any = SecureCookieSessionInterface()

    @property
    def secret_key(self) -> Any:
        """SECRET_KEY."""
        return self.config["SECRET_KEY"]

    @contextmanager
    def app_context(self) -> Iterator[None]:
        """Make this application the current one."""
        part: Any = SimpleNamespace(app=self)
        token = current.set((part, None))
        try:
            yield
        finally:
            current.reset(token)

    def environ(self, header: str | None = None) -> Any:
        """The environment of a request with this Cookie header."""
        environ = EnvironBuilder().get_environ()
        if header is not None:
            environ["HTTP_COOKIE"] = header
        return environ

    def open(self, header: str | None = None) -> Any:
        """The session of a request with this Cookie header."""
        request = Request(self.environ(header))
        with self.app_context():
            return self.session_interface.open_session(self, request)

    def save(self, session: Any, response: Response | None = None) -> Response:
        """The response with which ``session`` was saved."""
        response = response or Response()
        with self.app_context():
            self.session_interface.save_session(self, session, response)
        return response

    def cookie(self, content: dict[str, Any]) -> str:
        """What a browser sends back after a session with this content was saved."""
        session = SecureCookieSession()
        session.update(content)
        return self.save(session).headers["Set-Cookie"].partition(";")[0]


@pytest.fixture
def make_site() -> type[Site]:
    """The class of applications, to make some with other settings."""
    return Site


@pytest.fixture
def site() -> Site:
    """An application with the default settings."""
    return Site()
