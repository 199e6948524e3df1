"""From what was written after ``--app`` to an imported module."""

import sys
from importlib import import_module
from pathlib import Path

from costrel_spec import Application

from .brand import COSTREL, Brand
from .discovery import find_app_by_string, find_best_app
from .errors import NoAppException
from .user_traceback import user_traceback


def prepare_import(path: str) -> str:
    """The import name of a file or module; its folder comes first in ``sys.path``."""
    place = Path(path).resolve()
    if place.suffix == ".py":
        place = place.with_suffix("")
    if place.name == "__init__":
        place = place.parent
    names = [place.name]
    while (place.parent / "__init__.py").exists():
        place = place.parent
        names.insert(0, place.name)
    if sys.path[:1] != [str(place.parent)]:
        sys.path.insert(0, str(place.parent))
    return ".".join(names)


def locate_app(
    module_name: str,
    app_name: str | None,
    raise_if_not_found: bool = True,
    brand: Brand = COSTREL,
) -> Application | None:
    """The application in the module; None where the module is missing and that may be."""
    try:
        import_module(module_name)
    except ImportError as error:
        if not _is_missing(module_name, error):
            raise NoAppException(
                f"Importing {module_name!r} raised an ImportError:\n\n{user_traceback(error)}\n"
                "It is in the application's own code, or in what that imports."
            ) from error
        if raise_if_not_found:
            raise NoAppException(
                f"Could not import {module_name!r}: {error}. Look at the spelling; it was looked for"
                f" in {sys.path[0]} first."
            ) from None
        return None
    module = sys.modules[module_name]
    if app_name is None:
        return find_best_app(module, brand)
    return find_app_by_string(module, app_name, brand)


def _is_missing(module_name: str, error: ImportError) -> bool:
    """Whether it is the module itself that could not be found, not something that it imports."""
    if not isinstance(error, ModuleNotFoundError) or error.name is None:
        return False
    return f"{module_name}.".startswith(f"{error.name}.")
