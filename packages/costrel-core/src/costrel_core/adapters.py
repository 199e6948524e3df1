"""The adapters that bind the rules to a request, or to the configuration outside requests."""

from typing import Any

from werkzeug.exceptions import SecurityError
from werkzeug.routing import MapAdapter
from werkzeug.wsgi import get_host


def decoded(text: str) -> str:
    """A path of the WSGI environment (PEP 3333: bytes read as latin-1), read as UTF-8."""
    return text if text.isascii() else text.encode("latin-1").decode(errors="replace")


class CheckedHosts(set[Any]):
    """Host headers that passed the check; bounded, since clients choose them."""

    limit = 256

    def add(self, host: Any) -> None:
        """Remember ``host``; the oldest knowledge goes when there is too much of it."""
        if len(self) >= self.limit:
            self.clear()
        super().add(host)


def create_url_adapter(app: Any, request: Any) -> MapAdapter | None:
    """The adapter of ``request``; without one, of the configuration, or None without SERVER_NAME.

    SERVER_NAME does not restrict which hosts are answered: TRUSTED_HOSTS does.

    :raises werkzeug.exceptions.SecurityError: if the host is not trusted.
    """
    config, url_map = app.config, app.url_map
    if request is None:
        if config["SERVER_NAME"] is None:
            return None
        bound: MapAdapter = url_map.bind(
            config["SERVER_NAME"],
            script_name=config["APPLICATION_ROOT"],
            url_scheme=config["PREFERRED_URL_SCHEME"],
        )
        return bound
    if config["TRUSTED_HOSTS"] is not None:
        request.trusted_hosts = config["TRUSTED_HOSTS"]
    request.host = _trusted_host(request.environ, request.trusted_hosts)
    return _bound(app, request.environ)


def hostless_adapter(app: Any, environ: Any) -> MapAdapter:
    """The adapter of a request whose host was refused: that host is in no URL."""
    return _bound(app, {key: value for key, value in environ.items() if key != "HTTP_HOST"})


def _bound(app: Any, environ: Any) -> MapAdapter:
    url_map = app.url_map
    subdomain = None
    if not url_map.host_matching and not app.subdomain_matching:
        subdomain = url_map.default_subdomain or ""
    adapter: MapAdapter = url_map.bind_to_environ(
        environ,
        server_name=None if url_map.host_matching else app.config["SERVER_NAME"],
        subdomain=subdomain,
    )
    return adapter


def _trusted_host(environ: Any, trusted: Any) -> str:
    try:
        return get_host(environ, trusted)
    except SecurityError:
        # The names of hosts have no case (RFC 9110, 4.2.3), which Werkzeug's check does not know.
        lower = environ.get("HTTP_HOST", "").lower()
        hosts = [trusted] if isinstance(trusted, str) else trusted
        get_host({**environ, "HTTP_HOST": lower}, [host.lower() for host in hosts])
        return get_host(environ)
