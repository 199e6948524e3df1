"""What fills the slot."""

from typing import Any

import pytest

import costrel_testing
from costrel_httpx.client import Client
from costrel_httpx.client_factory import HttpxClients


def test_the_applications_own_client_class_wins(app) -> None:
    """As ``test_client_class`` promises; further arguments are for it."""

    class Own(Client):
        def __init__(self, *args: Any, word: str = "", **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            self.word = word

    assert type(HttpxClients().client(app, True)) is Client
    app.test_client_class = Own
    client = HttpxClients().client(app, True, word="x")
    assert type(client) is Own
    assert client.word == "x"


def test_a_client_class_works_whoever_fills_the_slot(app) -> None:
    """One made for Flask here, and this part's with the default factory."""
    from costrel_core import App

    app.test_client_class = costrel_testing.Client
    assert isinstance(app.test_client().get("/count"), app.response_class)
    other = App("other", static_folder=None, plugins=[])
    other.add_url_rule("/", "index", lambda: "hello")
    other.test_client_class = Client
    assert other.test_client().get("/").text == "hello"


@pytest.mark.parametrize("use_cookies", [True, False])
def test_cookies_can_be_switched_off(app, use_cookies: bool) -> None:
    """Each request stands alone then."""
    client = HttpxClients().client(app, use_cookies)
    client.get("/count")
    assert client.get("/count").text == ("2" if use_cookies else "1")
