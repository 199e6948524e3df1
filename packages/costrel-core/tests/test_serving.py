"""The development server of ``app.run()``."""

import socket
import threading
import time
import urllib.request
from types import SimpleNamespace

import pytest
from werkzeug import serving

from costrel_core import App

pytestmark = pytest.mark.alone


@pytest.fixture
def served(monkeypatch):
    """What the server is started with, in place of starting it."""
    calls = []

    def run_simple(*arguments, **options):
        calls.append((*arguments, options))

    monkeypatch.setattr(serving, "run_simple", run_simple)
    for name in ("DEBUG", "RUN_FROM_CLI", "SKIP_DOTENV"):
        monkeypatch.delenv(f"COSTREL_{name}", raising=False)
    monkeypatch.delenv("WERKZEUG_RUN_MAIN", raising=False)
    return calls


@pytest.mark.parametrize(
    ("server_name", "arguments", "address"),
    [
        (None, {}, ("127.0.0.1", 5000)),
        (None, {"host": "0.0.0.0", "port": 80}, ("0.0.0.0", 80)),
        (None, {"port": "81"}, ("127.0.0.1", 81)),
        (None, {"port": 0}, ("127.0.0.1", 0)),
        ("shop.example:8080", {}, ("shop.example", 8080)),
        ("shop.example", {}, ("shop.example", 5000)),
        ("shop.example:8080", {"host": "localhost"}, ("localhost", 8080)),
        ("shop.example:8080", {"port": 80}, ("shop.example", 80)),
        ("localhost:8080", {"host": "localhost", "port": 0}, ("localhost", 0)),
        ("localhost:0", {}, ("localhost", 0)),
    ],
)
def test_the_address_is_given_or_configured(app, served, server_name, arguments, address):
    """By the arguments, else by SERVER_NAME, else by default."""
    app.config["SERVER_NAME"] = server_name
    app.run(**arguments)
    ((host, port, application, _),) = served
    assert (host, port) == address
    assert application is app


@pytest.mark.parametrize(
    ("before", "argument", "debug"),
    [
        (False, None, False),
        (True, None, True),
        (False, True, True),
        (True, False, False),
        (False, 1, True),
    ],
)
def test_debug_mode_may_be_switched_on_the_way(app, served, before, argument, debug):
    """It brings the reloader and the debugger, unless they are set."""
    app.debug = before
    app.run(debug=argument)
    own = {
        "use_reloader": 7,
        "use_debugger": 8,
        "threaded": False,
        "reloader_type": "watchdog",
        "extra_files": ["x"],
    }
    app.run(debug=argument, **own)
    (*_, first), (*_, second) = served
    assert app.debug is debug
    assert first == {
        "use_reloader": debug,
        "use_debugger": debug,
        "threaded": True,
        "reloader_type": "stat",
    }
    assert second == own


def test_the_start_is_announced_once(app, served, capsys, monkeypatch):
    """Not by the reloader's child."""
    app.run()
    assert "Serving 'bare'\n" in capsys.readouterr().out
    app.run(debug=True)
    assert "Serving 'bare' in debug mode\n" in capsys.readouterr().out
    monkeypatch.setenv("WERKZEUG_RUN_MAIN", "true")
    app.run()
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(("value", "is_served"), [("true", False), ("false", True), ("", True)])
def test_under_the_command_line_it_does_nothing(app, served, capsys, monkeypatch, value, is_served):
    """And says so, once."""
    monkeypatch.setenv("COSTREL_RUN_FROM_CLI", value)
    app.run()
    assert bool(served) is is_served
    assert ("Ignoring a call to 'app.run()'" in capsys.readouterr().out) is not is_served
    monkeypatch.setenv("WERKZEUG_RUN_MAIN", "true")
    app.run()
    assert capsys.readouterr().out == ""


def test_a_distribution_has_its_own_variables(make_app, served, monkeypatch):
    """``ACME_RUN_FROM_CLI`` and not the framework's."""

    class Acme(App):
        env_prefix = "ACME"

    monkeypatch.setenv("COSTREL_RUN_FROM_CLI", "true")
    make_app(Acme).run()
    assert len(served) == 1
    monkeypatch.setenv("ACME_RUN_FROM_CLI", "true")
    make_app(Acme).run()
    assert len(served) == 1


@pytest.mark.parametrize(
    ("load", "skip", "loaded"),
    [(True, None, True), (False, None, False), (True, "1", False), (False, "0", True)],
)
def test_env_files_are_loaded_where_somebody_can(app, served, monkeypatch, load, skip, loaded):
    """By the part for the command line; COSTREL_SKIP_DOTENV decides."""
    calls = []
    app.command_line = SimpleNamespace(load_dotenv=calls.append)
    if skip is not None:
        monkeypatch.setenv("COSTREL_SKIP_DOTENV", skip)
    app.run(load_dotenv=load)
    assert calls == (["COSTREL"] if loaded else [])
    assert len(served) == 1


@pytest.mark.parametrize(("value", "argument", "debug"), [("1", None, True), ("1", False, False)])
def test_an_env_file_may_switch_debug_mode(app, served, monkeypatch, value, argument, debug):
    """Unless the argument does."""

    def load_dotenv(prefix):
        monkeypatch.setenv(f"{prefix}_DEBUG", value)

    app.command_line = SimpleNamespace(load_dotenv=load_dotenv)
    app.run(debug=argument)
    assert app.debug is debug


def test_after_the_server_the_application_can_be_set_up_again(app, monkeypatch):
    """In an interactive session, say; also if the server failed."""

    def run_simple(host, port, application, **options):
        from werkzeug.test import Client

        Client(application).get("/")
        raise OSError("port in use")

    monkeypatch.setattr(serving, "run_simple", run_simple)
    monkeypatch.delenv("COSTREL_RUN_FROM_CLI", raising=False)
    with pytest.raises(OSError, match="port in use"):
        app.run()
    app.add_url_rule("/late", "late", lambda: "x")


def test_a_port_that_is_taken_ends_the_program_with_a_hint(app, capfd, monkeypatch):
    """No traceback: the message names the port and says what to do."""
    monkeypatch.delenv("COSTREL_RUN_FROM_CLI", raising=False)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(SystemExit) as caught:
            app.run(port=port)
    assert caught.value.code == 1
    told = capfd.readouterr().err
    assert f"Port {port} is in use by another program." in told
    assert "start the server with a different port" in told


def test_it_serves(app, monkeypatch):
    """Over a socket, until it is interrupted."""
    servers = []
    make_server = serving.make_server

    def remember(*arguments, **options):
        servers.append(make_server(*arguments, **options))
        return servers[-1]

    monkeypatch.setattr(serving, "make_server", remember)
    monkeypatch.delenv("COSTREL_RUN_FROM_CLI", raising=False)
    app.add_url_rule("/", "view", lambda: "over a socket")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    thread = threading.Thread(target=lambda: app.run(port=port))
    thread.start()
    try:
        deadline = time.monotonic() + 20
        while not servers and time.monotonic() < deadline:
            time.sleep(0.01)
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=20) as answer:
            assert answer.read() == b"over a socket"
    finally:
        servers[0].shutdown()
        thread.join(20)
    assert not thread.is_alive()
