"""Requests of httpx as WSGI environments (PEP 3333)."""

import sys
from collections.abc import Mapping
from io import BufferedReader
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import unquote_to_bytes

import httpx

from .body import RequestBody

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

OVERRIDES = "environ"
"""The key of a request's ``extensions`` that holds what its environment is to have in any case."""

PORTS = {"http": 80, "https": 443}


def wsgi_environ(request: httpx.Request, root: str, base: Mapping[str, Any]) -> "WSGIEnvironment":
    """The environment that a server would make of the request.

    :param root: the path that the application is mounted at. A URL beside it is not refused, as a
        server might: the application sees the whole path.
    :param base: what it has where the request says nothing.
    """
    url = request.url
    target = url.raw_path.decode("latin-1")
    path = unquote_to_bytes(target.partition("?")[0]).decode("latin-1")
    script, path = _mounted(path, root.rstrip("/"))
    return {
        **base,
        "REQUEST_METHOD": request.method,
        "SCRIPT_NAME": script,
        "PATH_INFO": path,
        "QUERY_STRING": url.query.decode("latin-1"),
        "REQUEST_URI": target,
        "RAW_URI": target,
        "SERVER_NAME": url.raw_host.decode("ascii"),
        "SERVER_PORT": str(url.port or PORTS[url.scheme]),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": url.scheme,
        "wsgi.input": BufferedReader(RequestBody(cast(httpx.SyncByteStream, request.stream))),
        # The body ends by itself, whether or not a length was sent.
        "wsgi.input_terminated": True,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
        **_headers(request.headers),
        **request.extensions.get(OVERRIDES, {}),
    }


def _mounted(path: str, root: str) -> tuple[str, str]:
    """SCRIPT_NAME and PATH_INFO of a path."""
    if root and f"{path}/".startswith(f"{root}/"):
        return root, path[len(root) :]
    return "", path


def _headers(headers: httpx.Headers) -> dict[str, str]:
    found: dict[str, str] = {}
    for raw_name, raw_value in headers.raw:
        name, value = raw_name.decode("latin-1"), raw_value.decode("latin-1")
        # In the environment it could not be told from the name with a hyphen; servers drop it too.
        if "_" in name:
            continue
        key = name.upper().replace("-", "_")
        if key not in {"CONTENT_TYPE", "CONTENT_LENGTH"}:
            key = f"HTTP_{key}"
        separator = "; " if key == "HTTP_COOKIE" else ","
        found[key] = f"{found[key]}{separator}{value}" if key in found else value
    return found
