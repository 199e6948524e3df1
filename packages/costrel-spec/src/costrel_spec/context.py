"""The current context: one variable that holds an immutable pair."""

from __future__ import annotations

from contextvars import ContextVar
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .application import Current

current: ContextVar[Current] = ContextVar("costrel.current", default=(None, None))
"""The pair of this thread, greenlet or task; ``(None, None)`` outside every context."""
