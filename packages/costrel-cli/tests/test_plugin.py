"""The plugin ``cli``."""

import subprocess
import sys

import pytest

from costrel_cli import plugin
from costrel_cli.command_line import ClickCommandLine

pytestmark = pytest.mark.alone


def test_it_fills_the_slot() -> None:
    """For an application and for a blueprint that has none yet."""
    assert isinstance(plugin.provide_cli(), ClickCommandLine)


def test_importing_it_does_not_import_click() -> None:
    """An application that only serves requests never pays for the command line."""
    code = "import sys, costrel_cli.plugin; sys.exit('click' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
