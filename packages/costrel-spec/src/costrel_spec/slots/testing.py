"""The slot ``testing``: how test clients are made."""

from typing import Any, Protocol

from ..application import Application


class ClientFactory(Protocol):
    """Makes test clients for applications."""

    client_class: type[Any]
    """The client to use where the application sets no ``test_client_class``."""

    def client(self, app: Application, use_cookies: bool, **kwargs: Any) -> Any:
        """A client of ``app.test_client_class`` or else ``client_class``; ``kwargs`` go to it."""
        ...
