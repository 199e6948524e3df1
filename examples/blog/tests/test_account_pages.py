"""The pages to register, log in and log out."""

from collections.abc import Callable

import pytest
from werkzeug.test import Client, TestResponse

Send = Callable[..., TestResponse]
PASSWORD = "walk on, walk on"


def test_a_newcomer_registers_and_logs_in(client: Client, send: Send) -> None:
    """The log-in page follows the registration; all posts follow the log-in."""
    answer = send(client, "/account/register", name="Ada", password=PASSWORD)
    assert answer.request.path == "/account/login"
    assert "Your account is ready." in answer.text
    answer = send(client, "/account/login", name="Ada", password=PASSWORD)
    assert answer.request.path == "/"
    assert "Hello, Ada." in answer.text
    assert "Log out" in answer.text


def test_a_registration_that_is_not_accepted_says_why(client: Client, send: Send) -> None:
    """Beside the field, which keeps what was entered, except the password."""
    answer = send(client, "/account/register", name='"><b>', password="short")
    assert answer.status_code == 422
    assert "A name has 3 to 30 letters" in answer.text
    assert "A password has 10 to 200 characters." in answer.text
    assert 'value="&#34;&gt;&lt;b&gt;"' in answer.text
    assert "short" not in answer.text.replace("short sentence", "")
    assert answer.text.count('aria-invalid="true"') == 2


def test_a_taken_name_is_said_to_be_taken(ada: Client, client: Client, send: Send) -> None:
    """Nothing happens to the one who has it."""
    answer = send(client, "/account/register", name="ada", password="another password")
    assert answer.status_code == 422
    assert "The name ada is taken." in answer.text
    assert send(client, "/account/login", name="Ada", password=PASSWORD).request.path == "/"


@pytest.mark.parametrize(("name", "password"), [("Ada", "wrong"), ("Nobody", PASSWORD), ("", "")])
def test_a_wrong_log_in_does_not_say_what_was_wrong(
    ada: Client, client: Client, send: Send, name: str, password: str
) -> None:
    """Whether a name exists is not told."""
    answer = send(client, "/account/login", name=name, password=password)
    assert answer.status_code == 422
    assert "The name and the password do not belong together." in answer.text
    assert "Log out" not in answer.text


def test_a_log_in_leads_where_somebody_was_going(ada: Client, client: Client, send: Send) -> None:
    """The form keeps the address it was shown at."""
    page = client.get("/posts/new").location
    assert page
    assert send(client, page, name="Ada", password=PASSWORD).request.path == "/posts/new"


def test_who_logs_out_is_logged_out(ada: Client, send: Send) -> None:
    """And told so, once."""
    answer = send(ada, "/", to="/account/logout")
    assert answer.request.path == "/"
    assert "You are logged out." in answer.text
    assert "Log in" in answer.text
    assert "You are logged out." not in ada.get("/").text
    assert ada.get("/posts/new").status_code == 303


def test_a_link_logs_nobody_out(ada: Client) -> None:
    """Only a form does."""
    assert ada.get("/account/logout").status_code == 405
    assert "Log out" in ada.get("/").text
