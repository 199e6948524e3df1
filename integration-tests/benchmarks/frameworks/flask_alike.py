"""Flask, and what has its API."""

from dataclasses import dataclass
from importlib import import_module

import applications
from exchange import Call, wsgi_call
from rows import Row


@dataclass(frozen=True)
class FlaskAlike:
    """A module with Flask's API; ``path`` names its application class."""

    path: str

    def prepare(self, row: Row) -> Call | None:
        """The row's application, called as by a WSGI server."""
        module, _, name = self.path.partition(":")
        web = import_module(module)
        app = getattr(web, name)(applications.__name__)
        app.secret_key = applications.SECRET_KEY
        row.build(web, app)
        return wsgi_call(app, row.message())
