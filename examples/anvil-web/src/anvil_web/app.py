"""The application's class."""

from . import Anvil

__all__ = ["Anvil"]
