"""Jinja templates for Costrel: what fills the slot ``templates``."""

from typing import TYPE_CHECKING

from costrel_spec.late_names import late_names

if TYPE_CHECKING:
    from .engine import JinjaTemplates
    from .environment import Environment
    from .loader import DispatchingJinjaLoader
else:
    # Lazy, since the plugin is imported by every application and Jinja only by those that render.
    __getattr__, __dir__ = late_names(
        __name__,
        {
            ".engine": ("JinjaTemplates",),
            ".environment": ("Environment",),
            ".loader": ("DispatchingJinjaLoader",),
        },
    )

__all__ = ["DispatchingJinjaLoader", "Environment", "JinjaTemplates"]
