"""What happens to an exception that a request raises."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Iterable
from types import FunctionType
from typing import Any, NoReturn

from werkzeug.exceptions import (
    BadRequest,
    BadRequestKeyError,
    HTTPException,
    InternalServerError,
)
from werkzeug.routing import RequestRedirect, RoutingException

from costrel_spec import isolate, report, request_context

from . import synchrony
from .context import get_current
from .responses import Response
from .typing import ResponseReturnValue
from .urls import URLs

_MOST_PLAIN = 16384
"""How many functions are known to be plain at most: some applications make functions all the time."""


class Failures(URLs):
    """The error stations, which carry Flask's names and signatures so that they can be overridden."""

    __slots__ = ()

    ensure_sync = synchrony.ensure_sync
    async_to_sync = synchrony.async_to_sync

    def raise_routing_exception(self, request: Any) -> NoReturn:
        """Raise what matching the URL of ``request`` raised."""
        error = request.routing_exception
        if (
            isinstance(error, RequestRedirect)
            and self.debug
            and error.code not in {307, 308}
            and request.method not in {"GET", "HEAD", "OPTIONS"}
        ):
            # Only debug mode pays for the import.
            from .debugging import FormDataRoutingRedirect  # noqa: PLC0415

            raise FormDataRoutingRedirect(request)
        raise error

    def handle_user_exception(self, e: Exception) -> HTTPException | ResponseReturnValue:
        """The answer to an exception of a view or a function before it.

        :raises Exception: ``e`` itself, where no handler takes it.
        """
        if isinstance(e, BadRequestKeyError) and (
            self.debug or self.config["TRAP_BAD_REQUEST_ERRORS"]
        ):
            e.show_exception = True
        if isinstance(e, HTTPException) and not self.trap_http_exception(e):
            return self.handle_http_exception(e)
        try:
            answer = self._handled(e)
            if answer is None:
                raise e
            return answer[0]
        finally:
            # This frame is in the traceback of e; it must not hold e in turn.
            del e

    def handle_http_exception(self, e: HTTPException) -> HTTPException | ResponseReturnValue:
        """The answer to an HTTP exception: a handler's, or else the exception, which is a response."""
        # Redirects of the router, and exceptions without a code, are not for handlers.
        if e.code is None or isinstance(e, RoutingException):
            return e
        answer = self._handled(e)
        return e if answer is None else answer[0]

    def _handled(self, error: Exception) -> tuple[ResponseReturnValue] | None:
        """The answer of the handler, or else the first of a plugin; None where nobody answers."""
        ctx: Any = get_current()[1] or request_context()
        handler = self._find_error_handler(error, ctx.blueprints)
        if handler is not None:
            known = type(handler) is FunctionType and handler in self._plain_functions()
            return ((handler if known else self._synchronous(handler))(error),)
        for function in self.hooks.handle_error:
            try:
                answer = function(ctx, error)
            except Exception:  # noqa: BLE001  # reported; the next one is asked
                report(self, "The hook handle_error failed; the next one is asked.")
            else:
                if answer is not None:
                    return (answer,)
        return None

    def _find_error_handler(
        self, e: Exception, blueprints: Iterable[str]
    ) -> Callable[..., Any] | None:
        """The most specific handler: by code before class, by blueprint before application."""
        spec = self.error_handler_spec
        if not spec:
            return None
        exc_class = type(e)
        code = exc_class.code if issubclass(exc_class, HTTPException) else None
        for by in (None,) if code is None else (code, None):
            for name in (*blueprints, None):
                # A look-up by brackets would fill it with empty dictionaries.
                by_code = spec.get(name)
                if by_code and (handlers := by_code.get(by)):
                    for cls in exc_class.__mro__:
                        handler: Callable[..., Any] | None = handlers.get(cls)
                        if handler is not None:
                            return handler
        return None

    def trap_http_exception(self, e: Exception) -> bool:
        """Whether an HTTP exception is treated as any other exception."""
        if self.config["TRAP_HTTP_EXCEPTIONS"]:
            return True
        trap = self.config["TRAP_BAD_REQUEST_ERRORS"]
        if trap is None and isinstance(e, BadRequestKeyError) and self.debug:
            return True
        return bool(trap) and isinstance(e, BadRequest)

    def handle_exception(self, e: Exception) -> Response:
        """The response to an exception that nothing handled: a 500.

        :raises Exception: ``e`` itself where exceptions propagate: PROPAGATE_EXCEPTIONS, or by default
            in testing and debug mode.
        """
        exc_info = sys.exc_info()
        try:
            ctx = get_current()[1]
            for function in self.hooks.request_failed:
                isolate(self, function, ctx, e)
            propagate = self.config["PROPAGATE_EXCEPTIONS"]
            if propagate is None:
                propagate = self.testing or self.debug
            if propagate:
                if exc_info[1] is e:
                    raise  # noqa: PLE0704  # called while e is handled
                raise e
            try:
                self.log_exception(exc_info)
            except Exception:  # noqa: BLE001  # the answer matters more
                report(self, "The exception of a request could not be logged.")
            return self.finalize_request(self._server_error(e), from_error_handler=True)  # type: ignore[attr-defined, no-any-return]  # the cycle's
        finally:
            del e, exc_info

    def _server_error(self, e: Exception) -> Any:
        error = InternalServerError(original_exception=e)
        ctx = get_current()[1]
        handler = self._find_error_handler(error, () if ctx is None else ctx.blueprints)
        if handler is None:
            return error
        try:
            return self.ensure_sync(handler)(error)
        except Exception:  # noqa: BLE001  # the answer matters more
            report(self, "The handler of server errors failed; a plain page is sent.")
            return error

    def log_exception(self, exc_info: Any) -> None:
        """Log an unhandled exception with the path and method of its request."""
        # Imported with the logger.
        from .logging import loggable  # noqa: PLC0415

        ctx = get_current()[1]
        where = "" if ctx is None else f" on {loggable(ctx.request.path)} [{ctx.request.method}]"
        self.logger.error("Exception%s", where, exc_info=exc_info)

    def should_ignore_error(self, error: BaseException | None) -> bool:
        """Whether teardown functions are told of no error although there was one."""
        return False

    # -- decisions ------------------------------------------------------------------------------

    def _plain_functions(self) -> Collection[Any]:
        """The functions that are called as they are; none where ``ensure_sync`` was overridden."""
        if type(self).ensure_sync is synchrony.ensure_sync and "ensure_sync" not in self._replaced:
            return self._plain
        return ()

    def _synchronous(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """``self.ensure_sync(function)``; a plain function that it leaves alone is remembered."""
        synchronous = self.ensure_sync(function)
        if (
            synchronous is function
            and type(function) is FunctionType
            and len(self._plain) < _MOST_PLAIN
        ):
            self._plain.add(function)
        return synchronous
