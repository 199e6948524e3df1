"""The names of the package."""

import pytest

import costrel_httpx
from costrel_httpx.client import Client
from costrel_httpx.transport import ApplicationTransport

pytestmark = pytest.mark.alone


def test_the_client_and_its_transport_are_there() -> None:
    """For subclasses, and for clients of httpx's own class."""
    assert costrel_httpx.Client is Client
    assert costrel_httpx.ApplicationTransport is ApplicationTransport


def test_an_unknown_name_is_an_attribute_error() -> None:
    """So that ``hasattr`` and imports work as ever."""
    assert not hasattr(costrel_httpx, "nothing")
