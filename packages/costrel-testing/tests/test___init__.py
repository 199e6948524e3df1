"""The names of the package."""

import pytest

import costrel_testing
from costrel_testing.client import Client

pytestmark = pytest.mark.alone


def test_the_client_is_there() -> None:
    """For subclasses."""
    assert costrel_testing.Client is Client


def test_an_unknown_name_is_an_attribute_error() -> None:
    """So that ``hasattr`` and imports work as ever."""
    assert not hasattr(costrel_testing, "nothing")
