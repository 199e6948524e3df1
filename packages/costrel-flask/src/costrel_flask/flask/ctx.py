"""Contexts, and what acts on the current one."""

from costrel_core import (
    AppContext,
    RequestContext,
    after_this_request,
    copy_current_request_context,
    has_app_context,
    has_request_context,
)
from costrel_core.app_globals import Globals
from costrel_flask.borrowing import borrowed

from .globals import _cv_app, _cv_request


class _AppCtxGlobals(Globals):
    """The namespace ``g``."""

    def __repr__(self) -> str:
        context = _cv_app.get(None)
        return object.__repr__(self) if context is None else f"<flask.g of {context.app.name!r}>"


__getattr__ = borrowed(
    __name__,
    {
        "flask.signals": "appcontext_popped appcontext_pushed",
        "werkzeug.exceptions": "HTTPException",
    },
)

__all__ = [
    "AppContext",
    "RequestContext",
    "_AppCtxGlobals",
    "_cv_app",
    "_cv_request",
    "after_this_request",
    "copy_current_request_context",
    "has_app_context",
    "has_request_context",
]
