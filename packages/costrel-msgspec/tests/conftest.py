"""What the tests share: an application with either provider, and how to compare two."""

from typing import Any

import pytest


@pytest.fixture(scope="session")
def app() -> Any:
    """An application that has this package's provider, and no other plugin."""
    # Here, for some tests run without core.
    import costrel_msgspec.plugin
    from costrel_core import App

    return App("site", without=App.parts, plugins=[costrel_msgspec.plugin])


@pytest.fixture
def ours(app: Any) -> Any:
    """A provider of its class that no other test has changed."""
    return type(app.json)(app)


@pytest.fixture
def stock(app: Any) -> Any:
    """The default provider of the same application."""
    return app.json_provider_class(app)


@pytest.fixture(scope="session")
def outcome() -> Any:
    """What a call returns, with its types; or the type and the text of what it raises."""

    def outcome(function: Any, *arguments: Any, **options: Any) -> Any:
        try:
            return repr(function(*arguments, **options))
        except Exception as error:
            return type(error), str(error)

    return outcome
