"""What the tests of the command line share: a working folder, clean variables, and processes."""

import importlib
import os
import subprocess
import sys
import sysconfig
import textwrap
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import settings

# How long one example takes depends on what else the machine does; no test is about time.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")


class Project:
    """A folder with the files of an application, in which commands are run."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(self, name: str, text: str) -> Path:
        """Write a file, indented as it is convenient; folders are made."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(text), encoding="utf-8")
        importlib.invalidate_caches()
        return path

    def app(self, name: str = "app.py", view: str = "'hello'") -> Path:
        """Write an application with one view."""
        return self.write(
            name,
            f"""
            from costrel_core import App

            app = App(__name__)

            @app.get("/")
            def index():
                return {view}
            """,
        )

    def distribution(self, name: str, group: str, *entries: str) -> None:
        """Install a distribution that has these entry points, by its metadata in the folder."""
        info = f"{name.replace('-', '_')}-1.0.dist-info"
        self.write(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
        self.write(f"{info}/entry_points.txt", "\n".join([f"[{group}]", *entries]))

    def start(
        self,
        *arguments: str,
        stdin: int = subprocess.PIPE,
        stdout: int = subprocess.PIPE,
        **variables: str,
    ) -> subprocess.Popen[str]:
        """Start the command in a process of its own."""
        return subprocess.Popen(
            [Path(sysconfig.get_path("scripts"), "costrel"), *arguments],
            cwd=self.folder,
            # Compiled files are no good here: a change within a second leaves them looking fresh.
            env={
                **os.environ,
                "PYTHONUNBUFFERED": "1",
                "PYTHONDONTWRITEBYTECODE": "1",
                **variables,
            },
            stdin=stdin,
            stdout=stdout,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def on_terminal(self, *arguments: str, columns: int = 80, **variables: str) -> tuple[int, str]:
        """Run the command on a terminal of its own: the exit code, and all that it showed."""
        import pty  # where there are no such terminals, only the tests of them fail
        import termios

        ours, theirs = pty.openpty()
        termios.tcsetwinsize(theirs, (24, columns))
        # The variable would win over the terminal.
        variables = {"COLUMNS": "", **variables}
        process = self.start(*arguments, stdin=theirs, stdout=theirs, **variables)
        os.close(theirs)
        shown = b""
        # Linux reports the end as an error, others as nothing to read.
        with suppress(OSError):
            while part := os.read(ours, 65536):
                shown += part
        os.close(ours)
        return process.wait(60), shown.decode().replace("\r\n", "\n")

    def run(self, *arguments: str, given: str | None = None, **variables: str) -> tuple[int, str]:
        """Run the command to its end: the exit code, and all that it printed."""
        with self.start(*arguments, **variables) as process:
            output, _ = process.communicate(given, timeout=60)
        return process.returncode, output


@pytest.fixture(autouse=True)
def clean_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Each test works in its own folder, and what it sets or imports is forgotten after it."""
    variables, path, modules = dict(os.environ), list(sys.path), set(sys.modules)
    for name in variables:
        if name.startswith(("COSTREL_", "ACME_", "FLASK_", "WERKZEUG_")):
            # By monkeypatch, which ends last: a test's own patch of the name is undone to nothing.
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    yield
    os.environ.clear()
    os.environ.update(variables)
    sys.path[:] = path
    for name in set(sys.modules) - modules:
        module = sys.modules[name]
        # A namespace package has no file.
        places = [getattr(module, "__file__", None) or "", *getattr(module, "__path__", ())]
        if any(place.startswith(str(tmp_path)) for place in places):
            del sys.modules[name]


@pytest.fixture
def project(tmp_path: Path, clean_process: None) -> Project:
    """An empty project in the working folder, which modules can be imported from."""
    sys.path.insert(0, str(tmp_path))
    return Project(tmp_path)
