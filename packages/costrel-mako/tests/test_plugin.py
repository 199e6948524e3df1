"""The plugin."""

import logging
import subprocess
import sys
from typing import Any

import pytest

from costrel_mako import MakoTemplates, plugin


def test_it_fills_the_slot(app: Any) -> None:
    """An application with this plugin renders with Mako, although Jinja is there."""
    assert isinstance(plugin.provide_templates(app), MakoTemplates)
    assert isinstance(app.template_engine, MakoTemplates)


def test_installing_it_is_enough(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """An application that says nothing of engines takes Mako, and the log says so once."""
    from costrel_core import App, render_template_string

    monkeypatch.setenv("COSTREL_PLUGINS", "mako")
    app = App("shop")
    app.add_url_rule("/", "page", lambda: render_template_string("${6 * 7}"))
    with caplog.at_level(logging.INFO):
        assert [app.test_client().get("/").text for _ in range(2)] == ["42", "42"]
    (message,) = [each for each in caplog.messages if each.startswith("templates: ")]
    assert message == "templates: mako 0.1.0 instead of templating"


def test_the_application_can_choose_jinja_all_the_same() -> None:
    """What it says in SLOTS wins over what is installed."""
    from costrel_core import App, render_template_string

    app = App("shop", plugins=["mako"])
    app.config["SLOTS"] = {"templates": "templating"}
    with app.app_context():
        assert render_template_string("{{ 6 * 7 }}") == "42"


def test_the_options_are_a_setting(app: Any) -> None:
    """By default there are none, and no compiled module is written anywhere."""
    assert app.config["MAKO_OPTIONS"] == {}


@pytest.mark.alone
def test_importing_it_imports_no_mako() -> None:
    """An application that renders nothing doesn't pay for Mako."""
    code = "import sys, costrel_mako.plugin; sys.exit('mako' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
