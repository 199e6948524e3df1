"""Testing applications with httpx. Names load on use, so that the plugin stays cheap to import."""

from typing import TYPE_CHECKING

from costrel_spec.late_names import late_names

if TYPE_CHECKING:
    from .client import Client
    from .transport import ApplicationTransport
else:
    __getattr__, __dir__ = late_names(
        __name__,
        {
            ".client": ("Client",),
            ".transport": ("ApplicationTransport",),
        },
    )

__all__ = ["ApplicationTransport", "Client"]
