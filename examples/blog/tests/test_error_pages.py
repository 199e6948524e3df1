"""Errors in the blog's own look."""

import logging
from collections.abc import Callable
from pathlib import Path

import pytest
from werkzeug.test import Client, TestResponse

from costrel_blog import create_app


def test_an_unknown_page_is_a_friendly_404(client: Client) -> None:
    """With a way back; what was asked for is not repeated."""
    answer = client.get("/<script>")
    assert answer.status_code == 404
    assert answer.mimetype == "text/html"
    assert "Nothing here" in answer.text
    assert 'href="/"' in answer.text
    assert "script" not in answer.text


def test_who_is_logged_in_stays_so_on_an_error_page(ada: Client) -> None:
    """Their name is still at the top."""
    assert "You are logged in as Ada" in ada.get("/nowhere").text


def test_a_wrong_method_keeps_its_header(client: Client) -> None:
    """RFC 9110 wants Allow with a 405; errors without words of ours use the standard ones."""
    answer = client.get("/account/logout")
    assert answer.status_code == 405
    assert "Method Not Allowed" in answer.text
    assert set(answer.headers["Allow"].split(", ")) == {"POST", "OPTIONS"}


def test_a_form_can_be_too_large(ada: Client, send: Callable[..., TestResponse]) -> None:
    """Beyond the limit for a request nothing is read."""
    answer = send(ada, "/posts/new", title="T", text="x" * 300_000)
    assert answer.status_code == 413
    assert "Too much at once" in answer.text


def test_a_broken_database_is_a_500_that_tells_nothing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """The page needs no database itself; the log has the cause."""
    app = create_app({"SECRET_KEY": "for tests only"}, str(tmp_path))
    (tmp_path / "blog.sqlite").write_text("This is no database. " * 100)
    client = app.test_client()
    with client.session_transaction() as session:
        session["author_id"] = 1
    with caplog.at_level(logging.ERROR):
        answer = client.get("/")
    assert answer.status_code == 500
    assert "Something broke" in answer.text
    assert "sqlite" not in answer.text
    assert "file is not a database" in caplog.text
