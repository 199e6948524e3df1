"""In these tests ``import flask`` means ours, as in a process that called ``install()`` first.

Only in these: tests of other packages, in the same process, may compare with Flask itself.
"""

import os
import subprocess
import sys
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import costrel_flask
from costrel_flask.finder import FlaskFinder

FINDER = FlaskFinder()
OURS: dict[str, ModuleType] = {}
"""The modules of our flask, from one test to the next."""


@contextmanager
def _ours() -> Iterator[None]:
    """Our flask in the place of whatever is there; what is installed meanwhile is taken back."""
    theirs = _taken()
    sys.modules.update(OURS)
    sys.meta_path.insert(0, FINDER)
    try:
        yield
    finally:
        sys.meta_path.remove(FINDER)
        OURS.update(_taken())
        sys.modules.update(theirs)
        os.environ.pop(costrel_flask.VARIABLE, None)


def _taken() -> dict[str, ModuleType]:
    """All modules of flask, which are none from now on."""
    names = [name for name in sys.modules if name.partition(".")[0] == "flask"]
    return {name: sys.modules.pop(name) for name in names}


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, Any, Any]:
    """The files of tests in this folder import ours."""
    with _ours():
        return (yield)


@pytest.fixture(autouse=True)
def _alias() -> Iterator[None]:
    """So does what they import while they run."""
    with _ours():
        yield


@pytest.fixture
def flask_folder(tmp_path: Path) -> Path:
    """A folder with a package ``flask`` that is not ours, as if Flask were installed."""
    package = tmp_path / "installed" / "flask"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("print('Flask itself')\n", "utf-8")
    (package / "app.py").write_text("print('Flask itself')\n", "utf-8")
    metadata = tmp_path / "installed" / "flask-2.0.0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: Flask\nVersion: 2.0.0\n", "utf-8"
    )
    return package.parent


Python = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def python(tmp_path: Path) -> Python:
    """Starts another Python in ``tmp_path``, with warnings as errors; variables are keywords."""

    def start(
        *arguments: str | Path, **variables: str | Path
    ) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-W", "error", *arguments],
            cwd=tmp_path,
            env={**os.environ, **{name: str(value) for name, value in variables.items()}},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    return start
