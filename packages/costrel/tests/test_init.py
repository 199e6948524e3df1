"""The distribution: one class with its list of parts, and names to import."""

import subprocess
import sys
from importlib import metadata

import pytest

import costrel
import costrel_core
import costrel_signals
from costrel import Costrel

FLASK_NAMES = [
    "Blueprint",
    "Config",
    "Request",
    "Response",
    "abort",
    "after_this_request",
    "appcontext_popped",
    "appcontext_pushed",
    "appcontext_tearing_down",
    "before_render_template",
    "copy_current_request_context",
    "current_app",
    "flash",
    "g",
    "get_flashed_messages",
    "get_template_attribute",
    "got_request_exception",
    "has_app_context",
    "has_request_context",
    "json",
    "jsonify",
    "make_response",
    "message_flashed",
    "redirect",
    "render_template",
    "render_template_string",
    "request",
    "request_finished",
    "request_started",
    "request_tearing_down",
    "send_file",
    "send_from_directory",
    "session",
    "stream_template",
    "stream_template_string",
    "stream_with_context",
    "template_rendered",
    "url_for",
]

PARTS = ("sessions", "templating", "signals", "cli", "testing")


@pytest.mark.parametrize("name", FLASK_NAMES)
def test_every_public_name_of_flask_is_here(name: str) -> None:
    """What Flask's users import from flask, they import from costrel."""
    assert name in costrel.__all__
    assert getattr(costrel, name) is not None


def test_all_names_everything_once() -> None:
    """__all__ has the class, Flask's names and one of our own, and nothing that is missing."""
    assert sorted(costrel.__all__) == sorted([*FLASK_NAMES, "Costrel", "exempt"])


def test_the_names_are_the_parts_own() -> None:
    """The distribution re-exports; it wraps nothing."""
    assert costrel.request is costrel_core.request
    assert costrel.render_template is costrel_core.render_template
    assert costrel.request_started is costrel_signals.request_started


def test_all_names_are_listed() -> None:
    """``dir()`` knows names and modules that nobody has asked for yet."""
    script = "import costrel; print(*dir(costrel))"
    command = [sys.executable, "-W", "error", "-c", script]
    result = subprocess.run(command, capture_output=True, text=True, check=True)
    assert {*costrel.__all__, "views", "Costrel"} <= set(result.stdout.split()) <= set(dir(costrel))


def test_an_unknown_name_is_an_attribute_error() -> None:
    """A misspelt name fails as in any module."""
    with pytest.raises(AttributeError, match="module 'costrel' has no attribute 'requst'"):
        costrel.requst  # noqa: B018  # reading it is the test


def test_a_signal_without_its_part_names_the_part(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where costrel-signals is missing, importing a signal says what to install."""
    monkeypatch.setitem(sys.modules, "costrel_signals", None)
    with pytest.raises(
        ImportError, match=r"'request_started' needs .* pip install costrel-signals"
    ):
        costrel.request_started  # noqa: B018  # reading it is the test


def test_everything_can_be_imported_without_the_signals() -> None:
    """``from costrel import *`` takes what there is."""
    script = (
        "import importlib.util as util; find = util.find_spec;"
        "util.find_spec = lambda name, *rest: None if name == 'costrel_signals' else find(name, *rest);"
        "from costrel import *; print('Costrel' in globals(), 'request_started' in globals())"
    )
    command = [sys.executable, "-W", "error", "-c", script]
    result = subprocess.run(command, capture_output=True, text=True, check=True)
    assert result.stdout.split() == ["True", "False"]


def test_the_version_is_the_distributions() -> None:
    """__version__ and the metadata agree."""
    assert costrel.__version__ == metadata.version("costrel")


def test_all_parts_take_part() -> None:
    """The bundle has each of its parts."""
    assert set(PARTS) <= set(Costrel(__name__).assembly.names)


@pytest.mark.parametrize("part", PARTS)
def test_each_part_can_be_left_out(part: str) -> None:
    """Without any one part the application starts and answers."""
    app = Costrel(__name__, without={part})
    app.get("/")(lambda: "here")
    answer: list[str] = []
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": "/", "HTTP_HOST": "localhost"}
    environ |= {"SERVER_NAME": "localhost", "SERVER_PORT": "80", "wsgi.url_scheme": "http"}
    body = app(environ, lambda status, headers, exc_info=None: answer.append(status))  # type: ignore[arg-type, func-returns-value]  # no writer
    assert (answer, b"".join(body)) == (["200 OK"], b"here")
    assert part not in app.assembly.names


def test_importing_it_leaves_the_parts_libraries_alone() -> None:
    """Nothing but Werkzeug is imported before somebody uses what needs more."""
    script = (
        "import sys, werkzeug; before = set(sys.modules); from costrel import Costrel;"
        "Costrel('x'); loaded = {name.partition('.')[0] for name in set(sys.modules) - before};"
        "print(*sorted(loaded & {'click', 'jinja2', 'blinker', 'itsdangerous', 'asgiref'}))"
    )
    command = [sys.executable, "-W", "error", "-c", script]
    result = subprocess.run(command, capture_output=True, text=True, check=True)
    assert result.stdout.strip() == ""
