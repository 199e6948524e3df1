"""Run this checkout's sessions with a nox of its own, on a machine with nothing but Python."""

import os
import shlex
import shutil
import subprocess
import sys
from typing import NoReturn

import private_environment

OLDEST = (3, 11)
NOX = "nox>=2025.11.12"
TOO_OLD = """\
Costrel needs Python {oldest} or newer; this is Python {version} ({python}).
{remedy}"""


def run(noxfile: str, arguments: "list[str]") -> NoReturn:
    """Hand over to nox; never returns."""
    python = private_environment.interpreter("nox", [NOX])
    command = [str(python), "-m", "nox", "--noxfile", str(noxfile), *arguments]
    if os.name == "nt":  # exec returns to the shell at once there
        sys.exit(subprocess.call(command))
    sys.stdout.flush()
    os.execv(command[0], command)


def check_version(noxfile: str) -> None:
    """Stop with a remedy where this Python is too old for Costrel."""
    if sys.version_info[:2] >= OLDEST:
        return
    arguments = " ".join(map(shlex.quote, [str(noxfile), *sys.argv[1:]]))
    newer = [name for name in _newer_names() if _works(name)]
    remedy = "Install one, then run: python{}.{} {}".format(*OLDEST, arguments)
    if newer:
        remedy = "You have {}: run {} {}".format(newer[0], newer[0], arguments)
    sys.exit(
        TOO_OLD.format(
            oldest="{}.{}".format(*OLDEST),
            version="{}.{}.{}".format(*sys.version_info[:3]),
            python=sys.executable,
            remedy=remedy,
        )
    )


def _newer_names() -> "list[str]":
    return ["python3.{}".format(minor) for minor in range(30, OLDEST[1] - 1, -1)]


def _works(name: str) -> bool:
    # A version manager puts names on the path that only say which version to select.
    path = shutil.which(name)
    return path is not None and subprocess.call([path, "-c", ""], stderr=subprocess.DEVNULL) == 0
