"""Sealed hooks: flat tuples of plain calls, and how an isolated one is fired."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Sized
from logging import Logger
from typing import Any, ClassVar, Protocol

Call = tuple[Sized | bool, Callable[..., Any]]
"""A guard and a function: the function is called while the guard is true."""

Calls = tuple[Call, ...]
"""The implementations of one hook, in the order in which they are called."""


class Hooks:
    """The sealed lifecycle hooks of one application; empty until its first context or the seal.

    A context before the seal, in a script, say, calls those plugins that are set up or need no set-up.

    Each attribute bears the name of its hook. To fire an isolated hook, write::

        for guard, function in app.hooks.before_render:
            if guard:
                isolate(app, function, app, template, context)
    """

    names: ClassVar = (
        "after_request",
        "before_render",
        "before_request",
        "context_popped",
        "context_pushed",
        "flashed",
        "handle_error",
        "rendered",
        "request_failed",
        "request_finished",
        "request_started",
        "teardown_context",
        "teardown_request",
        "template_context",
    )
    """The hooks that are sealed."""

    __slots__ = (*names, "__weakref__", "_sealed")

    after_request: Calls
    before_render: Calls
    before_request: Calls
    context_popped: Calls
    context_pushed: Calls
    flashed: Calls
    handle_error: Calls
    rendered: Calls
    request_failed: Calls
    request_finished: Calls
    request_started: Calls
    teardown_context: Calls
    teardown_request: Calls
    template_context: Calls

    def __init__(self) -> None:
        self._sealed: dict[str, Calls] = {}
        for name in self.names:
            setattr(self, name, ())

    def seal(self, name: str, calls: Calls) -> None:
        """Set the implementations of one hook.

        Those whose listeners can be watched (``plugin.listened``) are left out while there are none:
        then not even their guard is tested.
        """
        self._sealed[name] = calls
        for guard, _ in calls:
            watch = getattr(guard, "watch", None)
            if watch is not None:
                watch(self, name)
        self.refresh(name)

    def refresh(self, name: str) -> None:
        """Take in or leave out implementations of one hook, as their listeners have come or gone."""
        calls = [call for call in self._sealed[name] if call[0] or not hasattr(call[0], "watch")]
        setattr(self, name, tuple(calls))


class Logs(Protocol):
    """Whatever has a logger, as every application does."""

    @property
    def logger(self) -> Logger:
        """The logger."""
        ...


def isolate(app: Logs, function: Callable[..., Any], *arguments: Any) -> None:
    """Call ``function``; an exception is logged on the application's logger and goes no further."""
    try:
        function(*arguments)
    except Exception:  # noqa: BLE001  # isolated
        report_hook(app, function)


def report_hook(app: Logs, function: Callable[..., Any]) -> None:
    """Log the exception in flight, which ``function`` raised, where a loop spares ``isolate``."""
    where = f"{function.__module__}.{getattr(function, '__qualname__', function)}"
    report(app, "The hook implementation %s failed; the others still run.", where)


def report(app: Logs, message: str, *arguments: object) -> None:
    """Log the exception in flight; a log that fails itself costs a line, never the answer."""
    try:
        app.logger.exception(message, *arguments, stacklevel=2)  # noqa: LOG004  # its caller handles one
    except Exception:  # noqa: BLE001  # nobody is left to tell
        # What is left is where Python's own logging reports such things.
        traceback.print_exc()
