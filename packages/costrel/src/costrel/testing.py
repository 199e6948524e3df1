"""What tests are written with."""

from costrel_cli import CommandRunner
from costrel_core.environ import EnvironBuilder
from costrel_testing import Client

__all__ = [
    "Client",
    "CommandRunner",
    "EnvironBuilder",
]
