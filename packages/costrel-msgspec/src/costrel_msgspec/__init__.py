"""Fast JSON for an application, by msgspec."""

from .provider import MsgspecJSON
from .words import substitute

__all__ = ["MsgspecJSON", "substitute"]
