"""What the tests of the client share: an application that tells what it got."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def app() -> Any:
    """An application whose views show the request."""
    from costrel_core import App
    from costrel_spec import g, request, session

    app = App("site", static_folder=None)
    app.config.update(TESTING=True, SECRET_KEY="key")

    @app.route("/echo", methods=["GET", "POST", "PUT", "PATCH", "DELETE"])
    def echo() -> dict[str, Any]:
        return {
            "method": request.method,
            "url": request.url,
            "args": request.args.to_dict(),
            "form": request.form.to_dict(),
            "files": {name: file.read().decode() for name, file in request.files.items()},
            "json": request.get_json(silent=True),
            "headers": dict(request.headers),
            "remote": request.remote_addr,
            "agent": request.headers.get("User-Agent"),
            "environ": request.environ.get("test.value"),
        }

    @app.get("/count")
    def count() -> str:
        session["count"] = session.get("count", 0) + 1
        g.seen = "seen"
        return str(session["count"])

    @app.get("/old")
    def old() -> Any:
        return "", 302, {"Location": "/count"}

    @app.get("/fail")
    def fail() -> None:
        raise ValueError("oh no")

    return app


@pytest.fixture
def client(app: Any) -> Any:
    """A client of that application."""
    return app.test_client()


@pytest.fixture
def acme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    """Installs a distribution with a plugin ``acme``, whose source is given, and more entry points."""
    from costrel_core.plugins.discovery import discover

    def install(source: str, entry_points: str = "") -> None:
        metadata = tmp_path / "acme-1.0.dist-info"
        metadata.mkdir()
        (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: acme\nVersion: 1.0\n")
        (metadata / "entry_points.txt").write_text(f"[costrel]\nacme = acme_plugin\n{entry_points}")
        (tmp_path / "acme_plugin.py").write_text(source)
        monkeypatch.syspath_prepend(tmp_path)
        discover.cache_clear()

    yield install
    discover.cache_clear()
    sys.modules.pop("acme_plugin", None)
