"""The interactive shell."""

import os
import pty
import select
import sys
import time

import pytest

from costrel_cli.commands.shell import shell_command
from costrel_core import App
from costrel_spec import current_app, hookimpl


@pytest.fixture
def app() -> App:
    """An application that names things for the shell."""
    app = App("site")

    @app.shell_context_processor
    def names() -> dict[str, object]:
        return {"answer": 42, "current": current_app.name}

    return app


def typed(app: App, *lines: str) -> str:
    """What the shell prints when these lines are typed into a pipe."""
    result = app.test_cli_runner().invoke(shell_command, input="\n".join((*lines, "")))
    assert result.exit_code == 0, result.output
    return result.output


def test_the_shell_says_where_it_is(app) -> None:
    """Python, the application and its instance folder."""
    output = typed(app)
    assert f"Python {sys.version} on {sys.platform}\nApp: site\n" in output
    assert f"Instance: {app.instance_path}" in output


def test_the_shell_knows_the_applications_names(app) -> None:
    """``app`` and ``g``, what the processors name, and a context to use them in."""
    output = typed(app, "print(app.name, answer + 1, current, g)")
    assert "site 43 site" in output


def test_plugins_name_things_too(app) -> None:
    """By the hook ``shell_context``."""

    class Plugin:
        @hookimpl
        def shell_context(self) -> dict[str, object]:
            return {"plugged": "in"}

    app = App("site", plugins=[Plugin(), "cli"])
    assert "it is in" in typed(app, "print('it is', plugged)")


def test_the_startup_file_is_run_and_the_application_wins(app, project) -> None:
    """As in Python's own interactive mode."""
    startup = project.write("startup.py", "mine, answer = 'mine', 0\n")
    os.environ["PYTHONSTARTUP"] = str(startup)
    assert "mine 42" in typed(app, "print(mine, answer)")


def test_a_missing_startup_file_is_ignored(app) -> None:
    """Python ignores it as well."""
    os.environ["PYTHONSTARTUP"] = "missing.py"
    assert "42" in typed(app, "print(answer)")


def test_completion_knows_the_names(app, monkeypatch) -> None:
    """Where Python was started with a line editor, it is set up with our names."""
    readline = pytest.importorskip("readline")
    hooked: list[bool] = []
    monkeypatch.setattr(sys, "__interactivehook__", lambda: hooked.append(True), raising=False)
    before = readline.get_completer()
    try:
        typed(app)
        assert hooked == [True]
        assert readline.get_completer()("answ", 0) == "answer"
    finally:
        readline.set_completer(before)


def test_without_a_line_editor_the_shell_still_runs(app, monkeypatch) -> None:
    """Some systems have none."""
    monkeypatch.setattr(sys, "__interactivehook__", lambda: None, raising=False)
    monkeypatch.setitem(sys.modules, "readline", None)
    assert "42" in typed(app, "print(answer)")
    monkeypatch.delattr(sys, "__interactivehook__")
    assert "42" in typed(app, "print(answer)")


@pytest.mark.slow
def test_on_a_terminal_the_shell_is_ipython(project) -> None:
    """With the names of the application."""
    project.app()
    pid, terminal = pty.fork()
    if pid == 0:
        os.environ.update(TERM="dumb", IPYTHONDIR=str(project.folder), HOME=str(project.folder))
        os.execv(sys.executable, [sys.executable, "-m", "costrel_cli", "shell"])
    try:
        output = read_until(terminal, "In [1]:")
        assert "App: app" in output
        os.write(terminal, b"print('name', app.import_name * 2)\n")
        read_until(terminal, "name appapp")
        os.write(terminal, b"exit()\n")
        read_until(terminal, None)
    finally:
        os.close(terminal)
        assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0


def read_until(terminal: int, words: str | None) -> str:
    """What a terminal shows until these words, or until its end."""
    output, end = "", time.monotonic() + 60
    while words is None or words not in output:
        if not select.select([terminal], [], [], max(0, end - time.monotonic()))[0]:
            pytest.fail(f"{words!r} did not come: {output}")
        try:
            output += os.read(terminal, 4096).decode(errors="replace")
        except OSError:  # Linux's way to say that the other side is gone
            if words is None:
                break
            raise
    return output
