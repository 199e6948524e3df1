"""The objects that stand for what is current: ``current_app``, ``g``, ``request``, ``session``."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

import werkzeug.local
from werkzeug.wrappers import Request

from .context import current

if TYPE_CHECKING:
    from .application import AppContext, Application, RequestContext
    from .session_mapping import SessionMixin

# The first lines are Flask's words, which extensions and their tests compare.
NO_APP = """\
Working outside of application context.

What you used needs to know the current application. During a request and in a command it is known;
elsewhere enter a context first: with app.app_context(): ..."""

NO_REQUEST = """\
Working outside of request context.

What you used needs an HTTP request that is being handled. In a test, make one:
with app.test_request_context("/path"): ..."""


def app_context() -> AppContext:
    """The current application part; RuntimeError outside every context."""
    part = _get_current()[0]
    if part is None:
        raise RuntimeError(NO_APP)
    return part


def request_context() -> RequestContext:
    """The current request part; RuntimeError outside every request."""
    part = _get_current()[1]
    if part is None:
        raise RuntimeError(NO_REQUEST)
    return part


# These run whenever a view names one of the objects: they ask without a function in between.


def _app() -> Application:
    part = _get_current()[0]
    return part.app if part is not None else app_context().app


def _g() -> Any:
    part = _get_current()[0]
    return part.g if part is not None else app_context().g


def _request() -> Any:
    part = _get_current()[1]
    return part.request if part is not None else request_context().request


def _session() -> SessionMixin:
    part = _get_current()[1]
    return part.session if part is not None else request_context().session


_get_current = current.get


class LocalProxy(werkzeug.local.LocalProxy[Any]):
    """Werkzeug's proxy with a shorter way for what is done most: to get, set and find something in it.

    Its name is Werkzeug's too, which is part of the representation.
    """

    __slots__ = ()

    def __init__(self, find: Callable[[], Any]) -> None:
        super().__init__(find)
        object.__setattr__(self, "_get_current_object", find)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._get_current_object(), name)

    def __setattr__(self, name: str, value: Any) -> None:
        setattr(self._get_current_object(), name, value)

    def __getitem__(self, key: Any) -> Any:
        return self._get_current_object()[key]

    def __setitem__(self, key: Any, value: Any) -> None:
        self._get_current_object()[key] = value

    def __contains__(self, item: Any) -> bool:
        return item in self._get_current_object()


class _RequestProxy(LocalProxy):
    """What views name most: its attributes are found without a function in between."""

    __slots__ = ()

    def __getattr__(self, name: str) -> Any:
        part = _get_current()[1]
        return getattr(part.request if part is not None else request_context().request, name)


_RequestProxy.__name__ = LocalProxy.__name__  # part of the representation

app_ctx = cast("AppContext", LocalProxy(app_context))
"""The current application part."""
request_ctx = cast("RequestContext", LocalProxy(request_context))
"""The current request part."""
current_app = cast("Application", LocalProxy(_app))
"""The application that handles the request, or whose context was entered."""
g: Any = LocalProxy(_g)
"""A namespace for one context: what is stored here is gone with the request or command."""
request = cast(Request, _RequestProxy(_request))
"""The request that is being handled."""
session = cast("SessionMixin", LocalProxy(_session))
"""The session of the client that sent the request."""


def has_app_context() -> bool:
    """Whether an application is current, so that ``current_app`` and ``g`` can be used."""
    return _get_current()[0] is not None


def has_request_context() -> bool:
    """Whether a request is current, so that ``request`` and ``session`` can be used."""
    return _get_current()[1] is not None
