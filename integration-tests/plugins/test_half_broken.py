"""Every command that explains an application works when half of its installed plugins are broken."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

WHOLE = """
from costrel_spec import hookimpl

def view():
    return ""

@hookimpl
def setup(app):
    app.add_url_rule("/NAME", "NAME", view)
"""

BROKEN = {
    "syntax": "def setup(:",
    "import": "import nowhere_at_all",
    "exit": "raise SystemExit(3)",
    "hook": "from costrel_spec import hookimpl\n@hookimpl\ndef setpu(app): ...",
    "argument": "from costrel_spec import hookimpl\n@hookimpl\ndef setup(ap): ...",
    "api": "from costrel_spec import Plugin, hookimpl\nplugin = Plugin(api=99)",
    "needs": "from costrel_spec import Plugin, hookimpl\nplugin = Plugin(requires={'syntax'})\n"
    "@hookimpl\ndef setup(app): ...",
    "setup": "from costrel_spec import hookimpl\n@hookimpl\ndef setup(app): raise KeyError('INK')",
    "json": "from costrel_spec import hookimpl\n@hookimpl\ndef provide_json(app): return 5",
    "wsgi": "from costrel_spec import hookimpl\n@hookimpl\ndef wrap_wsgi(inner): return None",
}

WHOLES = {f"whole-{number}": WHOLE.replace("NAME", f"whole{number}") for number in range(10)}
PLUGINS = {**WHOLES, **BROKEN}

APP = """
from costrel import Costrel

app = Costrel(__name__)

@app.get("/")
def index():
    return "hello"
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an application and twenty installed plugins, of which ten are broken."""
    folder = tmp_path_factory.mktemp("site")
    (folder / "app.py").write_text(APP)
    for name, source in PLUGINS.items():
        module = "acme_" + name.replace("-", "_")
        (folder / f"{module}.py").write_text(source)
        metadata = folder / f"{module}-1.0.dist-info"
        metadata.mkdir()
        (metadata / "METADATA").write_text(
            f"Metadata-Version: 2.1\nName: acme-{name}\nVersion: 1.0\n"
        )
        (metadata / "entry_points.txt").write_text(f"[costrel]\n{name} = {module}\n")
    return folder


def run(site: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The command, in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "costrel_cli", "--app", "app", *arguments],
        cwd=site,
        env={
            **os.environ,
            "PYTHONPATH": str(site),
            "PYTHONDONTWRITEBYTECODE": "1",
            # Whatever else is installed where the test runs.
            "COSTREL_PLUGINS": ",".join(PLUGINS),
        },
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_the_application_does_not_start(site: Path) -> None:
    """Or the other tests would show nothing."""
    assert run(site, "routes").returncode == 1


def test_plugins_tells_which_are_broken(site: Path) -> None:
    """And why."""
    shown = run(site, "plugins", "--json")
    assert (shown.returncode, shown.stderr) == (0, "")
    states = {state["name"]: state for state in json.loads(shown.stdout)}
    failed = {name for name, state in states.items() if state["status"] == "failed"}
    # What only use tells is told by check: who fills a slot, and who wraps the application.
    assert failed == set(BROKEN) - {"json", "wsgi"}
    assert all(states[name]["reason"] for name in failed)
    assert {f"whole-{number}" for number in range(10)} <= states.keys() - failed


def test_check_finds_them_all(site: Path) -> None:
    """With the distributions that they are from."""
    shown = run(site, "check", "--json")
    assert (shown.returncode, shown.stderr) == (1, "")
    findings = json.loads(shown.stdout)
    assert {finding["owners"][0]["distribution"] for finding in findings} == {
        f"acme-{name}" for name in BROKEN
    }
    assert all(
        owner["place"] or owner["kind"] == "application"
        for finding in findings
        for owner in finding["owners"]
    ), findings


def test_why_knows_what_the_others_brought(site: Path) -> None:
    """And what the application has itself."""
    shown = run(site, "why", "route", "/whole3")
    assert (shown.returncode, shown.stderr) == (0, "")
    assert "from plugin 'whole-3' (acme-whole-3 1.0) at " in shown.stdout
    assert "acme_whole_3.py:4" in shown.stdout
    assert "from application 'app' at " in run(site, "why", "route", "/").stdout


def test_graph_shows_what_failed_with_a_dashed_border(site: Path) -> None:
    """Beside the others."""
    shown = run(site, "graph")
    assert (shown.returncode, shown.stderr) == (0, "")
    assert '["syntax 1.0<br>failed"]' in shown.stdout
    assert '["whole-0 1.0"]' in shown.stdout
    assert "classDef failed stroke-dasharray" in shown.stdout


def test_nobody_serves_such_an_application(site: Path) -> None:
    """Whoever has it constructed so is answered with 503."""
    program = (
        "from app import app; from werkzeug.test import Client;"
        " answer = Client(app).get('/'); print(answer.status_code)"
    )
    environment = {**os.environ, "PYTHONPATH": str(site), "COSTREL_INSPECT": "1"}
    shown = subprocess.run(
        [sys.executable, "-c", program],
        cwd=site, env=environment, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert shown.stdout == "503\n", shown.stderr
