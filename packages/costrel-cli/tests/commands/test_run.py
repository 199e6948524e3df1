"""The development server: over a real socket, here and in processes."""

import _thread
import os
import signal
import socket
import ssl
import threading
import time
from urllib.request import urlopen

import pytest
from click.testing import CliRunner
from werkzeug.serving import make_ssl_devcert

from costrel_cli.costrel_group import CostrelGroup
from costrel_core import App


def serve_here(group: CostrelGroup, url: str, *args: str, context: ssl.SSLContext | None = None):
    """The result of ``run`` in this process, and what the server answered to one request."""
    answers: list[str] = []
    ended = threading.Event()

    def ask() -> None:
        end = time.monotonic() + 60
        while not answers and time.monotonic() < end and not ended.wait(0.05):
            try:
                with urlopen(url, timeout=60, context=context) as answer:
                    answers.append(answer.read().decode())
            except OSError as error:
                if getattr(error, "code", 0) == 500:
                    answers.append("500")
        if not ended.is_set():
            _thread.interrupt_main()

    asking = threading.Thread(target=ask)
    # Who starts the tests in the background has them ignore this signal.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    asking.start()
    try:
        result = CliRunner().invoke(group, ["run", *args])
    finally:
        ended.set()
        asking.join()
        signal.signal(signal.SIGINT, before)
    return result, answers


@pytest.fixture
def app() -> App:
    """An application that says hello."""
    app = App("site")
    app.add_url_rule("/", "index", lambda: f"hello, debug is {app.debug}")
    return app


@pytest.fixture
def group(app: App) -> CostrelGroup:
    """A group of that application."""
    return CostrelGroup(create_app=lambda: app)


def test_the_application_is_served_until_it_is_interrupted(group, port: int) -> None:
    """And the banner tells of it."""
    result, answers = serve_here(group, f"http://127.0.0.1:{port}/", "-p", str(port))
    assert answers == ["hello, debug is False"]
    assert result.exit_code == 0
    assert " * Debug mode: off" in result.output


def test_debug_mode_can_be_had_without_the_reloader(group, port: int) -> None:
    """Each of the switches can be set for itself."""
    result, answers = serve_here(
        group, f"http://127.0.0.1:{port}/", "--debug", "--no-reload", "-p", str(port)
    )
    assert answers == ["hello, debug is True"]
    assert " * Debug mode: on" in result.output


def test_https_is_served_with_an_adhoc_certificate(group, port: int) -> None:
    """A browser would have to be told to trust it."""
    trusting = ssl.create_default_context()
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    _, answers = serve_here(
        group,
        f"https://127.0.0.1:{port}/",
        *("--cert", "adhoc", "-p", str(port)),
        context=trusting,
    )
    assert answers == ["hello, debug is False"]


def test_https_is_served_with_a_certificate_file(group, project, port: int) -> None:
    """And its key, in two files; whoever trusts the certificate gets the answer."""
    cert, key = make_ssl_devcert(str(project.folder / "site"), host="localhost")
    context = ssl.create_default_context(cafile=cert)
    result, answers = serve_here(
        group,
        f"https://localhost:{port}/",
        *("-p", str(port), "--cert", cert, "--key", key),
        context=context,
    )
    assert answers == ["hello, debug is False"], result.output


def test_host_and_port_can_be_given_in_the_environment(group, port: int) -> None:
    """As COSTREL_RUN_HOST and COSTREL_RUN_PORT."""
    os.environ.update(COSTREL_RUN_HOST="localhost", COSTREL_RUN_PORT=str(port))
    _, answers = serve_here(group, f"http://localhost:{port}/")
    assert answers == ["hello, debug is False"]


def test_a_port_in_use_is_one_line(group, taken: socket.socket) -> None:
    """No server starts, no traceback is shown."""
    result = CliRunner().invoke(group, ["run", "-p", str(taken.getsockname()[1])])
    assert result.exit_code == 1
    assert len(result.output.splitlines()) == 1
    assert result.output.startswith("Error: Port ")


@pytest.mark.parametrize("port", ["-1", "65536", "http"])
def test_a_port_that_cannot_be_is_refused(group, port: str) -> None:
    """By its number already."""
    result = CliRunner().invoke(group, ["run", "-p", port])
    assert result.exit_code == 2
    assert "Invalid value for '--port'" in result.output


def test_an_application_that_fails_is_not_served(project) -> None:
    """The first start has nothing to fall back to."""
    project.write("broken.py", "raise ValueError('oh no')\n")
    result = CliRunner().invoke(CostrelGroup(), ["--app", "broken", "run", "-p", "0"])
    assert isinstance(result.exception, ValueError)


def test_after_a_restart_a_failing_application_is_served_as_its_error(project, taken) -> None:
    """So that the next change can mend it. The reloader hands its socket to the new process."""
    project.write("broken.py", "raise ValueError('oh no')\n")
    os.environ.update(
        COSTREL_APP="broken", WERKZEUG_RUN_MAIN="true", WERKZEUG_SERVER_FD=str(taken.fileno())
    )
    host, port = taken.getsockname()
    result, answers = serve_here(
        CostrelGroup(), f"http://{host}:{port}/", "--no-reload", "-p", str(port)
    )
    assert answers == ["500"]
    assert "ValueError: oh no" in result.output
    assert "Debug mode" not in result.output


@pytest.mark.slow
def test_a_change_restarts_the_server(project, serve) -> None:
    """A broken one is shown, by page and on the terminal, and a mended one is served again."""
    project.app(view="'one'")
    server = serve("--debug", run=("--exclude-patterns", "*/ignored*"))
    assert server.get() == (200, "one")
    server.wait_for("Debug mode: on")
    project.app(view="'two'")
    server.get_until(lambda answer: answer == (200, "two"))
    project.write("app.py", "def f(:\n")
    _, page = server.get_until(lambda answer: answer[0] == 500)
    assert "SyntaxError" in page
    server.wait_for("SyntaxError")
    project.app(view="'three'")
    server.get_until(lambda answer: answer == (200, "three"))
    assert server.output.count("Debug mode") == 1


@pytest.mark.slow
def test_a_change_of_an_extra_file_restarts_the_server(project, serve) -> None:
    """A file that is no module is watched when it is named."""
    extra = project.write("words.txt", "one")
    project.app(view="text", name="site_app.py")
    path = project.folder / "site_app.py"
    path.write_text(f"text = open({str(extra)!r}).read()\n{path.read_text()}")
    server = serve(
        "--app", "site_app", run=("--reload", "--no-debugger", "--extra-files", str(extra))
    )
    assert server.get() == (200, "one")
    server.wait_for("Debug mode: off")
    extra.write_text("two")
    server.get_until(lambda answer: answer == (200, "two"))


@pytest.mark.slow
def test_a_change_of_an_excluded_file_does_not_restart_the_server(project, serve) -> None:
    """Another one does, a moment later."""
    project.write("ignored.py", "")
    path = project.app(view="str(os.getpid())")
    path.write_text(f"import os\nimport ignored\n{path.read_text()}")
    server = serve(run=("--reload", "--exclude-patterns", "*/ignored*"))
    _, first = server.get()
    project.write("ignored.py", "changed = True")
    time.sleep(2.5)  # the reloader looks once a second
    assert server.get() == (200, first)
    path.write_text(f"{path.read_text()}\n")
    server.get_until(lambda answer: answer[0] == 200 and answer[1] != first)


@pytest.mark.slow
def test_the_debugger_shows_an_error_of_a_view(project, serve) -> None:
    """Only in debug mode, and without code to run until the PIN was given."""
    project.app(view="1 / 0")
    server = serve("--debug", run=("--no-reload",))
    status, page = server.get()
    assert status == 500
    assert "ZeroDivisionError" in page
    assert "EVALEX_TRUSTED = false" in page


@pytest.mark.slow
def test_run_in_the_users_file_is_ignored_while_the_command_serves(project, serve) -> None:
    """Otherwise ``app.run()`` at the end of the file would start a second server."""
    path = project.app()
    path.write_text(f"{path.read_text()}\napp.run(port=1)\n")
    server = serve()
    assert server.get() == (200, "hello")


@pytest.mark.slow
def test_a_port_in_use_is_one_line_in_a_process(project, taken) -> None:
    """Nothing else comes from the server itself."""
    project.app()
    code, output = project.run("run", "-p", str(taken.getsockname()[1]))
    assert code == 1
    assert len(output.splitlines()) == 1
    assert "is in use by another program" in output
