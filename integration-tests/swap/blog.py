"""The example blog with the parts that a test chooses, and with pages for programs."""

from collections.abc import Mapping
from datetime import UTC, datetime
from itertools import product
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from markupsafe import Markup

from costrel import Blueprint, Costrel, abort, jsonify, request, session
from costrel_blog import create_app, posts

TEMPLATES = Path(__file__).parent / "templates_mako"
PARTS = {
    "sessions": ("sessions", "redis"),
    "json": ("core", "msgspec"),
    "router": ("core", "werkzeug-router"),
    "templates": ("templating", "mako"),
}
"""Who can fill each slot, the default first."""

COMBINATIONS = [dict(zip(PARTS, names, strict=True)) for names in product(*PARTS.values())]
DEFAULTS, *SWAPPED = COMBINATIONS
KEPT = {
    "moment": datetime(2020, 2, 29, 12, tzinfo=UTC),
    "id": UUID(int=7),
    "mark-up": Markup("<b>bold</b>"),
    "pair": (1, "two"),
    "text": "Žába",
}

# The blog itself has pages only: here are JSON to read and write, and a session that is permanent.
machine_pages = Blueprint("machine", __name__, url_prefix="/machine")


@machine_pages.get("/posts/<int(min=1):number>/")
def read(number: int) -> Any:
    """A post, as a dataclass with another one and dates in it."""
    return jsonify(posts.find(number) or abort(404))


@machine_pages.get("/echo/<path:rest>")
def echo(rest: str) -> dict[str, Any]:
    """What was sent."""
    return {"rest": rest, "sent": request.get_json(), "ratio": 0.1, "nothing": None}


@machine_pages.get("/keep")
def keep() -> str:
    """Put values of all types into the session, which outlives the browser from now on."""
    session.permanent = True
    session["kept"] = KEPT
    return "kept"


@machine_pages.get("/kept")
def kept() -> dict[str, Any]:
    """What the session holds, and of which types."""
    found = session["kept"]
    return {
        "equal": found == KEPT,
        "found": found,
        "types": {name: type(found[name]).__name__ for name in found},
    }


def make_blog(
    choice: Mapping[str, str], folder: Path, redis_url: str, monkeypatch: pytest.MonkeyPatch
) -> Costrel:
    """The blog with its slots filled by ``choice``, and with nothing in its database."""
    alternatives = [name for slot, name in choice.items() if name != PARTS[slot][0]]
    monkeypatch.setenv("COSTREL_PLUGINS", ",".join(alternatives))
    settings = {"TESTING": True, "SECRET_KEY": "for tests only", "SESSION_REDIS": redis_url}
    app = create_app(settings, str(folder))
    app.register_blueprint(machine_pages)
    if choice["templates"] == "mako":
        app.template_folder = str(TEMPLATES)
    assert app.test_cli_runner().invoke(args=["init-db"]).exit_code == 0
    for slot in PARTS:
        app.slot(slot)
    found = {slot: app.assembly.why("slot", slot)[0].owner.name for slot in PARTS}
    assert found == choice
    return app
