"""Errors that debug mode explains."""

from costrel_core.debugging import (
    DebugFilesKeyError,
    FormDataRoutingRedirect,
    UnexpectedUnicodeError,
    attach_enctype_error_multidict,
)
from costrel_flask.borrowing import borrowed

__getattr__ = borrowed(
    __name__,
    {
        "flask.globals": "request_ctx",
    },
)

__all__ = [
    "DebugFilesKeyError",
    "FormDataRoutingRedirect",
    "UnexpectedUnicodeError",
    "attach_enctype_error_multidict",
]
