"""The application's class."""

from . import Costrel

__all__ = ["Costrel"]
