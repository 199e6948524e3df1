"""Here ``import flask`` means ours, as in a process that called ``install()`` first."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import costrel_flask

costrel_flask.install()
# Other tests of this process start children of their own, which must not inherit it.
del os.environ[costrel_flask.VARIABLE]


@pytest.fixture(autouse=True)
def _environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a test installs for its children, it installs for them alone."""
    monkeypatch.setenv(costrel_flask.VARIABLE, "1")
    monkeypatch.delenv(costrel_flask.VARIABLE)


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
