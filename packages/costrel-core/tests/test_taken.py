"""Errors about a name that somebody else has already."""

from collections.abc import Callable
from typing import Any

import pytest

from costrel_core import Blueprint
from costrel_core.taken import taken, what_was_taken


def test_an_error_tells_what_it_is_about() -> None:
    """It stays the error that it was."""
    error = ValueError("The name is taken.")
    assert taken(error, "blueprint", "pages") is error
    assert what_was_taken(error) == ("blueprint", "pages")
    assert what_was_taken(ValueError()) is None
    assert what_was_taken(None) is None


def test_an_endpoint_and_a_blueprint_can_be_taken(make_app: Callable[..., Any]) -> None:
    """The errors of registering them twice say so."""
    app = make_app()
    app.add_url_rule("/", "index", lambda: "")
    with pytest.raises(AssertionError) as endpoint:
        app.add_url_rule("/other", "index", lambda: "")
    assert what_was_taken(endpoint.value) == ("endpoint", "index")
    app.register_blueprint(Blueprint("pages", __name__))
    with pytest.raises(ValueError, match="already registered for a different") as blueprint:
        app.register_blueprint(Blueprint("pages", __name__))
    assert what_was_taken(blueprint.value) == ("blueprint", "pages")
