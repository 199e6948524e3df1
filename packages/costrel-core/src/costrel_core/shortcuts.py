"""Functions that act on the application or request that is current."""

from collections.abc import Callable
from functools import update_wrapper
from typing import Any, TypeVar, cast

from costrel_spec import app_context

from . import json
from .context import get_current
from .paths import plain_path
from .responses import Response
from .typing import AfterRequest
from .urls import URLs

_Function = TypeVar("_Function", bound=Callable[..., Any])

_URL_FOR, _INJECT = URLs.url_for, URLs.inject_url_defaults

jsonify = cast("Callable[..., Response]", json.jsonify)
"""The function of ``json``, which knows no class of responses, with the type of what it returns."""


def url_for(
    endpoint: str,
    *,
    _anchor: str | None = None,
    _method: str | None = None,
    _scheme: str | None = None,
    _external: bool | None = None,
    **values: Any,
) -> str:
    """The URL of ``endpoint`` in the current application; see ``App.url_for``."""
    part, request = get_current()
    app: Any = (part or app_context()).app
    if (
        _anchor is None
        and _method is None
        and _scheme is None
        and not _external
        and not app._replaced
        and type(app).url_for is _URL_FOR  # pyright: ignore[reportUnknownMemberType]  # any application
        and type(app).inject_url_defaults is _INJECT  # pyright: ignore[reportUnknownMemberType]
    ):
        # What that method does first, without packing the values twice.
        path = plain_path(app, request, endpoint, values)
        if path is not None:
            return path
    url: str = app.url_for(
        endpoint,
        _anchor=_anchor,
        _method=_method,
        _scheme=_scheme,
        _external=_external,
        **values,
    )
    return url


def make_response(*args: Any) -> Response:
    """The response that the arguments stand for, as if a view returned them."""
    app: Any = app_context().app
    response: Response = (
        app.make_response(args[0] if len(args) == 1 else args) if args else app.response_class()
    )
    return response


def _request_context(name: str) -> Any:
    ctx = get_current()[1]
    if ctx is None:
        raise RuntimeError(
            f"'{name}' can only be used when a request context is active, such as in a view function."
        )
    return ctx


def after_this_request(f: AfterRequest) -> AfterRequest:
    """Call ``f(response)`` when the current request has its response; ``f`` returns a response.

    :raises RuntimeError: outside a request.
    """
    _request_context("after_this_request").after_this_request(f)
    return f


def copy_current_request_context(f: _Function) -> _Function:
    """``f`` such that it runs in a copy of the current request's context, in another greenlet, say.

    :raises RuntimeError: outside a request.
    """
    ctx = _request_context("copy_current_request_context").copy()

    def in_context(*args: Any, **kwargs: Any) -> Any:
        with ctx:
            return ctx.app.ensure_sync(f)(*args, **kwargs)

    return update_wrapper(in_context, f)  # type: ignore[return-value]  # the same signature
