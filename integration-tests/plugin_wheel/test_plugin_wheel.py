"""A stranger's plugin, built as a wheel and installed beside ours, works through hooks alone."""

import importlib.util
import json
import os
import socket
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PATIENCE = 30


@dataclass(frozen=True)
class Answer:
    """One answer of a real server."""

    status: int
    headers: Mapping[str, str]
    text: str


@dataclass(frozen=True)
class Environment:
    """A virtual environment with our wheels and the plugin's."""

    folder: Path

    def program(self, name: str) -> Path:
        """A program of the environment."""
        return self.folder / ("Scripts" if os.name == "nt" else "bin") / name

    def run(self, *command: str, **settings: str) -> str:
        """What a program prints beside the shop's file; the test fails where the program does."""
        name, *arguments = command
        done = subprocess.run(
            [self.program(name), *arguments],
            cwd=HERE / "site",
            env=clean(settings),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, done.stdout
        return done.stdout

    @contextmanager
    def serve(self, **settings: str) -> Iterator[int]:
        """The port of ``costrel run`` for the shop."""
        with socket.create_server(("127.0.0.1", 0)) as listener:
            port: int = listener.getsockname()[1]
        command: list[str | Path] = [
            self.program("costrel"),
            "--app",
            "shop",
            "run",
            f"--port={port}",
        ]
        server = subprocess.Popen(
            command, cwd=HERE / "site", env=clean(settings), stdin=subprocess.DEVNULL
        )
        try:
            wait_for(port, server)
            yield port
        finally:
            server.terminate()
            server.wait(PATIENCE)


def clean(settings: dict[str, str]) -> dict[str, str]:
    """Our environment variables with the settings, without those that steer Python or Costrel."""
    foreign = ("PYTHON", "COSTREL", "FLASK", "COV")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(foreign)}
    return kept | settings


def wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    """Return once the server answers."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and server.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"The server does not answer on port {port}; its exit code is {server.poll()}.")


def get(port: int, path: str) -> Answer:
    """The answer to a request over a socket."""
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return Answer(answer.status, dict(answer.getheaders()), answer.read().decode())
    finally:
        connection.close()


def bundle() -> list[str]:
    """The bundle and its parts; alternatives would take their slots."""
    project = tomllib.loads((ROOT / "packages" / "costrel" / "pyproject.toml").read_text("utf-8"))
    needs: list[str] = project["project"]["dependencies"]
    return ["costrel", *(need.partition(">=")[0] for need in needs)]


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Environment:
    """A fresh environment with the wheels of the bundle, its parts and the plugin."""
    wheels, folder = tmp_path_factory.mktemp("wheels"), tmp_path_factory.mktemp("environment")
    for project in [
        HERE / "acme-stamp" / "pyproject.toml",
        *(ROOT / "packages" / name / "pyproject.toml" for name in bundle()),
    ]:
        build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(wheels)]
        subprocess.run(build, cwd=project.parent, check=True, stdin=subprocess.DEVNULL)
    made = Environment(folder)
    subprocess.run([sys.executable, "-m", "virtualenv", str(folder)], check=True)
    made.run("python", "-m", "pip", "install", *map(str, wheels.glob("*.whl")))
    return made


@pytest.fixture(scope="module")
def port(environment: Environment) -> Iterator[int]:
    """The port of a server with everything installed."""
    with environment.serve() as port:
        yield port


def test_the_plugin_exists_nowhere_else(environment: Environment) -> None:
    """It is in the fresh environment as an installed wheel, and not in the one that runs this."""
    assert importlib.util.find_spec("acme_stamp") is None
    place = environment.run("python", "-c", "import acme_stamp as it; print(it.__file__)")
    assert Path(place.strip()).is_relative_to(environment.folder.resolve())


def test_it_adds_a_route(port: int) -> None:
    """The route of the plugin's set-up answers."""
    answer = get(port, "/stamp")
    assert (answer.status, json.loads(answer.text)) == (200, {"stamp": "hello (stamped by shop)"})


def test_it_adds_a_template_filter(port: int) -> None:
    """The application's own template uses the plugin's filter."""
    answer = get(port, "/")
    assert (answer.status, answer.text) == (200, "Loops (stamped by shop)")


@pytest.mark.parametrize(("path", "status"), [("/", 200), ("/plain", 200), ("/missing", 404)])
def test_it_adds_a_header_to_every_answer(port: int, path: str, status: int) -> None:
    """The header is on pages and on errors."""
    answer = get(port, path)
    assert (answer.status, answer.headers.get("X-Stamp")) == (status, "shop")


def test_it_adds_a_command(environment: Environment) -> None:
    """The command runs inside an application context and is listed in the help."""
    assert (
        environment.run("costrel", "--app", "shop", "stamp", "Hooks") == "Hooks (stamped by shop)\n"
    )
    assert "Print a stamped TEXT." in environment.run("costrel", "--app", "shop", "--help")


def test_it_is_absent_where_it_is_not_selected(environment: Environment) -> None:
    """An empty allow list keeps it out, while the distribution's own parts stay."""
    with environment.serve(COSTREL_PLUGINS="") as port:
        assert get(port, "/stamp").status == 404
        plain = get(port, "/plain")
        assert (plain.status, plain.headers.get("X-Stamp")) == (200, None)
