"""What surrounds an application: its folder, its instance folder, switches in the environment."""

# paths are strings, and links stay unresolved

from __future__ import annotations

import os
import sys
from importlib.machinery import ModuleSpec
from importlib.util import find_spec
from itertools import pairwise
from typing import Any

_NO = {"0", "false", "no"}


def get_debug_flag(prefix: str = "COSTREL") -> bool:
    """Whether the environment variable ``PREFIX_DEBUG`` switches debug mode on."""
    value = os.environ.get(f"{prefix}_DEBUG")
    return value is not None and value.lower() not in {"", *_NO}


def get_load_dotenv(default: bool = True, prefix: str = "COSTREL") -> bool:
    """Whether .env files are loaded; ``PREFIX_SKIP_DOTENV`` decides, or else ``default``."""
    value = os.environ.get(f"{prefix}_SKIP_DOTENV")
    return value.lower() in _NO if value else default


def get_root_path(import_name: str) -> str:
    """The folder of a package, or that a module lies in; else the current one, as in a shell.

    :raises RuntimeError: for what is importable and has no one folder, such as a namespace package.
    """
    file = getattr(sys.modules.get(import_name), "__file__", None)
    if file is None:
        spec = _spec(import_name)
        if spec is None or spec.loader is None:
            return os.getcwd()
        file = _file(spec)
    if file is None:
        raise RuntimeError(
            f"No root path can be found for the module {import_name!r}: its import hook names no"
            " file, or it is a namespace package. Give the application its root_path."
        )
    return os.path.dirname(os.path.abspath(file))


def instance_path(import_name: str, name: str) -> str:
    """The instance folder where the application chooses none.

    Next to its package or module; if that is installed, ``var/<name>-instance`` below the prefix.
    """
    prefix, folder = find_package(import_name)
    if prefix is None:
        return os.path.join(folder, "instance")
    return os.path.join(prefix, "var", f"{name}-instance")


def find_package(import_name: str) -> tuple[str | None, str]:
    """The prefix that a package is installed under, or None, and the folder it is imported from.

    The prefix is Python's own, or that of the ``site-packages`` folder.
    """
    folder = _import_folder(import_name)
    from pathlib import PurePath  # noqa: PLC0415  # 1 ms, for applications only

    path = PurePath(folder)
    system = os.path.abspath(sys.prefix)
    if path.is_relative_to(system):
        return system, folder
    if path.name.lower() != "site-packages":
        return None, folder
    # lib/site-packages on Windows, lib/pythonX.Y/site-packages elsewhere
    for parent, prefix in pairwise(path.parents[:3]):
        if parent.name.lower() == "lib":
            return str(prefix), folder
    return str(path.parent), folder


def _import_folder(import_name: str) -> str:
    """The entry of sys.path that a package or module comes from; the current folder if unknown."""
    root = _spec(import_name.partition(".")[0])
    if root is None:
        return os.getcwd()
    if not root.submodule_search_locations:
        return os.path.dirname(root.origin or "")
    if root.origin not in {None, "namespace"}:
        return os.path.dirname(os.path.dirname(str(root.origin)))
    return os.path.dirname(_portion(root.submodule_search_locations, import_name))


def _portion(portions: list[str], import_name: str) -> str:
    """Which folder of a namespace package holds the package ``import_name``; else the first."""
    inner = find_spec(import_name)
    if inner is None or not inner.submodule_search_locations:
        return portions[0]
    from pathlib import PurePath  # noqa: PLC0415  # as in find_package

    package = PurePath(os.path.commonpath(inner.submodule_search_locations))
    return next(portion for portion in portions if package.is_relative_to(portion))


def _spec(import_name: str) -> ModuleSpec | None:
    try:
        return find_spec(import_name)
    except (ImportError, ValueError):  # a malformed name, or __main__
        return None


def _file(spec: ModuleSpec) -> str | None:
    """The file of a module; it is imported where its loader can't tell."""
    loader: Any = spec.loader
    if hasattr(loader, "get_filename"):
        file: str | None = loader.get_filename(spec.name)
        return file
    __import__(spec.name)
    return getattr(sys.modules[spec.name], "__file__", None)
