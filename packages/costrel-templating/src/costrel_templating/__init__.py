"""Jinja templates for Costrel: what fills the slot ``templates``."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .engine import JinjaTemplates
    from .environment import Environment
    from .loader import DispatchingJinjaLoader

__all__ = ["DispatchingJinjaLoader", "Environment", "JinjaTemplates"]

_MODULES = {
    "DispatchingJinjaLoader": ".loader",
    "Environment": ".environment",
    "JinjaTemplates": ".engine",
}


if not TYPE_CHECKING:  # to a type checker, a misspelt name shall be missing

    def __getattr__(name: str) -> Any:
        # Lazy, since the plugin is imported by every application and Jinja only by those that render.
        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(_MODULES[name], __name__), name)
