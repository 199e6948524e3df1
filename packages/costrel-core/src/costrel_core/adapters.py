"""The adapters that bind the rules to a request, or to the configuration outside requests."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from werkzeug.exceptions import SecurityError
from werkzeug.routing import Map, MapAdapter
from werkzeug.wsgi import get_host

from .router import Map as OwnMap


def decoded(text: str) -> str:
    """A path of the WSGI environment (PEP 3333: bytes read as latin-1), read as UTF-8."""
    return text if text.isascii() else text.encode("latin-1").decode(errors="replace")


MOST_HOSTS = 256
"""How many hosts are known to be good at most, since clients choose them."""


def remember_host(hosts: set[Any], host: Any) -> None:
    """Add a header that passed the check; what was known goes when there is too much of it."""
    if len(hosts) >= MOST_HOSTS:
        hosts.clear()
    hosts.add(host)


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
    environ = request.environ
    if request.trusted_hosts is None and _binds_plainly(app, url_map, environ):
        return _plainly_bound(url_map, config["SERVER_NAME"], request, environ)
    request.host = _trusted_host(environ, request.trusted_hosts)
    return _bound(app, environ)


PathBase = tuple[OwnMap, str, str]
"""What plain paths are built with: map, root and subdomain."""


def adapter_base(adapter: Any) -> PathBase | None:
    """The base that an adapter has now; None where its class, or that of its map, has a say."""
    if type(adapter) is not MapAdapter or type(adapter.map) is not OwnMap:
        return None
    return adapter.map, adapter.script_name.rstrip("/"), adapter.subdomain or ""


def path_base(app: Any, request: Any) -> PathBase | None:
    """The base that the adapter of a request would have; None where that must be asked."""
    url_map: Any = app.url_map
    environ = request.environ
    if type(url_map) is not OwnMap or not _binds_plainly(app, url_map, environ):
        return None
    root = decoded(environ.get("SCRIPT_NAME") or "").rstrip("/")
    return url_map, root, url_map.default_subdomain or ""


def _binds_plainly(app: Any, url_map: Any, environ: Any) -> bool:
    """Whether neither hosts, subdomains nor WebSockets have a say in the adapter of a request."""
    kind: Any = type(url_map)  # pyright: ignore[reportUnknownVariableType]  # a map of any class
    return (
        "HTTP_HOST" in environ
        and "HTTP_UPGRADE" not in environ
        and not app.subdomain_matching
        and not url_map.host_matching
        and kind.bind_to_environ is _BIND_TO_ENVIRON
        and kind.bind is _BIND
    )


def hostless_adapter(app: Any, environ: Any) -> MapAdapter:
    """The adapter of a request whose host was refused: that host is in no URL."""
    return _bound(app, {key: value for key, value in environ.items() if key != "HTTP_HOST"})


def _bound(app: Any, environ: Any) -> MapAdapter:
    url_map = app.url_map
    subdomain = None
    if not url_map.host_matching and not app.subdomain_matching:
        subdomain = url_map.default_subdomain or ""
    adapter: MapAdapter = app.bind_to_environ(
        environ,
        server_name=None if url_map.host_matching else app.config["SERVER_NAME"],
        subdomain=subdomain,
    )
    return adapter


_BIND, _BIND_TO_ENVIRON = Map.bind, Map.bind_to_environ


def _plainly_bound(url_map: Any, server_name: Any, request: Any, environ: Any) -> MapAdapter:
    """What ``_bound`` makes where ``_binds_plainly``."""
    scheme = environ["wsgi.url_scheme"]
    request.host, bound_name = _names(environ["HTTP_HOST"], scheme, server_name)
    mounted, path = environ.get("SCRIPT_NAME"), environ.get("PATH_INFO")
    query = environ.get("QUERY_STRING")
    return MapAdapter(
        url_map,
        bound_name,
        "/" if mounted is None else decoded(mounted),
        url_map.default_subdomain or "",
        scheme,
        "/" if path is None else decoded(path),
        environ["REQUEST_METHOD"],
        None if query is None else decoded(query),
    )


@lru_cache(maxsize=256)
def _names(host: str, scheme: str, server_name: str | None) -> tuple[str, str]:
    """The host of a request as Werkzeug reads the header, and the name that URLs are built with."""
    environ = {"HTTP_HOST": host, "wsgi.url_scheme": scheme, "REQUEST_METHOD": "GET"}
    adapter = Map().bind_to_environ(environ, server_name=server_name, subdomain="")
    return get_host(environ), adapter.server_name


def _trusted_host(environ: Any, trusted: Any) -> str:
    try:
        return get_host(environ, trusted)
    except SecurityError as error:
        # The names of hosts have no case (RFC 9110, 4.2.3), which Werkzeug's check does not know.
        lower = environ.get("HTTP_HOST", "").lower()
        hosts = [trusted] if isinstance(trusted, str) else trusted
        try:
            get_host({**environ, "HTTP_HOST": lower}, [host.lower() for host in hosts])
        except SecurityError:
            raise error from None  # it names the host as it was sent
        return get_host(environ)
