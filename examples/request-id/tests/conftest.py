"""A shop that has the plugin, and no other."""

from collections.abc import Callable
from typing import Any

import pytest

from acme_request_id import plugin
from costrel import Costrel


@pytest.fixture
def make_app() -> Callable[..., Costrel]:
    """``make_app(**config)``: an application with one page."""

    def make(**config: Any) -> Costrel:
        app = Costrel("shop", plugins=[plugin])
        app.config.update(config)
        app.add_url_rule("/", "index", lambda: "welcome")
        return app

    return make


@pytest.fixture
def app(make_app: Callable[..., Costrel]) -> Costrel:
    """An application as it is without a word."""
    return make_app()
