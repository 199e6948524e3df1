"""The plugin."""

import subprocess
import sys
from typing import Any

import pytest

from costrel_templating import JinjaTemplates, plugin


def test_it_fills_the_slot(app: Any) -> None:
    """An application with this part renders with Jinja."""
    assert isinstance(plugin.provide_templates(app), JinjaTemplates)
    assert isinstance(app.template_engine, JinjaTemplates)


@pytest.mark.alone
def test_importing_it_imports_no_jinja() -> None:
    """An application that renders nothing doesn't pay for Jinja."""
    code = "import sys, costrel_templating.plugin; sys.exit('jinja2' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
