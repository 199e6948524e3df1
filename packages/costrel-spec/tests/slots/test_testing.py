"""The slot ``testing``."""

import inspect

import pytest

from costrel_spec import ClientFactory

pytestmark = pytest.mark.alone


def test_a_provider_makes_clients() -> None:
    """That is all that the framework asks of it."""
    assert {name for name in vars(ClientFactory) if not name.startswith("_")} == {"client"}
    assert set(ClientFactory.__annotations__) == {"client_class"}
    parameters = inspect.signature(ClientFactory.client).parameters
    assert list(parameters) == ["self", "app", "use_cookies", "kwargs"]
