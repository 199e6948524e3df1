"""The plugin ``testing``."""

import subprocess
import sys

import pytest

from costrel_testing import plugin
from costrel_testing.client_factory import WerkzeugClients

pytestmark = pytest.mark.alone


def test_it_fills_the_slot() -> None:
    """The same way for every application."""
    assert isinstance(plugin.provide_testing(), WerkzeugClients)


def test_importing_it_does_not_import_what_only_tests_need() -> None:
    """An application in production has it installed, perhaps, and never uses it."""
    code = "import sys, costrel_testing.plugin; sys.exit('costrel_testing.client' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
