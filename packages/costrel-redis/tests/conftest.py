"""A real server of the tests' own, and applications whose sessions are in it."""

import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from random import SystemRandom
from typing import Any

import pytest
from hypothesis import settings
from redis import ConnectionError as Unreachable
from redis import Redis

from costrel_redis import plugin

# How long one example takes depends on what else the machine does; no test is about time.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

PROGRAMS = ("redis-server", "valkey-server")
REQUIRED = "COSTREL_REQUIRE_SERVERS"
"""If this variable is set, a missing server is a failure and no reason to skip."""


def free_port() -> int:
    """A port that nobody uses, nor will by chance; a cluster uses another one 10,000 above it.

    Systems give connections ports from 32,768 on. Tests in two processes must not draw alike.
    """
    while True:
        with socket.socket() as free, suppress(OSError):
            free.bind(("127.0.0.1", SystemRandom().randrange(20_000, 22_700)))
            return int(free.getsockname()[1])


class Server:
    """A server on a free port of the loopback, which can be stopped and started again."""

    def __init__(self, program: str, folder: Path, *options: str) -> None:
        self._command = [program, "--dir", str(folder), "--save", "", *options]
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self.client = Redis.from_url(self.url, decode_responses=True)
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, with what it saved when it was stopped, and wait until it answers."""
        command = [*self._command, "--port", str(self.port), "--bind", "127.0.0.1"]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        for _ in range(500):
            try:
                self.client.ping()
            except Unreachable:
                time.sleep(0.02)
            else:
                return
        self.stop()
        pytest.fail(f"{command} does not answer")

    def stop(self) -> None:
        """Stop it; nobody answers at its port."""
        self.client.close()
        if self._process:
            self._process.terminate()
            self._process.wait()
            self._process = None

    def commands(self) -> int:
        """How many requests were sent to it, but for the one that asks; not those inside scripts."""
        stats: dict[str, Any] = self.client.info("commandstats")  # type: ignore[assignment]
        return sum(
            stats.get(f"cmdstat_{name}", {"calls": 0})["calls"] for name in ("evalsha", "eval")
        )


@pytest.fixture(scope="session")
def program() -> str:
    """The server that is installed."""
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        missing = f"none of {', '.join(PROGRAMS)} is installed: apt-get install redis-server"
        (pytest.fail if os.environ.get(REQUIRED) else pytest.skip)(missing)
    return str(program)


@pytest.fixture(scope="session")
def started(program: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A running server for all tests."""
    server = Server(program, tmp_path_factory.mktemp("redis"), "--appendonly", "yes")
    server.start()
    yield server
    server.stop()


@pytest.fixture
def server(started: Server) -> Server:
    """The running server, empty."""
    started.client.flushall()
    started.client.config_resetstat()
    return started


@pytest.fixture
def cluster(program: str, tmp_path: Path) -> Iterator[Server]:
    """A running cluster of one server."""
    server = Server(program, tmp_path, "--cluster-enabled", "yes")
    server.start()
    server.client.execute_command("CLUSTER ADDSLOTS", *range(16384))
    for _ in range(500):
        if re.search(r"cluster_state\W+ok", str(server.client.execute_command("CLUSTER INFO"))):
            break
        time.sleep(0.02)
    yield server
    server.stop()


@pytest.fixture
def make_app(server: Server, tmp_path: Path) -> Iterator[Callable[..., Any]]:
    """Makes applications whose sessions are in the server, and closes what they opened."""
    from costrel_core import App  # not there for the tests that run alone

    made: list[Any] = []

    def make(**config: Any) -> Any:
        app = App(
            "shop",
            root_path=str(tmp_path),
            plugins=[plugin],
            without=set(App.parts) - {"testing"},
        )
        app.config.update(SESSION_REDIS=server.url, TESTING=True, **config)
        made.append(app)
        return app

    yield make
    for app in made:
        # In the order in which the garbage collector comes by, a socket may be the first to go.
        if interface := vars(app).get("session_interface"):
            interface.server.client.close()


@pytest.fixture
def app(make_app: Callable[..., Any]) -> Any:
    """An application with the default settings."""
    return make_app()


class Visitor:
    """A browser with cookies of its own; what it asks for is done inside of a request."""

    def __init__(self, app: Any) -> None:
        self.app = app
        self.client = app.test_client()
        self.response: Any = None

    def do(self, act: Callable[[], Any] = lambda: None) -> Any:
        """What ``act`` returns, called by a view."""
        found: list[Any] = []
        self.app.extensions.setdefault("acts", {})[str(id(found))] = lambda: found.append(act())
        self.response = self.client.get(f"/{id(found)}")
        return found[0] if found else None

    @property
    def cookie(self) -> str | None:
        """What its session cookie holds."""
        found = self.client.get_cookie("session")
        return found.value if found else None

    @cookie.setter
    def cookie(self, value: str) -> None:
        self.client.set_cookie("session", value)

    @property
    def sent(self) -> str:
        """The cookie that the last answer set; empty if none."""
        return str(self.response.headers.get("Set-Cookie", ""))


@pytest.fixture
def visitor() -> Callable[[Any], Visitor]:
    """Makes visitors of an application, which calls what they want done."""

    def make(app: Any) -> Visitor:
        def view(number: str) -> str:
            app.extensions["acts"][number]()
            return "done"

        if "view" not in app.view_functions:
            app.add_url_rule("/<number>", "view", view)
        return Visitor(app)

    return make


@pytest.fixture
def visit(app: Any, visitor: Callable[[Any], Visitor]) -> Visitor:
    """A visitor of the application with the default settings."""
    return visitor(app)
