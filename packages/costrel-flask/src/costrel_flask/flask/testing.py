"""The test client, the runner of commands, and the requests that they send."""

from costrel_core.environ import EnvironBuilder
from costrel_flask.borrowing import borrowed
from costrel_testing import Client as FlaskClient

from .cli import FlaskCliRunner

__getattr__ = borrowed(
    __name__,
    {
        "click.testing": "CliRunner Result",
        "flask.cli": "ScriptInfo",
        "flask.sessions": "SessionMixin",
        "werkzeug.test": "Client",
    },
)

__all__ = ["EnvironBuilder", "FlaskCliRunner", "FlaskClient"]
