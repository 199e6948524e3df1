"""Sessions that are kept in Redis or Valkey."""

from typing import TYPE_CHECKING

from costrel_spec.late_names import late_names

if TYPE_CHECKING:
    from .errors import SessionsUnavailable
    from .interface import RedisSessionInterface
    from .session import RedisSession
else:
    # Loading the plugin loads this module, and the client of Redis takes time to import.
    __getattr__, __dir__ = late_names(
        __name__,
        {
            ".errors": ("SessionsUnavailable",),
            ".interface": ("RedisSessionInterface",),
            ".session": ("RedisSession",),
        },
    )

__all__ = ["RedisSession", "RedisSessionInterface", "SessionsUnavailable"]
