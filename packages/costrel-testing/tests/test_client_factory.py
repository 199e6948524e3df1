"""What fills the slot."""

from typing import Any

import pytest

from costrel_testing.client import Client
from costrel_testing.client_factory import WerkzeugClients


def test_the_applications_own_client_class_wins(app) -> None:
    """As ``test_client_class`` promises; further arguments are for it."""

    class Own(Client):
        def __init__(self, *args: Any, word: str = "", **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            self.word = word

    assert type(WerkzeugClients().client(app, True)) is Client
    app.test_client_class = Own
    client = WerkzeugClients().client(app, True, word="x")
    assert type(client) is Own
    assert client.word == "x"


@pytest.mark.parametrize("use_cookies", [True, False])
def test_cookies_can_be_switched_off(app, use_cookies: bool) -> None:
    """Each request stands alone then."""
    client = WerkzeugClients().client(app, use_cookies)
    client.get("/count")
    assert client.get("/count").text == ("2" if use_cookies else "1")
