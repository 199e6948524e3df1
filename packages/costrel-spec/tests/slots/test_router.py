"""The slot ``router``."""

import inspect

import pytest

from costrel_spec import Router

pytestmark = pytest.mark.alone


def test_a_provider_matches_over_one_map() -> None:
    """That is all that the framework asks of it."""
    assert {name for name in vars(Router) if not name.startswith("_")} == {"match", "url_map"}


def test_a_match_gets_what_the_request_knows() -> None:
    """The adapter comes with the context, which makes it on demand, since it is costly."""
    parameters = inspect.signature(Router.match).parameters
    assert list(parameters) == ["self", "method", "path", "context", "environ"]
