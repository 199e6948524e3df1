"""The two context variables of Flask, as views on the one that holds both parts."""

from contextvars import Token
from typing import Any, Literal

from costrel_spec import current

_MISSING: Any = object()


class PartVariable:
    """The application part (0) or the request part (1) of the current context, as a variable."""

    def __init__(self, name: str, index: Literal[0, 1]) -> None:
        self.name = name
        self._index = index

    def __repr__(self) -> str:
        return f"<{type(self).__name__} name={self.name!r}>"

    def get(self, default: Any = _MISSING) -> Any:
        """The part that is current, else ``default``; LookupError where there is neither."""
        part = current.get()[self._index]
        if part is not None:
            return part
        if default is _MISSING:
            raise LookupError(self)
        return default

    def set(self, part: Any) -> "Token[Any]":
        """Make ``part`` current; the result is for ``reset``."""
        app_part, request_part = current.get()
        return current.set((app_part, part) if self._index else (part, request_part))

    def reset(self, token: "Token[Any]") -> None:
        """Make current what was so before ``set`` returned ``token``; the other part stays."""
        before: Any = (None, None) if token.old_value is Token.MISSING else token.old_value
        self.set(before[self._index])
