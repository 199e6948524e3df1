"""The applications that servers are given; each is made when a server asks for it."""

from collections.abc import Callable
from typing import Any


def _raw() -> Any:
    headers = [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", "13")]

    def app(environ: Any, start_response: Any) -> list[bytes]:
        start_response("200 OK", headers[:])
        return [b"Hello, World!"]

    return app


def _flask() -> Any:
    from flask import Flask

    app = Flask(__name__)
    app.add_url_rule("/", "index", lambda: "Hello, World!")
    return app


def _costrel() -> Any:
    from costrel import Costrel

    app = Costrel(__name__)
    app.add_url_rule("/", "index", lambda: "Hello, World!")
    return app


def _falcon() -> Any:
    from frameworks.falcon import hello

    return hello()


MAKERS: dict[str, Callable[[], Any]] = {
    "flask": _flask,
    "costrel": _costrel,
    "falcon": _falcon,
    "raw": _raw,
}


def __getattr__(name: str) -> Any:
    """The application of that name; a server names it ``served:flask``."""
    if name not in MAKERS:
        raise AttributeError(name)
    return MAKERS[name]()
