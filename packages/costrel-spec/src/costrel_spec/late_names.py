"""Names of a package that are imported when somebody asks for them, so that the others cost nothing."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any


def late_names(
    package: str, homes: Mapping[str, tuple[str, ...]]
) -> tuple[Callable[[str], Any], Callable[[], list[str]]]:
    """The ``__getattr__`` and ``__dir__`` of a package (PEP 562) with names that it imports late.

    Type checkers see none of them: the package imports the same names where TYPE_CHECKING is true.

    :param homes: modules, as an import statement names them, each with the names that come from it.
        Those in the package itself are names that come late as well.
    """
    namespace = vars(sys.modules[package])
    sources = {name: home for home, names in homes.items() for name in names}
    modules = {home[1:]: home for home in homes if home.rfind(".") == 0}

    def find(name: str) -> Any:
        if name in sources:
            found = getattr(import_module(sources[name], package), name)
        elif name in modules:
            found = import_module(modules[name], package)
        else:
            raise AttributeError(f"module {package!r} has no attribute {name!r}", name=name)
        # From now on it is found without this function.
        namespace[name] = found
        return found

    def names() -> list[str]:
        return sorted({*namespace, *sources, *modules})

    return find, names
