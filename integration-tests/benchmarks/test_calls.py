"""What a warm request and a plain application may cost, counted instead of timed."""

import json
import subprocess
import sys
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from costrel import Costrel

MOST_CALLS = 30

UNUSED = (
    "asgiref",
    "blinker",
    "click",
    "costrel_core.aborting",
    "costrel_core.blueprints",
    "costrel_core.commands",
    "costrel_core.debugging",
    "costrel_core.files",
    "costrel_core.flashing",
    "costrel_core.missing",
    "costrel_core.multipart",
    "costrel_core.plugins.readers",
    "costrel_core.serving",
    "costrel_core.shortcuts",
    "costrel_core.small_files",
    "costrel_core.streaming",
    "costrel_core.views",
    "costrel_spec.inspection",
    "itsdangerous",
    "jinja2",
    "tomllib",
    "werkzeug.debug",
)

LATE = (
    *UNUSED,
    "costrel.json",
    "costrel_core.exemption",
    "costrel_core.logging",
    "costrel_core.plugin",
    "costrel_core.plugins",
    "costrel_core.router.indexed_router",
    "costrel_spec.application",
    "costrel_spec.deprecation",
    "costrel_spec.errors",
    "costrel_spec.plugin",
    "costrel_spec.record",
    "costrel_spec.session_mapping",
    "costrel_spec.slots.cli",
    "costrel_spec.slots.router",
    "costrel_spec.slots.session_capabilities",
    "costrel_spec.slots.sessions",
    "costrel_spec.slots.templates",
    "costrel_spec.slots.testing",
    "pluggy",
)
"""What the import of an application's class leaves for its first instance, or for good."""

PLAIN = """
import io, json, sys
import werkzeug
theirs = set(sys.modules)
from costrel import Costrel
app = Costrel("plain", root_path=".")
app.secret_key = "as every real application has one"
app.add_url_rule("/", "index", lambda: "Hello, World!")
environ = {
    "REQUEST_METHOD": "GET", "SCRIPT_NAME": "", "PATH_INFO": "/", "QUERY_STRING": "",
    "SERVER_NAME": "localhost", "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1",
    "wsgi.url_scheme": "http", "wsgi.input": io.BytesIO(), "wsgi.errors": sys.stderr,
}
answered = []
body = b"".join(app(environ, lambda *head: answered.append(head[0])))
if (answered, body) != (["200 OK"], b"Hello, World!"):
    raise SystemExit(f"{answered} {body}")
%s
print(json.dumps(sorted(set(sys.modules) - theirs)))
"""


@pytest.fixture
def app() -> Costrel:
    """An application with all parts, as the bundle assembles it."""
    app = Costrel(__name__)
    app.secret_key = "as every real application has one"

    @app.route("/")
    def index() -> str:
        return "Hello, World!"

    return app


def _environ() -> dict[str, Any]:
    return {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": "/",
        "QUERY_STRING": "",
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "8000",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": "localhost:8000",
        "HTTP_ACCEPT": "*/*",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": False,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }


def _exchange(app: Costrel, environ: dict[str, Any], start_response: Any) -> bytes:
    answer = app(environ, start_response)
    body = b"".join(answer)
    close = getattr(answer, "close", None)
    if close is not None:
        close()
    return body


def _calls(app: Costrel) -> list[str]:
    """The Python functions that one request calls; the server's own are left out."""
    called: list[str] = []
    servers = {_exchange.__code__, _started.__code__}

    def note(frame: Any, event: str, argument: Any) -> None:
        if event == "call" and frame.f_code not in servers:
            called.append(frame.f_code.co_qualname)

    environ = _environ()
    before = sys.getprofile()
    sys.setprofile(note)
    try:
        _exchange(app, environ, _started)
    finally:
        sys.setprofile(before)
    return called


def _started(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> None:
    if status != "200 OK":
        raise AssertionError(f"The request was answered with {status}.")


def test_a_warm_hello_calls_at_most_thirty_python_functions(app: Costrel) -> None:
    """With all parts and a secret key, from the application's own ``__call__`` to ``close``."""
    for _ in range(5):
        assert _exchange(app, _environ(), _started) == b"Hello, World!"

    called = _calls(app)

    assert called[0].endswith("__call__")
    assert len(called) <= MOST_CALLS, "\n".join(called)


def test_a_warm_hello_through_costrel_flask_calls_the_same_number_of_functions(
    app: Costrel,
) -> None:
    """What is overridden there takes the place of what it overrides."""
    flask = import_module("costrel_flask.flask").Flask(__name__)
    flask.secret_key = app.secret_key
    flask.add_url_rule("/", "index", app.view_functions["index"])
    for _ in range(5):
        _exchange(app, _environ(), _started)
        _exchange(flask, _environ(), _started)
    assert len(_calls(flask)) == len(_calls(app))


def test_what_a_warm_hello_calls_does_not_grow_with_the_number_of_requests(app: Costrel) -> None:
    """The second request warms the last of what is made once."""
    for _ in range(3):
        _exchange(app, _environ(), _started)
    early = _calls(app)
    for _ in range(200):
        _exchange(app, _environ(), _started)

    assert _calls(app) == early


def _imported(use: str = "") -> set[str]:
    """What a plain application imports beyond ``import werkzeug`` to answer and to do ``use``."""
    program = subprocess.run(
        [sys.executable, "-c", PLAIN % use], capture_output=True, text=True, check=False
    )
    assert program.returncode == 0, program.stderr
    found: set[str] = set(json.loads(program.stdout))
    return found


@pytest.fixture(scope="module")
def imported() -> set[str]:
    """What a plain application imports that only answers."""
    return _imported()


@pytest.mark.parametrize("module", UNUSED)
def test_a_plain_application_imports_nothing_that_it_does_not_use(
    imported: set[str], module: str
) -> None:
    """Not to start, and not to answer a request; what ``import werkzeug`` loads does not count."""
    assert module not in imported


def test_a_plain_application_imports_no_other_distribution_than_these(imported: set[str]) -> None:
    """Its own parts, Werkzeug, and what finds plugins."""
    tops = {name.partition(".")[0] for name in imported} - sys.stdlib_module_names
    others = {name for name in tops if not name.startswith(("costrel", "_", "sitecustomize"))}
    assert others <= {"werkzeug", "markupsafe", "pluggy"}


def test_what_boots_plugins_is_imported_with_the_first_application() -> None:
    """Whoever imports the class alone has none of it, nor what only annotations name."""
    program = "import sys, costrel; print(*sys.modules)"
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    found = set(run.stdout.split())
    assert "costrel_core.app" in found
    assert found.isdisjoint(LATE), sorted(found & set(LATE))


def test_annotations_are_evaluated_by_whoever_asks_for_them() -> None:
    """Not by each start: a twentieth of what the import of our own modules would take."""
    program = """
import sys, costrel
for name, module in list(sys.modules.items()):
    if name.startswith("costrel") and "annotations" not in vars(module):
        for thing in list(vars(module).values()):
            if getattr(thing, "__module__", None) == name and hasattr(thing, "__annotations__"):
                print(name, thing.__qualname__)
"""
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert run.stdout == ""


@pytest.mark.parametrize(
    ("use", "module"),
    [
        ("app.jinja_env", "jinja2"),
        ("app.session_interface.get_signing_serializer(app)", "itsdangerous"),
        ("from costrel import request_started; request_started.connect", "blinker"),
        ("app.cli.commands", "click"),
        ("app.assembly.overview()", "costrel_core.plugins.readers"),
    ],
    ids=["templates", "sessions", "signals", "commands", "readers"],
)
def test_what_is_used_is_imported_then(use: str, module: str) -> None:
    """Which shows that the test before looks at the right names."""
    assert module in _imported(use)


def test_the_benchmark_compares_equal_work() -> None:
    """For every row, the product's answer is Flask's: status, headers and body."""
    pytest.importorskip("flask")
    program = subprocess.run(
        [sys.executable, Path(__file__).with_name("run.py"), "--check"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert program.returncode == 0, program.stdout + program.stderr
    assert "unequal" not in program.stdout
