"""Tests of what the package exports."""

import subprocess
import sys

import pytest

import costrel_sessions
from costrel_sessions import interface, session
from costrel_spec import tagged_json

pytestmark = pytest.mark.alone


@pytest.mark.parametrize("name", costrel_sessions.__all__)
def test_a_public_name_is_the_one_of_its_module(name: str) -> None:
    """Each is found on its first use and afterwards."""
    vars(costrel_sessions).pop(name, None)
    found = getattr(costrel_sessions, name)
    assert found is getattr(costrel_sessions, name)
    homes = [home for home in (interface, session, tagged_json) if hasattr(home, name)]
    assert homes
    assert all(getattr(home, name) is found for home in homes)


def test_another_name_is_an_attribute_error() -> None:
    """As in any module."""
    with pytest.raises(AttributeError, match="'costrel_sessions' has no attribute 'Session'"):
        _ = costrel_sessions.Session


def test_importing_the_package_imports_none_of_its_modules() -> None:
    """An application that starts waits for nothing that it may never use."""
    program = (
        "import sys, costrel_sessions.plugin;"
        "print(*sorted(name for name in sys.modules if name.startswith('costrel_sessions')))"
    )
    printed = subprocess.check_output([sys.executable, "-c", program], text=True)
    assert printed.split() == ["costrel_sessions", "costrel_sessions.plugin"]
