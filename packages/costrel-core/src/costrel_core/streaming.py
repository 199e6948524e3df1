"""Streams during which the request stays current, on whichever thread they are read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import update_wrapper
from typing import Any, ParamSpec, TypeVar, overload

import costrel_spec

from .context import get_current, set_current

_Arguments = ParamSpec("_Arguments")
_Chunk = TypeVar("_Chunk")


class ContextStream(Iterator[Any]):
    """An iterator whose steps see the contexts of the request that made it.

    The contexts end, and their teardown functions run, when the stream does: at its last item, at an
    exception, or when it is closed or dropped.
    """

    _open = False
    _entered: costrel_spec.Current

    def __init__(
        self,
        source: Iterator[Any],
        app_part: costrel_spec.AppContext,
        request_part: costrel_spec.RequestContext,
    ) -> None:
        self._source = source
        self._contexts = self._entered = app_part, request_part
        # Not the stream itself: it ends when nobody refers to it.
        self._hold = object()
        self._open = True
        app_part.hold(self._hold)
        request_part.hold(self._hold)

    def __next__(self) -> Any:
        before = get_current()
        try:
            return self._step(before)
        except StopIteration:
            self._end(before, None)
            raise
        except BaseException as error:
            self._end(before, error)
            raise

    def _step(self, before: costrel_spec.Current) -> Any:
        set_current(self._entered)
        try:
            return next(self._source)
        finally:
            # A context that the source entered is current for it alone, until its next step.
            self._entered = get_current()
            set_current(before)

    def close(self) -> None:
        """End the stream, its source and the contexts."""
        self._end(get_current(), None)

    def _end(self, before: costrel_spec.Current, error: BaseException | None) -> None:
        # Interrupted, it can be repeated: each of its steps happens once.
        try:
            if self._open:
                self._close(before, error)
        finally:
            set_current(before)

    def _close(self, before: costrel_spec.Current, error: BaseException | None) -> None:
        app_part, request_part = self._contexts
        source, self._source = self._source, iter(())
        set_current(self._entered)
        try:
            close = getattr(source, "close", None)
            if close is not None:
                close()
        finally:
            set_current(self._contexts)
            request_part.release(self._hold, ((app_part, before[1]), None), error)
            app_part.release(self._hold, before, error)
            self._open = False

    def __del__(self) -> None:
        self.close()


@overload
def stream_with_context(generator_or_function: Iterable[_Chunk]) -> Iterator[_Chunk]: ...
@overload
def stream_with_context(
    generator_or_function: Callable[_Arguments, Iterable[_Chunk]],
) -> Callable[_Arguments, Iterator[_Chunk]]: ...
def stream_with_context(generator_or_function: Any) -> Any:
    """An iterator that keeps the current request while it runs; also a decorator of generators.

    :raises RuntimeError: outside a request.
    """
    try:
        source = iter(generator_or_function)
    except TypeError:
        return update_wrapper(_decorated(generator_or_function), generator_or_function)
    app_part, request_part = get_current()
    if app_part is None or request_part is None:
        raise RuntimeError(
            "'stream_with_context' can only be used when a request context is active, such as in a"
            " view function."
        )
    return ContextStream(source, app_part, request_part)


def _decorated(function: Callable[..., Iterable[Any]]) -> Callable[..., Iterator[Any]]:
    def stream(*args: Any, **kwargs: Any) -> Iterator[Any]:
        kept: Iterator[Any] = stream_with_context(function(*args, **kwargs))
        return kept

    return stream
