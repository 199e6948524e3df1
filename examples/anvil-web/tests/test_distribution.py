"""The distribution: a class with its parts, and names to import."""

import subprocess
import sys
from importlib import metadata
from typing import Any

import pytest
from werkzeug.test import Client

import anvil_web
from anvil_web import Anvil

DEFAULTS: dict[str, Any] = {
    "SESSION_COOKIE_SAMESITE": "Lax",
}


def index() -> dict[str, Any]:
    """A page."""
    return {"hello": "Anvil"}


def make_app(**options: Any) -> Anvil:
    """An application with that page, and with no plugin but the distribution's parts."""
    app = Anvil("pages", plugins=[], **options)
    app.add_url_rule("/", "index", index)
    return app


def test_it_serves() -> None:
    """A page, and an error for what is none."""
    client = Client(make_app())
    assert client.get("/").get_json() == {"hello": "Anvil"}
    assert client.get("/missing").status_code == 404


def test_every_part_takes_part() -> None:
    """So all that the class names is installed."""
    assert set(Anvil.parts) <= set(make_app().assembly.names)


@pytest.mark.parametrize("part", Anvil.parts)
def test_a_part_can_be_left_out(part: str) -> None:
    """The application answers without it."""
    app = make_app(without={part})
    assert part not in app.assembly.names
    assert Client(app).get("/").status_code == 200


@pytest.mark.parametrize("name", anvil_web.__all__)
def test_every_name_can_be_imported(name: str) -> None:
    """Those that are imported on first use too."""
    assert getattr(anvil_web, name) is not None


def test_the_version_is_that_of_the_distribution() -> None:
    """The module and its metadata agree."""
    assert anvil_web.__version__ == metadata.version("anvil-web")


def test_it_has_variables_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """With its own prefix."""
    monkeypatch.setenv("ANVIL_MAX_CONTENT_LENGTH", "1000")
    app = make_app()
    app.config.from_prefixed_env()
    assert app.config["MAX_CONTENT_LENGTH"] == 1000


def test_applications_start_with_its_configuration() -> None:
    """It is in the class, and holds until the application sets another value."""
    config = make_app().config
    assert {key: config[key] for key in DEFAULTS} == DEFAULTS


def test_it_has_a_command() -> None:
    """Of its own name, which knows its version."""
    done = subprocess.run(
        [sys.executable, "-m", "anvil_web", "--version"], capture_output=True, text=True, check=True
    )
    assert f"Anvil {anvil_web.__version__}" in done.stdout
