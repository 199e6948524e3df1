"""Names of a package that are imported when somebody asks for them, so that the others cost nothing."""

import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any


def late_names(
    package: str, homes: Mapping[str, tuple[str, ...]]
) -> tuple[Callable[[str], Any], Callable[[], list[str]]]:
    """The ``__getattr__`` and ``__dir__`` of a package (PEP 562) with names that it imports late.

    Type checkers see none of them: the package imports the same names where TYPE_CHECKING is true.

    :param homes: modules of the package, each with the names that come from it; the modules are names
        that come late as well.
    """
    namespace = vars(sys.modules[package])
    sources = {name: home for home, names in homes.items() for name in (home, *names)}

    def find(name: str) -> Any:
        home = sources.get(name)
        if home is None:
            raise AttributeError(f"module {package!r} has no attribute {name!r}", name=name)
        module = import_module(f"{package}.{home}")
        # From now on it is found without this function.
        found = namespace[name] = module if name == home else getattr(module, name)
        return found

    def names() -> list[str]:
        return sorted({*namespace, *sources})

    return find, names
