"""Mako templates for Costrel: another engine for the slot ``templates``."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .engine import MakoTemplates
    from .folder import Folder
    from .lookup import Lookup, MissingTemplate
    from .template import Template

__all__ = ["Folder", "Lookup", "MakoTemplates", "MissingTemplate", "Template"]

_MODULES = {
    "Folder": ".folder",
    "Lookup": ".lookup",
    "MakoTemplates": ".engine",
    "MissingTemplate": ".lookup",
    "Template": ".template",
}


if not TYPE_CHECKING:  # to a type checker, a misspelt name shall be missing

    def __getattr__(name: str) -> Any:
        # Lazy, since the plugin is imported by every application and Mako only by those that render.
        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(_MODULES[name], __name__), name)
