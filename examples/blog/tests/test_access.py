"""Who is logged in, and where a log-in leads."""

from collections.abc import Callable

import pytest
from werkzeug.test import Client, TestResponse

from costrel import Costrel, session
from costrel_blog import access
from costrel_blog.authors import Author
from costrel_blog.database import connection

PASSWORD = "walk on, walk on"


@pytest.mark.parametrize("target", ["/", "/posts/new", "/?page=2", "/posts/1#end"])
def test_a_log_in_leads_back_to_our_own_pages(app: Costrel, target: str) -> None:
    """Where somebody wanted to go."""
    with app.test_request_context("/account/login", query_string={"next": target}):
        assert access.page_after_log_in() == target


@pytest.mark.parametrize(
    "target",
    [
        "",
        "posts",
        " /",
        "//evil.example",
        "/\\evil.example",
        "\\/evil.example",
        "/\t/evil.example",
        "https://evil.example",
        "javascript:alert(1)",
        "/a\r\nSet-Cookie: b",
    ],
)
def test_a_log_in_leads_nowhere_else(app: Costrel, target: str) -> None:
    """Whatever a link from elsewhere asks for."""
    with app.test_request_context("/account/login", query_string={"next": target}):
        assert access.page_after_log_in() == "/"


def test_a_new_session_keeps_nothing_of_the_old(app: Costrel) -> None:
    """What was put into somebody's session before they logged in is gone; so it is afterwards."""
    with app.test_request_context():
        session["planted"] = True
        access.log_in(Author(3, "Ada"))
        assert dict(session) == {"author_id": 3}
        access.log_out()
        assert not session


def test_an_author_who_is_gone_is_logged_out(app: Costrel, ada: Client) -> None:
    """A session is no proof that somebody still exists."""
    with app.app_context(), connection() as transaction:
        transaction.execute("DELETE FROM author")
    assert "Log in" in ada.get("/").text


def test_the_author_is_looked_up_once(app: Costrel) -> None:
    """However often a page asks."""
    with app.test_request_context():
        session["author_id"] = 1
        assert access.current_author() is None
        with connection() as transaction:
            transaction.execute("INSERT INTO author VALUES (1, 'Ada', '')")
        assert access.current_author() is None


def test_who_is_sent_to_log_in_comes_back(client: Client) -> None:
    """The log-in page says why, and remembers where they were going."""
    answer = client.get("/posts/new", follow_redirects=True)
    assert answer.history[0].status_code == 303
    assert answer.history[0].location == "/account/login?next=/posts/new"
    assert "Please log in first." in answer.text


def test_a_form_is_not_come_back_to(client: Client, send: Callable[..., TestResponse]) -> None:
    """What was sent is lost, so going back would only show an error."""
    answer = send(client, "/account/login", to="/posts/1/delete")
    assert answer.history[0].location == "/account/login"
