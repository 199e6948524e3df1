"""Fixtures for pytest, switched on with ``-p costrel_testing.pytest``.

A project says in its ``conftest.py`` which application they are for::

    app = pytest.fixture(lambda: create_app({"TESTING": True}))
"""

from typing import Any

import pytest

NO_APP = """\
Nothing says which application the tests are for. Define the fixture 'app' in conftest.py:

    app = pytest.fixture(lambda: create_app({"TESTING": True}))
"""


@pytest.fixture
def app() -> Any:
    """The application that is tested; a project defines its own fixture of this name."""
    pytest.fail(NO_APP, pytrace=False)


@pytest.fixture
def client(app: Any) -> Any:
    """A test client of the application."""
    return app.test_client()


@pytest.fixture
def runner(app: Any) -> Any:
    """A runner of the application's commands."""
    return app.test_cli_runner()
