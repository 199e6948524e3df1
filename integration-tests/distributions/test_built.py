"""A distribution that the command wrote and built works where nothing else is."""

import json
import os
import shutil
import socket
import subprocess
import sys
import tarfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PARTS = ("spec", "core", "sessions", "templating", "cli", "testing", "werkzeug-router")
CHOICE = ("--with=router:werkzeug-router", "--without=signals", "--default=MAX_FORM_PARTS=7")
PATIENCE = 30

SHOP = """
from forge_web import Forge

app = Forge(__name__)

@app.get("/")
def index():
    return {"parts": app.config["MAX_FORM_PARTS"], "debug": app.debug}
"""


def clean(**settings: str) -> dict[str, str]:
    """Our environment variables with the settings, without those that steer Python or Costrel."""
    foreign = ("PYTHON", "COSTREL", "FORGE", "COV", "SOURCE_DATE_EPOCH")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(foreign)}
    return kept | settings


def run(*command: str | Path, cwd: Path, **settings: str) -> str:
    """What a program prints; the test fails where the program does."""
    done = subprocess.run(
        command,
        cwd=cwd,
        env=clean(**settings),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout
    return done.stdout


@dataclass(frozen=True)
class Environment:
    """A virtual environment with the distribution's wheel and what it requires."""

    folder: Path
    site: Path

    def run(self, name: str, *arguments: str | Path, cwd: Path | None = None) -> str:
        """What a program of the environment prints, beside the shop's file."""
        return run(self.program(name), *arguments, cwd=cwd or self.site)

    def program(self, name: str) -> Path:
        """A program of the environment."""
        return self.folder / ("Scripts" if os.name == "nt" else "bin") / name

    @contextmanager
    def serve(self) -> Iterator[int]:
        """The port at which the distribution's own command serves the shop."""
        with socket.create_server(("127.0.0.1", 0)) as listener:
            port: int = listener.getsockname()[1]
        command = [self.program("forge"), "--app", "shop", "run"]
        settings = clean(FORGE_RUN_PORT=str(port), FORGE_DEBUG="1", FORGE_RUN_RELOAD="0")
        server = subprocess.Popen(command, cwd=self.site, env=settings, stdin=subprocess.DEVNULL)
        try:
            wait_for(port, server)
            yield port
        finally:
            server.terminate()
            server.wait(PATIENCE)


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


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The distribution, as the command wrote it."""
    folder = tmp_path_factory.mktemp("project")
    run(
        sys.executable, "-m", "costrel_cli", "new", "distribution", "forge-web", *CHOICE, cwd=folder
    )
    return folder / "forge-web"


@pytest.fixture(scope="module")
def archives(project: Path) -> dict[str, Path]:
    """The wheel and the source distribution, by their suffixes."""
    run(sys.executable, "-m", "costrel_cli", "build", cwd=project)
    return {path.suffix: path for path in (project / "dist").iterdir()}


@pytest.fixture(scope="module")
def environment(archives: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Environment:
    """A fresh environment with the distribution's wheel; what it requires are wheels as well."""
    wheels, folder = tmp_path_factory.mktemp("wheels"), tmp_path_factory.mktemp("environment")
    for part in PARTS:
        build = (sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", wheels)
        run(*build, cwd=ROOT / "packages" / f"costrel-{part}")
    # As constraints they are what a part's name means, whatever an index offers by that name.
    constraints = wheels / "constraints.txt"
    lines = [
        f"{path.name.split('-')[0].replace('_', '-')} @ {path.as_uri()}\n"
        for path in wheels.glob("*.whl")
    ]
    constraints.write_text("".join(lines))
    run(sys.executable, "-m", "virtualenv", folder, cwd=wheels)
    made = Environment(folder, tmp_path_factory.mktemp("site"))
    (made.site / "shop.py").write_text(SHOP)
    made.run("python", "-m", "pip", "install", "-c", constraints, archives[".whl"])
    return made


def test_two_builds_are_equal(project: Path, archives: dict[str, Path], tmp_path: Path) -> None:
    """Byte by byte, of a copy that lies elsewhere and is younger."""
    copy = tmp_path / "elsewhere" / "copy"
    shutil.copytree(
        project, copy, ignore=shutil.ignore_patterns("dist"), copy_function=shutil.copyfile
    )
    run(
        sys.executable,
        "-m",
        "costrel_cli",
        "build",
        copy,
        f"--out={tmp_path / 'out'}",
        cwd=tmp_path,
    )
    built = {path.suffix: path for path in (tmp_path / "out").iterdir()}
    assert set(built) == set(archives) == {".whl", ".gz"}
    for suffix, path in built.items():
        assert path.name == archives[suffix].name
        assert path.read_bytes() == archives[suffix].read_bytes()


def test_the_environment_has_what_the_distribution_requires(environment: Environment) -> None:
    """And nothing else of ours: no bundle, no builder, no part that was left out, no checkout."""
    program = (
        "import importlib.metadata as it, json, sys;"
        "print(json.dumps([[d.name, str(d.locate_file(''))] for d in it.distributions()]))"
    )
    found = json.loads(environment.run("python", "-c", program))
    ours = {name for name, _ in found if name.startswith(("costrel", "forge"))}
    # The part ``testing`` is one of the distribution's own.
    assert ours == {"forge-web", *(f"costrel-{part}" for part in PARTS)}
    home = environment.folder.resolve()
    assert all(Path(place).resolve().is_relative_to(home) for _, place in found)


def test_it_serves_by_its_own_command(environment: Environment) -> None:
    """Over a socket, with its own variables and defaults."""
    with environment.serve() as port:
        connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        connection.request("GET", "/")
        answer = connection.getresponse()
        assert (answer.status, json.loads(answer.read())) == (200, {"parts": 7, "debug": True})
        connection.close()


def test_its_command_tells_what_it_is(environment: Environment) -> None:
    """By its own name, in its version, its help and its errors."""
    assert "Forge 0.1.0" in environment.run("forge", "--version")
    assert "FORGE_APP" in environment.run("forge", "--app", "shop", "--help")
    plugins = environment.run("forge", "--app", "shop", "plugins")
    assert "werkzeug-router" in plugins
    assert "signals" not in plugins
    with pytest.raises(
        AssertionError, match=r"Found no Forge application.*'forge --app .*FORGE_APP"
    ):
        environment.run("forge", "routes", cwd=environment.folder)


def test_its_own_tests_pass_there(
    environment: Environment, archives: dict[str, Path], tmp_path: Path
) -> None:
    """Those of the source distribution, with the contracts of its slots, for the wheel."""
    with tarfile.open(archives[".gz"]) as archive:
        archive.extractall(tmp_path, filter="data")
    project = tmp_path / "forge_web-0.1.0"
    shutil.rmtree(project / "src")
    environment.run("python", "-m", "pip", "install", "pytest>=8.3")
    output = environment.run("python", "-m", "pytest", "-q", "-p", "no:cacheprovider", cwd=project)
    assert "passed" in output
    assert "failed" not in output
