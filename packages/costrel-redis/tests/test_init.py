"""Tests of what the package exports."""

import subprocess
import sys

import pytest

import costrel_redis
from costrel_redis import errors, interface, session

pytestmark = pytest.mark.alone


@pytest.mark.parametrize("name", costrel_redis.__all__)
def test_a_public_name_is_the_one_of_its_module(name: str) -> None:
    """Each is found on its first use and afterwards."""
    vars(costrel_redis).pop(name, None)
    found = getattr(costrel_redis, name)
    assert found is getattr(costrel_redis, name)
    homes = [home for home in (errors, interface, session) if hasattr(home, name)]
    assert homes
    assert all(getattr(home, name) is found for home in homes)


def test_another_name_is_an_attribute_error() -> None:
    """As in any module."""
    with pytest.raises(AttributeError, match="'costrel_redis' has no attribute 'Session'"):
        _ = costrel_redis.Session  # type: ignore[attr-defined]  # what is tested


def test_loading_the_plugin_does_not_load_the_client() -> None:
    """An application whose sessions are others waits for nothing that it never uses."""
    program = (
        "import sys, costrel_redis.plugin;"
        "print(*sorted(name for name in sys.modules if 'redis' in name))"
    )
    printed = subprocess.check_output([sys.executable, "-c", program], text=True)
    assert printed.split() == ["costrel_redis", "costrel_redis.plugin", "costrel_redis.settings"]
