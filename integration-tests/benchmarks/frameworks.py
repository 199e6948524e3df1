"""The frameworks that take turns. Another one is a class that prepares the rows which it has."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Protocol

import applications
from exchange import Call, wsgi_call
from rows import Row


class Framework(Protocol):
    """What is asked of a framework."""

    def prepare(self, row: Row) -> Call | None:
        """A function that makes the row's exchange once; None where there is no such work."""


@dataclass(frozen=True)
class FlaskAlike:
    """Flask, or a module with its API; ``path`` names its application class."""

    path: str

    def prepare(self, row: Row) -> Call | None:
        """The row's application, called as by a WSGI server."""
        module, _, name = self.path.partition(":")
        web = import_module(module)
        app = getattr(web, name)(applications.__name__)
        app.secret_key = applications.SECRET_KEY
        row.build(web, app)
        return wsgi_call(app, row.message())


REFERENCE = "flask"
OWN = "costrel"
FRAMEWORKS: dict[str, Callable[[], Framework]] = {
    REFERENCE: lambda: FlaskAlike("flask:Flask"),
    OWN: lambda: FlaskAlike("costrel:Costrel"),
}
"""How to get at each framework; it is imported only if it is measured."""
