"""Telling the receivers of a signal, so that one that fails does not stop the others."""

from collections.abc import Callable, Iterable, Mapping
from inspect import iscoroutinefunction
from typing import Any

from costrel_spec import Application

from .listeners import Listeners


def tell(listeners: Listeners, app: Application, **arguments: Any) -> None:
    """Call every receiver; what one raises is logged and goes no further."""
    for receiver in _receivers(listeners, app):
        try:
            _call(receiver, app, arguments)
        except Exception as error:  # noqa: BLE001  # receivers are strangers to each other
            _log(listeners, app, receiver, error)


def ask(listeners: Listeners, app: Application, **arguments: Any) -> None:
    """Call every receiver, then raise what the first failing one raised; the rest is logged."""
    failure: Exception | None = None
    for receiver in _receivers(listeners, app):
        try:
            _call(receiver, app, arguments)
        except Exception as error:  # noqa: BLE001  # as above
            if failure is None:
                failure = error
            else:
                _log(listeners, app, receiver, error)
    if failure is not None:
        try:
            raise failure
        finally:
            # The error knows this frame: if the frame kept the error, both would stay alive.
            del failure


def _receivers(listeners: Listeners, app: Application) -> Iterable[Callable[..., Any]]:
    signal = listeners.signal
    return () if signal.is_muted else signal.receivers_for(app)


def _call(receiver: Callable[..., Any], app: Application, arguments: Mapping[str, Any]) -> None:
    if iscoroutinefunction(receiver):
        receiver = app.ensure_sync(receiver)
    receiver(app, **arguments)


def _log(
    listeners: Listeners, app: Application, receiver: Callable[..., Any], error: Exception
) -> None:
    app.logger.error(
        "The receiver %s.%s of the signal %r failed; the others are called all the same.",
        getattr(receiver, "__module__", None),
        getattr(receiver, "__qualname__", receiver),
        listeners.signal.name,
        exc_info=error,
    )
