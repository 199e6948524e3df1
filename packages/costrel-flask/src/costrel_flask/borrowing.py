"""Names that a module has from others, and that few ask it for."""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any


def borrowed(module: str, homes: Mapping[str, str]) -> Callable[[str], Any]:
    """The ``__getattr__`` of ``module``: a name is imported when somebody asks for it.

    :param homes: by module, the names that come from it, with spaces between them.
    """
    home_of = {name: home for home, names in homes.items() for name in names.split()}

    def find(name: str) -> Any:
        if name not in home_of:
            raise AttributeError(f"module {module!r} has no attribute {name!r}")
        return getattr(import_module(home_of[name]), name)

    return find
