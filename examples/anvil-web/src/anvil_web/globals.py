"""What stands for the current application and request."""

from costrel_core import app_ctx, g, request, request_ctx, session

from . import current_app

__all__ = ["app_ctx", "current_app", "g", "request", "request_ctx", "session"]
