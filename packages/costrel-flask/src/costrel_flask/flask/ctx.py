"""Contexts, and what acts on the current one."""

from costrel_core import (
    AppContext,
    RequestContext,
    after_this_request,
    copy_current_request_context,
    has_app_context,
    has_request_context,
)
from costrel_core.app_globals import Globals as _AppCtxGlobals

from .globals import _cv_app, _cv_request

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
