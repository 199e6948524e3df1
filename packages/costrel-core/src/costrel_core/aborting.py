"""Ending a request with an HTTP error."""

from typing import Any, NoReturn

from werkzeug.exceptions import abort as _werkzeug_abort
from werkzeug.wrappers import Response

from .context import get_current


def abort(code: int | Response, *args: Any, **kwargs: Any) -> NoReturn:
    """Raise the HTTP exception of that status code, or one that answers with that response.

    The current application's ``aborter`` raises it; other arguments go to the exception.
    """
    part = get_current()[0]
    if part is not None:
        app: Any = part.app
        app.aborter(code, *args, **kwargs)
    _werkzeug_abort(code, *args, **kwargs)
