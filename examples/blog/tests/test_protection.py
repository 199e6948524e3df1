"""Forms come from our own pages, and pages load our own files."""

import re
from collections.abc import Callable

import pytest
from werkzeug.test import Client, TestResponse

from costrel import Costrel

PAGES = ["/", "/posts/1", "/posts/new", "/posts/1/edit", "/account/login", "/account/register"]


def test_every_form_of_ours_carries_the_token(ada: Client, published: Callable[..., int]) -> None:
    """A form that was forgotten would not work."""
    published()
    for page in PAGES:
        text = ada.get(page).text
        assert text.count('method="post"') == text.count('name="csrf_token"') > 0


@pytest.mark.parametrize("token", [None, "", "guessed", "gu\u00ebssed"])
def test_a_form_without_the_right_token_is_refused(ada: Client, token: str | None) -> None:
    """Another site cannot act in somebody's name."""
    ada.get("/posts/new")
    fields = {"title": "T", "text": "X", "csrf_token": token}
    answer = ada.post("/posts/new", data={key: value for key, value in fields.items() if value})
    assert answer.status_code == 400
    assert "This form is out of date." in answer.text
    assert "Nobody has written yet" in ada.get("/").text


def test_a_form_without_a_session_is_refused(client: Client) -> None:
    """No token at all is not equal to no token sent."""
    assert client.post("/account/logout").status_code == 400


def test_somebody_elses_token_is_refused(
    ada: Client, ben: Client, send: Callable[..., TestResponse]
) -> None:
    """Each session has its own."""
    token = re.search('name="csrf_token" value="([^"]+)"', ben.get("/posts/new").text)
    assert token
    assert send(ada, "/posts/new", title="T", text="X", csrf_token=token[1]).status_code == 400


def test_a_log_in_changes_the_token(client: Client, app: Costrel, ada: Client) -> None:
    """What was read before is of no use afterwards."""
    visitor = app.test_client()
    before = visitor.get("/account/login").text
    token = re.search('name="csrf_token" value="([^"]+)"', before)
    assert token
    fields = {"name": "Ada", "password": "walk on, walk on", "csrf_token": token[1]}
    assert visitor.post("/account/login", data=fields).status_code == 303
    assert visitor.post("/account/logout", data=fields).status_code == 400


def test_readers_get_no_cookie(client: Client, published: Callable[..., int]) -> None:
    """Who only reads sends no form and needs no session."""
    for page in ("/", f"/posts/{published()}", "/static/style.css", "/nowhere"):
        with client.get(page) as answer:
            assert "Set-Cookie" not in answer.headers


def test_browsers_load_nothing_but_our_own_files(client: Client) -> None:
    """Even if a text were not escaped; on errors and files too."""
    for page in ("/", "/nowhere", "/static/style.css"):
        with client.get(page) as answer:
            policy = answer.headers["Content-Security-Policy"]
            assert policy.startswith("default-src 'none'; style-src 'self'; img-src 'self'")
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert answer.headers["Referrer-Policy"] == "same-origin"
