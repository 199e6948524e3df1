"""Contract kits: the promises of each slot as tests, for whatever implementation there is.

A subclass that names a plugin runs them all; they need the extra ``costrel-testing[pytest]``.
"""

from .clients import ClientsContract
from .commands import CommandsContract
from .contract import Contract
from .json_provider import JSONContract
from .promise import BrokenPromise
from .router import RouterContract
from .sessions import SessionsContract
from .signals import SignalsContract
from .templates import TemplatesContract

__all__ = [
    "BrokenPromise",
    "ClientsContract",
    "CommandsContract",
    "Contract",
    "JSONContract",
    "RouterContract",
    "SessionsContract",
    "SignalsContract",
    "TemplatesContract",
]
