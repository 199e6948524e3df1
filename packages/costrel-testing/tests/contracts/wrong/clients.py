"""Test clients that each break one promise, as somebody may by mistake."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import werkzeug.test

from costrel_spec import hookimpl
from costrel_testing import Client
from costrel_testing.client_factory import WerkzeugClients


class WrongClient(Client):
    """A client that is right, and a plugin: each subclass spoils something."""

    @classmethod
    def plugin(cls) -> Any:
        """The plugin that makes it."""
        factory = type("Factory", (WerkzeugClients,), {"client_class": cls})

        class Provider:
            @hookimpl
            def provide_testing(self) -> Any:
                return factory()

        return Provider()


class IgnoresTheApplicationsClass(WrongClient):
    """Its factory makes it, whatever the application assigns."""

    @classmethod
    def plugin(cls) -> Any:
        """The plugin that makes it."""

        class Factory(WerkzeugClients):
            client_class = cls

            def client(self, app: Any, use_cookies: bool, **kwargs: Any) -> Any:
                return cls(app, app.response_class, use_cookies=use_cookies)

        class Provider:
            @hookimpl
            def provide_testing(self) -> Any:
                return Factory()

        return Provider()


class WithoutCookies(WrongClient):
    """It does not look for cookies in answers."""

    def _update_cookies_from_response(self, *args: Any) -> None:
        pass


class AlwaysCookies(WrongClient):
    """It keeps cookies whatever it is told."""

    def __init__(self, *args: Any, use_cookies: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, use_cookies=True, **kwargs)


class CookiesForEveryone(WrongClient):
    """It sends its cookies wherever a request goes."""

    def _add_cookies_to_wsgi(self, environ: Any) -> None:
        cookies = self._cookies or {}
        environ["HTTP_COOKIE"] = "; ".join(each._to_request_header() for each in cookies.values())


class SharedCookies(WrongClient):
    """It has a jar for all clients."""

    def __init__(self, app: Any, *args: Any, use_cookies: bool = True, **kwargs: Any) -> None:
        super().__init__(app, *args, use_cookies=use_cookies, **kwargs)
        if use_cookies:
            self._cookies = vars(app).setdefault("jar", {})


class FollowsAlways(WrongClient):
    """It follows redirects unasked."""

    def open(self, *args: Any, **kwargs: Any) -> Any:
        kwargs["follow_redirects"] = True
        return super().open(*args, **kwargs)


class ForgetsTheMethod(WrongClient):
    """It asks with GET wherever it is redirected to."""

    def resolve_redirect(self, response: Any, *args: Any, **kwargs: Any) -> Any:
        code, response.status_code = response.status_code, 302
        try:
            return super().resolve_redirect(response, *args, **kwargs)
        finally:
            response.status_code = code


class HidesErrors(WrongClient):
    """It answers as a server would where the application fails."""

    def run_wsgi_app(self, *args: Any, **kwargs: Any) -> Any:
        try:
            return super().run_wsgi_app(*args, **kwargs)
        except Exception:
            return iter([b"failed"]), "500 INTERNAL SERVER ERROR", werkzeug.test.Headers()


class LosesContexts(WrongClient):
    """It knows nothing of contexts that are to be kept."""

    def __enter__(self) -> Any:
        return self

    def __exit__(self, *args: object) -> None:
        pass


class KeepsContexts(WrongClient):
    """It keeps the contexts of a request until its next one, also outside of ``with``."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.preserve_context = True

    def __enter__(self) -> Any:
        return self


class SavesInAnyCase(WrongClient):
    """It saves the session also where the test failed."""

    @contextmanager
    def session_transaction(self, *args: Any, **kwargs: Any) -> Iterator[Any]:  # type: ignore[override]
        failure: Exception | None = None
        with super().session_transaction(*args, **kwargs) as session:
            try:
                yield session
            except Exception as error:
                failure = error
        if failure is not None:
            raise failure


class FixedAddress(WrongClient):
    """It takes every application for http://localhost."""

    def open(self, path: Any, *args: Any, **kwargs: Any) -> Any:
        if isinstance(path, str) and path.startswith("/"):
            kwargs["base_url"] = "http://localhost/"
        return super().open(path, *args, **kwargs)
