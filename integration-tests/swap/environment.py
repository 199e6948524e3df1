"""A fresh virtual environment, into which a part is installed and taken out again as its users do it."""

import os
import subprocess
import sys
import tomllib
import venv
from collections.abc import Iterator
from contextlib import chdir, contextmanager
from dataclasses import dataclass
from pathlib import Path

from hatchling import build

HERE = Path(__file__).parent
PROJECTS = [*sorted(HERE.parents[1].glob("packages/*/")), HERE / "acme-json"]


@dataclass(frozen=True)
class Environment:
    """A virtual environment, and the wheels of all parts."""

    folder: Path
    wheels: Path

    def install(self, *names: str) -> None:
        """Install distributions of ours from their wheels."""
        self.pip("install", "--no-index", "--find-links", str(self.wheels), *names)

    def uninstall(self, *names: str) -> None:
        """Take distributions out; one that is not there is no mistake."""
        self.pip("uninstall", "--yes", *names)

    @contextmanager
    def having(self, *names: str) -> Iterator[None]:
        """Have distributions installed for the length of a block."""
        self.install(*names)
        try:
            yield
        finally:
            self.uninstall(*names)

    def pip(self, *arguments: str) -> None:
        """Run pip for this environment; it is not in there itself, which saves its installation."""
        python = str(self.program("python"))
        done = run([sys.executable, "-m", "pip", "--python", python, "--quiet", *arguments])
        assert done.returncode == 0, done.stderr

    def run(
        self, name: str, *arguments: str, **settings: str
    ) -> "subprocess.CompletedProcess[str]":
        """What a program of the environment does, beside the shop's file."""
        return run([str(self.program(name)), *arguments], **settings)

    def program(self, name: str) -> Path:
        """A program of the environment."""
        return self.folder / ("Scripts" if os.name == "nt" else "bin") / name

    def version(self, distribution: str) -> str:
        """The version of a part, as its wheel says it."""
        (wheel,) = self.wheels.glob(distribution.replace("-", "_") + "-*.whl")
        return wheel.name.split("-")[1]


def make_environment(folder: Path, wheels: Path) -> Environment:
    """An environment with the bundle, and with what all parts require of others."""
    for project in PROJECTS:
        with chdir(project):
            build.build_wheel(str(wheels))
    venv.create(folder, symlinks=os.name != "nt")
    made = Environment(folder, wheels)
    made.pip("install", "--no-compile", *sorted(foreign()))  # few of their modules are imported
    made.install("costrel", "costrel-testing[pytest]")
    return made


def foreign() -> set[str]:
    """What the parts require that is not of this workspace; the contracts need what is an extra."""
    found: set[str] = set()
    for path in PROJECTS:
        project = tomllib.loads((path / "pyproject.toml").read_text("utf-8"))["project"]
        found.update(project.get("dependencies", ()))
        found.update(project.get("optional-dependencies", {}).get("pytest", ()))
    return {line for line in found if not line.startswith("costrel")}


def run(command: list[str], **settings: str) -> "subprocess.CompletedProcess[str]":
    """What a command does, where no variable steers Python or Costrel but those given."""
    steering = ("PYTHON", "COSTREL", "FLASK", "COV")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(steering)}
    return subprocess.run(
        command,
        cwd=HERE / "site",
        env=kept | settings,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
