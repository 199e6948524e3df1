"""What the tests share: an application that tells what it got, and a server of it."""

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import settings

# How long one example takes depends on what else the machine does; no test is about time.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")


@pytest.fixture
def app() -> Any:
    """An application with this part alone in the slot, whose views show the request."""
    from costrel_core import App
    from costrel_spec import g, request, session

    app = App("site", static_folder=None, plugins=["httpx"])
    app.config.update(TESTING=True, SECRET_KEY="key")

    @app.route("/echo", methods=["GET", "POST", "PUT", "PATCH", "DELETE"])
    def echo() -> dict[str, Any]:
        return {
            "method": request.method,
            "url": request.url,
            "root": request.root_path,
            "args": request.args.to_dict(flat=False),
            "form": request.form.to_dict(flat=False),
            "files": {name: file.read().decode() for name, file in request.files.items()},
            "json": request.get_json(silent=True),
            "headers": dict(request.headers),
            "cookies": dict(request.cookies),
            "remote": request.remote_addr,
            "environ": request.environ.get("test.value"),
        }

    @app.post("/length")
    def length() -> dict[str, Any]:
        return {"length": len(request.get_data()), "header": request.headers.get("Content-Length")}

    @app.get("/count")
    def count() -> str:
        session["count"] = session.get("count", 0) + 1
        g.seen = "seen"
        return str(session["count"])

    @app.get("/old")
    def old() -> Any:
        return "gone", 302, {"Location": "/count"}

    @app.get("/fail")
    def fail() -> None:
        raise ValueError("oh no")

    return app


@pytest.fixture
def client(app: Any) -> Iterator[Any]:
    """A client of that application."""
    client = app.test_client()
    yield client
    client.close()


@pytest.fixture
def server(app: Any) -> Iterator[str]:
    """The address of a server of that application on the loopback interface."""
    from werkzeug.serving import make_server

    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()
