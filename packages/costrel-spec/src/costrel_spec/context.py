"""The current context: one variable that holds an immutable pair."""

from contextvars import ContextVar

from .application import AppContext, RequestContext

Current = tuple[AppContext | None, RequestContext | None]
"""The pair: the application part and the request part. It is replaced whole, never changed."""

current: ContextVar[Current] = ContextVar("costrel.current", default=(None, None))
"""The pair of this thread, greenlet or task; ``(None, None)`` outside every context."""
