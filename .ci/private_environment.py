"""A virtual environment inside the checkout that is complete or made again.

Used before anything is installed, so it needs nothing but Python. It has to parse on Python 3.6 and
newer, so that who has an old one is told what is wrong instead of seeing a SyntaxError.
"""

import contextlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import IO, Iterator

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".costrel"
STAMP = "complete.txt"
NO_VENV = """\
This Python ({python}) cannot make virtual environments: its module '{module}' is not installed.
Install it, then run the same command again. On Debian and Ubuntu:
    apt-get install python3-venv
or, where this Python is not the system's default one, apt-get install {versioned}."""


def interpreter(name: str, *installs: "list[str]", **inputs: str) -> Path:
    """The Python of the environment ``name``, after pip was called with each of ``installs``.

    The environment is made again where it was left half-made, or was made for other ``installs``,
    another checkout or other ``inputs``. A second process that wants it meanwhile waits.
    """
    folder = FOLDER / "{}-{}.{}".format(name, *sys.version_info[:2])
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    stamp = repr((str(ROOT), sys.base_prefix, installs, sorted(inputs.items())))
    FOLDER.mkdir(exist_ok=True)
    with _one_at_a_time(FOLDER / (folder.name + ".lock"), folder):
        if not _complete(folder, python, stamp):
            _make(folder, python, installs)
            (folder / STAMP).write_text(stamp, encoding="utf-8")
    return python


def say(text: str) -> None:
    """Show where we are, at once also where the output is not a terminal."""
    print("costrel: " + text, file=sys.stderr, flush=True)


def _complete(folder: Path, python: Path, stamp: str) -> bool:
    with contextlib.suppress(OSError, ValueError):
        return python.exists() and (folder / STAMP).read_text(encoding="utf-8") == stamp
    return False


def _make(folder: Path, python: Path, installs: "tuple[list[str], ...]") -> None:
    for module in ("venv", "ensurepip"):
        # Debian may leave a folder without code behind, which has no origin.
        if getattr(importlib.util.find_spec(module), "origin", None) is None:
            versioned = "python{}.{}-venv".format(*sys.version_info[:2])
            sys.exit(NO_VENV.format(python=sys.executable, module=module, versioned=versioned))
    say("making {} (once)".format(folder.relative_to(ROOT)))
    shutil.rmtree(folder, ignore_errors=True)
    _run([sys.executable, "-m", "venv", str(folder)], "The virtual environment could not be made.")
    for install in installs:
        say("installing " + ", ".join(Path(one).name for one in install if one[0] != "-"))
        _run(
            [str(python), "-m", "pip", "install", "--disable-pip-version-check", *install],
            "pip could not install what is needed, and says above why. It follows your settings "
            "for pip and proxies. Run the same command again to start over.",
        )


def _run(command: "list[str]", remedy: str) -> None:
    code = subprocess.call(command, stdin=subprocess.DEVNULL, stdout=sys.stderr, cwd=str(ROOT))
    if code:
        sys.exit("{} [exit code {}]".format(remedy, code))


@contextlib.contextmanager
def _one_at_a_time(path: Path, folder: Path) -> "Iterator[None]":
    with path.open("a") as file:
        if not _lock(file, wait=False):
            say("waiting for another process that is making {}".format(folder.relative_to(ROOT)))
            while not _lock(file, wait=True):
                pass
        yield


if sys.platform == "win32":
    import msvcrt

    def _lock(file: "IO[str]", wait: bool) -> bool:
        """Whether the file is locked now, until it is closed; Windows waits ten seconds at most."""
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:
    import fcntl

    def _lock(file: "IO[str]", wait: bool) -> bool:
        """Whether the file is locked now, until it is closed."""
        try:
            fcntl.flock(file, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
