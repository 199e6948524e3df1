"""The database and its connections."""

import sqlite3
from pathlib import Path

import pytest
from werkzeug.test import Client

from costrel import Costrel
from costrel_blog import create_app, database


def test_a_request_has_one_connection_and_it_is_closed(app: Costrel) -> None:
    """Nothing is left open."""
    with app.app_context():
        connection = database.connection()
        assert database.connection() is connection
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        connection.execute("SELECT 1")


def test_a_post_cannot_belong_to_nobody(app: Costrel) -> None:
    """Foreign keys are checked."""
    with app.app_context(), pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        database.connection().execute(
            "INSERT INTO post (author_id, title, text, written) VALUES (7, '', '', '')"
        )


def test_without_a_database_every_page_says_what_to_do(tmp_path: Path) -> None:
    """A forgotten `init-db` is no riddle, and looking does not make an empty file."""
    client = create_app(instance_path=str(tmp_path)).test_client()
    for path in ("/", "/account/login", "/nowhere"):
        answer = client.get(path)
        assert answer.status_code == 503
        assert "costrel --app costrel_blog init-db" in answer.text
    with client.get("/static/style.css") as answer:
        assert answer.status_code == 200
    assert not (tmp_path / "blog.sqlite").exists()


def test_a_page_without_data_opens_no_connection(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The connection is opened when it is needed."""
    monkeypatch.setattr(sqlite3, "connect", None)
    assert client.get("/account/login").status_code == 200
