"""What the tests share: applications with either router."""

from typing import Any

import pytest

import costrel_werkzeug_router.plugin
from costrel_core import App


@pytest.fixture
def make_app() -> Any:
    """Makes an application that has this package's router, and no other plugin."""

    def make(kind: type[App] = App, **options: Any) -> App:
        plugins = [costrel_werkzeug_router.plugin]
        return kind("site", without=App.parts, plugins=plugins, **options)

    return make
