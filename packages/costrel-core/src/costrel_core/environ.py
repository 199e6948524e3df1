"""WSGI environments for tests: requests that an application could have received."""

from typing import Any
from urllib.parse import urlsplit

import werkzeug.test


class EnvironBuilder(werkzeug.test.EnvironBuilder):
    """Werkzeug's builder, with what the application says of its address, and its JSON.

    :param path: a path below APPLICATION_ROOT, or a whole URL.
    :param base_url: where the application is; otherwise made of SERVER_NAME, APPLICATION_ROOT and
        PREFERRED_URL_SCHEME.
    :param subdomain: put before SERVER_NAME.
    :param url_scheme: instead of PREFERRED_URL_SCHEME.
    :raises AssertionError: for ``base_url`` together with ``subdomain`` or ``url_scheme``.
    """

    def __init__(
        self,
        app: Any,
        path: str = "/",
        base_url: str | None = None,
        subdomain: str | None = None,
        url_scheme: str | None = None,
        *args: Any,
        **kwargs: Any,
    ) -> None:
        if base_url is None:
            base_url, path = _located(app.config, path, subdomain, url_scheme)
        elif subdomain or url_scheme:
            raise AssertionError(
                f'Cannot pass "subdomain" or "url_scheme" with "base_url" ({base_url!r}), which'
                " holds both. Leave out one or the other."
            )
        self.app = app
        super().__init__(path, base_url, *args, **kwargs)

    def json_dumps(self, obj: Any, **kwargs: Any) -> str:
        """``obj`` as the application writes JSON."""
        text: str = self.app.json.dumps(obj, **kwargs)
        return text


def _located(
    config: dict[str, Any], path: str, subdomain: str | None, url_scheme: str | None
) -> tuple[str, str]:
    """The base URL of an application, and the path (with query) below it."""
    url = urlsplit(path)
    host = config["SERVER_NAME"] or "localhost"
    host = url.netloc or (f"{subdomain}.{host}" if subdomain else host)
    scheme = url.scheme or url_scheme or config["PREFERRED_URL_SCHEME"]
    root = config["APPLICATION_ROOT"].lstrip("/")
    return f"{scheme}://{host}/{root}", url.path + (url.query and f"?{url.query}")
