"""The application's class, as far as it is about no input or output."""

from costrel_core import App
from costrel_core.resources import find_package
from costrel_core.scaffold import setupmethod

from ..config import Config, ConfigAttribute
from .scaffold import Scaffold, _endpoint_from_view_func

__all__ = [
    "App",
    "Config",
    "ConfigAttribute",
    "Scaffold",
    "_endpoint_from_view_func",
    "find_package",
    "setupmethod",
]
