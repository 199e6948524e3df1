"""What writes and reads JSON."""

from costrel_core import DefaultJSONProvider, JSONProvider

__all__ = ["DefaultJSONProvider", "JSONProvider"]
