"""The names of the package."""

import pytest

import costrel_cli

pytestmark = pytest.mark.alone


def test_every_public_name_is_there() -> None:
    """Each is loaded when it is used, and bears its own name."""
    for name in costrel_cli.__all__:
        assert getattr(costrel_cli, name) is not None


def test_an_unknown_name_is_an_attribute_error() -> None:
    """So that ``hasattr`` and imports work as ever."""
    assert not hasattr(costrel_cli, "nothing")
