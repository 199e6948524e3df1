"""Fast JSON for Costrel: another provider for the slot ``json``."""

from typing import TYPE_CHECKING

from costrel_spec.late_names import late_names

if TYPE_CHECKING:
    from .provider import MsgspecJSON
    from .words import substitute
else:
    # Lazy, since the plugin is imported by every application, and msgspec where it is used.
    __getattr__, __dir__ = late_names(
        __name__,
        {
            ".provider": ("MsgspecJSON",),
            ".words": ("substitute",),
        },
    )

__all__ = ["MsgspecJSON", "substitute"]
