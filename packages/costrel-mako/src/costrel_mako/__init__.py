"""Mako templates for Costrel: another engine for the slot ``templates``."""

from typing import TYPE_CHECKING

from costrel_spec.late_names import late_names

if TYPE_CHECKING:
    from .engine import MakoTemplates
    from .folder import Folder
    from .lookup import Lookup, MissingTemplate
    from .template import Template
else:
    # Lazy, since the plugin is imported by every application and Mako only by those that render.
    __getattr__, __dir__ = late_names(
        __name__,
        {
            ".engine": ("MakoTemplates",),
            ".folder": ("Folder",),
            ".lookup": ("Lookup", "MissingTemplate"),
            ".template": ("Template",),
        },
    )

__all__ = ["Folder", "Lookup", "MakoTemplates", "MissingTemplate", "Template"]
