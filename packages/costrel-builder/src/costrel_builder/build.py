"""Building a project: a source distribution, and the wheel that is made of it."""

import os
import subprocess
import sys
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from .errors import BuildFailed

EPOCH = "1577836800"
"""The time that files in archives have, unless SOURCE_DATE_EPOCH names another: 2020-01-01, UTC."""


@dataclass(frozen=True, slots=True)
class Archive:
    """A file that was built, and the digest of its content."""

    path: Path
    digest: str


def build(project: Path, target: Path) -> list[Archive]:
    """Build the project, and put the archives into the folder ``target``.

    The same files give the same archives, byte by byte, wherever and whenever they are built. Nothing
    is downloaded: the backend of the project is the one that is installed here.

    :raises BuildFailed: if the project can't be built.
    """
    if not (project / "pyproject.toml").is_file():
        raise BuildFailed(
            f"There is no {project / 'pyproject.toml'}, and so no project to build. Name the folder"
            " of one."
        )
    # Beside the target, so that what does not build whole leaves there what was there.
    with TemporaryDirectory() as folder:
        _run_frontend(project, Path(folder))
        target.mkdir(parents=True, exist_ok=True)
        return [_put(path, target) for path in sorted(Path(folder).iterdir())]


def _run_frontend(project: Path, folder: Path) -> None:
    done = subprocess.run(  # noqa: S603  # the frontend of PyPA
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, project],
        env={"SOURCE_DATE_EPOCH": EPOCH, **os.environ},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        raise BuildFailed(
            f"{project} can't be built:\n{done.stdout.rstrip()}\nRepair what this says. What is"
            " missing to build with has to be installed here."
        )


def _put(path: Path, target: Path) -> Archive:
    content = path.read_bytes()
    (target / path.name).write_bytes(content)
    return Archive(target / path.name, sha256(content).hexdigest())
