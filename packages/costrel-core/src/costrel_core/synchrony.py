"""Calling ``async def`` functions from WSGI, which knows none (extra ``costrel-core[async]``)."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from inspect import CO_COROUTINE, iscoroutinefunction
from types import FunctionType
from typing import Any

_UNMARKED = {"__wrapped__"}
"""Attributes of a function, set by ``functools.wraps``, that do not say what it is."""


def ensure_sync(app: Any, func: Callable[..., Any]) -> Callable[..., Any]:
    """``func`` itself, or, if it is an ``async def``, a function that runs it and waits."""
    if type(func) is FunctionType and (
        not (marks := func.__dict__) or marks.keys() <= _UNMARKED  # most have none
    ):
        # No wrapper and no mark: its code alone says whether it is async.
        is_async = func.__code__.co_flags & CO_COROUTINE
    else:
        is_async = iscoroutinefunction(func)
    if is_async:
        waiting: Callable[..., Any] = app.async_to_sync(func)
        return waiting
    return func


def async_to_sync(
    app: Any,  # noqa: ARG001  # as a method it gets the application
    func: Callable[..., Coroutine[Any, Any, Any]],
) -> Callable[..., Any]:
    """A function that runs the coroutine of ``func`` in an event loop and returns its result.

    :raises RuntimeError: if asgiref is not installed.
    """
    try:
        # asgiref is an extra, and costs its import only where async functions are used.
        from asgiref.sync import async_to_sync as wait_for  # noqa: PLC0415
    except ImportError:
        raise RuntimeError(
            f"{getattr(func, '__qualname__', func)} is an async function, which needs asgiref."
            " Install it: pip install 'costrel-core[async]'"
        ) from None
    return wait_for(func)
