"""The test client, the runner of commands, and the requests that they send."""

from costrel_core.environ import EnvironBuilder
from costrel_testing import Client as FlaskClient

from .cli import FlaskCliRunner

__all__ = ["EnvironBuilder", "FlaskCliRunner", "FlaskClient"]
