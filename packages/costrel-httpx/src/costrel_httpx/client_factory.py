"""What fills the slot ``testing``."""

from typing import Any

from costrel_spec import Application

from .client import Client


class HttpxClients:
    """Test clients that are httpx's."""

    client_class: type[Any] = Client

    def client(self, app: Application, use_cookies: bool, **kwargs: Any) -> Any:
        """A client of ``app.test_client_class``, else a Client."""
        make = app.test_client_class or self.client_class
        return make(app, app.response_class, use_cookies=use_cookies, **kwargs)
