"""Writing a distribution into a folder: its files, and the lock of its parts."""

import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from .errors import DistributionRefused
from .recipe import Recipe
from .rendering import rendered

LOCK = Path("tests", "lock.py")
"""The program of each distribution that writes its lock."""


def write(recipe: Recipe, parent: Path) -> Path:
    """Write the folder into ``parent``, whole or not at all.

    :return: the folder.
    :raises DistributionRefused: if there is something of that name, or it does not start.
    """
    folder = parent / recipe.name
    if folder.exists():
        raise DistributionRefused(f"There is already {folder}. Take another name, or move it away.")
    _refuse_taken(recipe)
    unfinished = parent / f".{recipe.name}.{os.getpid()}"
    try:
        for path, text in rendered(recipe).items():
            target = unfinished / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8", newline="\n")
        _lock(unfinished)
        unfinished.rename(folder)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return folder


def _refuse_taken(recipe: Recipe) -> None:
    spec = None if recipe.module in sys.stdlib_module_names else find_spec(recipe.module)
    # A mere folder, which may be looked at as a module, is none.
    if recipe.module in sys.stdlib_module_names or (spec and spec.origin):
        raise DistributionRefused(
            f"{recipe.name!r} can't be the name of a distribution here: there is a module"
            f" {recipe.module!r} already, and one would hide the other. Take another name, such as"
            f" '{recipe.name}-web'."
        )


def _lock(folder: Path) -> None:
    # In a process of its own, since the package is imported from a folder that goes.
    done = subprocess.run(  # noqa: S603  # our own program
        [sys.executable, LOCK],
        cwd=folder,
        env={**_plain_environment(), "PYTHONPATH": _path(), "PYTHONDONTWRITEBYTECODE": "1"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        raise DistributionRefused(
            f"Nothing was written, since the distribution does not start here, and could not be"
            f" locked:\n{done.stdout}{done.stderr}".rstrip()
        )


def _plain_environment() -> dict[str, str]:
    """Our variables, without those that choose plugins."""
    chosen = ("_SAFE_MODE", "_PLUGINS", "_LOCK", "_INSPECT")
    return {name: value for name, value in os.environ.items() if not name.endswith(chosen)}


def _path() -> str:
    """Where this process imports from, after the distribution itself."""
    return os.pathsep.join(["src", *filter(None, sys.path)])
