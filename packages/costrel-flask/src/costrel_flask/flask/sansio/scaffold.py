"""What an application and a blueprint have in common."""

from costrel_core.resources import find_package, get_root_path
from costrel_core.scaffold import Scaffold, setupmethod
from costrel_core.scaffold import endpoint_of as _endpoint_from_view_func

__all__ = [
    "Scaffold",
    "_endpoint_from_view_func",
    "find_package",
    "get_root_path",
    "setupmethod",
]
