"""A blog with a real database in a temporary folder, and people who visit it."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from werkzeug.test import Client, TestResponse

from costrel import Costrel
from costrel_blog import authors, create_app, posts
from costrel_blog.authors import Author, Credentials
from costrel_blog.database import connection
from costrel_blog.posts import Draft

PASSWORD = "walk on, walk on"
LONG_AGO = datetime(2020, 2, 29, 12, tzinfo=UTC)


@pytest.fixture
def app(tmp_path: Path) -> Costrel:
    """The blog, with its database made and nothing in it."""
    app = create_app({"TESTING": True, "SECRET_KEY": "for tests only"}, str(tmp_path))
    assert app.test_cli_runner().invoke(args=["init-db"]).exit_code == 0
    return app


@pytest.fixture
def client(app: Costrel) -> Client:
    """Somebody who is not logged in."""
    return app.test_client()


@pytest.fixture
def ada(app: Costrel, send: Callable[..., TestResponse]) -> Client:
    """Ada, who is registered and logged in."""
    return _logged_in(app, send, "Ada")


@pytest.fixture
def ben(app: Costrel, send: Callable[..., TestResponse]) -> Client:
    """Ben, who is registered and logged in."""
    return _logged_in(app, send, "Ben")


@pytest.fixture
def send() -> Callable[..., TestResponse]:
    """Fill in the form on a page and send it, as a browser does; redirects are followed."""

    def send(client: Client, page: str, /, to: str | None = None, **fields: str) -> TestResponse:
        token = re.search('name="csrf_token" value="([^"]+)"', client.get(page).text)
        assert token, f"{page} has no form"
        sent = {"csrf_token": token[1]} | fields
        return client.post(to or page, data=sent, follow_redirects=True)

    return send


@pytest.fixture
def published(app: Costrel) -> Callable[..., int]:
    """Publish a post by Ada on the `day`-th day after a day long ago; the answer is its number."""

    def published(title: str = "A title", text: str = "A text.", day: int = 0) -> int:
        with app.app_context():
            draft = Draft(title, text)
            return posts.publish(_registered("Ada"), draft, LONG_AGO + timedelta(days=day))

    return published


def _registered(name: str) -> Author:
    find = "SELECT id, name FROM author WHERE name = ?"
    row = connection().execute(find, [name]).fetchone()
    author = Author(**row) if row else authors.register(Credentials(name, PASSWORD))
    assert author
    return author


def _logged_in(app: Costrel, send: Callable[..., TestResponse], name: str) -> Client:
    client = app.test_client()
    with app.app_context():
        _registered(name)
    answer = send(client, "/account/login", name=name, password=PASSWORD)
    assert f"Hello, {name}." in answer.text
    return client
