"""Sealed hooks: flat tuples of plain calls, and how an isolated one is fired."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Sized
from logging import Logger
from typing import Any, ClassVar, Protocol

Call = tuple[Sized | bool, Callable[..., Any]]
"""A guard, True or listeners that can be watched, and a function to be called while it is true."""

Calls = tuple[Callable[..., Any], ...]
"""The implementations of one hook that have something to do, in the order in which they are called."""


class Hooks:
    """The sealed lifecycle hooks of one application; empty until its first context or the seal.

    A context before the seal, in a script, say, calls those plugins that are set up or need no set-up.

    Each attribute bears the name of its hook. To fire an isolated hook, write::

        for function in app.hooks.before_render:
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
        self._sealed: dict[str, tuple[Call, ...]] = {}
        for name in self.names:
            setattr(self, name, ())

    def seal(self, name: str, calls: tuple[Call, ...]) -> None:
        """Set the implementations of one hook; without listeners (``plugin.listened``) they are left out.

        Nobody tests a guard when the hook fires: listeners tell when the first has come or the last
        has gone.
        """
        self._sealed[name] = calls
        for guard, _ in calls:
            if guard is not True:
                guard.watch(self, name)  # type: ignore[union-attr]  # as the type says
        self.refresh(name)

    def refresh(self, name: str) -> None:
        """Take in or leave out implementations of one hook, as their listeners have come or gone."""
        setattr(self, name, tuple([function for guard, function in self._sealed[name] if guard]))


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
