"""What the tests share: an application in a folder, and commands on terminals and on none."""

import os
import subprocess
import sysconfig
from contextlib import suppress
from pathlib import Path

import pytest

APP = """
from costrel_core import App

app = App(__name__, static_folder=None)


@app.get("/")
def index(): ...


@app.route("/pages/<path:page>", methods=["GET", "POST"])
def page(page): ...


@app.cli.command()
def tidy():
    "Tidy up [everything]."
    print("tidy")
"""


class Site:
    """A folder with an application, in which commands are run with this part switched on."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.write("app.py", APP)

    def write(self, name: str, text: str) -> None:
        """Write a file."""
        (self.folder / name).write_text(text, encoding="utf-8")

    def piped(self, *arguments: str, **variables: str) -> tuple[int, str]:
        """Run the command as a script does: the exit code, and all that it printed."""
        with self._start(subprocess.DEVNULL, subprocess.PIPE, arguments, variables) as process:
            output, _ = process.communicate(timeout=60)
        return process.returncode, output

    def shown(self, *arguments: str, columns: int = 80, **variables: str) -> tuple[int, str]:
        """Run the command on a terminal of its own: the exit code, and all that it showed."""
        import pty  # where there are no such terminals, only the tests of them fail
        import termios

        ours, theirs = pty.openpty()
        termios.tcsetwinsize(theirs, (24, columns))
        process = self._start(theirs, theirs, arguments, variables)
        os.close(theirs)
        shown = b""
        # Linux reports the end as an error, others as nothing to read.
        with suppress(OSError):
            while part := os.read(ours, 65536):
                shown += part
        os.close(ours)
        return process.wait(60), shown.decode().replace("\r\n", "\n")

    def _start(
        self, stdin: int, stdout: int, arguments: tuple[str, ...], variables: dict[str, str]
    ) -> subprocess.Popen[str]:
        # A terminal of many colours, whatever the tests run on.
        settings = {"COSTREL_PLUGINS": "rich-cli", "TERM": "xterm-256color", "PYTHONUTF8": "1"}
        variables = {**os.environ, **settings, **variables}
        return subprocess.Popen(
            [Path(sysconfig.get_path("scripts"), "costrel"), *arguments],
            cwd=self.folder,
            env={name: value for name, value in variables.items() if value},
            stdin=stdin,
            stdout=stdout,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    """A folder with an application."""
    for name in (
        *("COLUMNS", "COLORTERM", "CI"),
        *("NO_COLOR", "FORCE_COLOR", "PY_COLORS", "GITHUB_ACTIONS"),
    ):
        monkeypatch.delenv(name, raising=False)
    return Site(tmp_path)
