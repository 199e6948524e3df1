"""One request, from top to bottom, in the order in which things happen.

The stations are called through the instance, so that a subclass, an assignment to the instance and a
patched class all take effect, at any time. Two frames guard the context: ``__call__``, outside of any
middleware, and ``wsgi_app``.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from types import FunctionType
from typing import TYPE_CHECKING, Any

from werkzeug.exceptions import HTTPException, InternalServerError

from costrel_spec import report, report_hook, request_context

from . import answers, teardown
from .app_context import AppContext
from .context import NOTHING, TEARDOWN_FAILED, UNSET, get_current, unwind
from .contexts import RequestContext
from .failures import Failures
from .last_resort import last_resort
from .responses import Response
from .synchrony import ensure_sync
from .typing import ResponseReturnValue

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

_FORGOTTEN = (
    "A function that runs after the view returned None. It must return a response: the one that it"
    " got, or another."
)


class Cycle(Failures):
    """The stations of a request, with Flask's names and signatures."""

    __slots__ = ()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request (PEP 3333), through whatever ``wsgi_app`` was wrapped with."""
        before = get_current()
        answer: Iterable[bytes] | None = None
        try:
            if not self._sealed:
                self.seal()
            answer = self.wsgi_app(environ, start_response)
            if get_current() is before:
                return answer
        except BaseException as error:
            unwind(self, before, error)
            # With an answer it is a failure of these lines themselves: integration-tests/faults.
            if answer is None or not isinstance(error, Exception):  # pragma: no branch
                raise
        # A middleware swallowed a failure, or this frame's own lines failed after the answer.
        unwind(self, before, None)
        return answer

    def wsgi_app(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request; wrap this method with middleware: ``app.wsgi_app = M(app.wsgi_app)``."""
        before = get_current()
        error: BaseException | None = None
        response: Any = None
        answer: Iterable[bytes] | None = None
        try:
            if not self._sealed:
                self.seal()
            ctx = self.request_context(environ)
            ctx.encloses = True
            try:
                ctx.push()
                response = self.full_dispatch_request()
            except Exception as e:  # noqa: BLE001  # whatever a request raises is answered
                error = e
                response = self.handle_exception(e)
            # By its name, the interpreter calls it without a detour.
            answer = response.__call__(environ, start_response)
            if "werkzeug.debug.preserve_context" in environ:
                _preserve(environ)
            if error is not None and self.should_ignore_error(error):
                error = None
            ctx.pop(error)
            # No frame may keep the exception, whose traceback keeps the frame.
            error = None
            return answer  # pyright: ignore[reportReturnType]  # noqa: TRY300  # this line may fail too
        except BaseException as failure:
            # The debugger wants the contexts of a request that failed; so does a test client.
            if response is None and "werkzeug.debug.preserve_context" in environ:
                _preserve(environ)
            error = failure if error is None else error
            if response is None and self.should_ignore_error(error):
                error = None
            unwind(self, before, error)
            error = None
            if response is None or not isinstance(failure, Exception):
                raise
            report(self, "The request failed after its response was made.")
            return last_resort(start_response) if answer is None else answer

    def app_context(self) -> AppContext:
        """A context in which this application is current, for a ``with`` statement."""
        return AppContext(self)

    def request_context(self, environ: WSGIEnvironment) -> RequestContext:
        """A context of the request that ``environ`` describes."""
        # With all arguments given, the interpreter makes the object without a detour.
        return RequestContext(self, environ, None, None)

    def full_dispatch_request(self) -> Response:
        """The response of the current request, whichever way it comes about."""
        if not self._got_first_request:
            self._got_first_request = True
        try:
            if hooks := self.hooks.request_started:
                ctx = get_current()[1]
                for function in hooks:
                    function(ctx)
            answer = self.preprocess_request()
            if answer is None:
                answer = self.dispatch_request()
        except Exception as error:  # noqa: BLE001  # whatever a request raises is answered
            answer = self.handle_user_exception(error)
        return self.finalize_request(answer)

    def preprocess_request(self) -> ResponseReturnValue | None:
        """Call what runs before the view; the first answer, or None, which is for the view to give."""
        answer: ResponseReturnValue | None
        if self.url_value_preprocessors:
            ctx: Any = get_current()[1] or request_context()
            for function in self._functions(self.url_value_preprocessors, ctx):
                function(ctx.request.endpoint, ctx.request.view_args)
        if hooks := self.hooks.before_request:
            ctx = get_current()[1]
            for function in hooks:
                if (answer := function(ctx)) is not None:
                    return answer  # type: ignore[no-any-return]  # what a view may return
        if self.before_request_funcs:
            ctx = get_current()[1] or request_context()
            plain = self._plain_functions()
            for function in self._functions(self.before_request_funcs, ctx):
                known = type(function) is FunctionType and function in plain
                answer = (function if known else self._synchronous(function))()
                if answer is not None:
                    return answer
        return None

    def dispatch_request(self) -> ResponseReturnValue:
        """What the view of the current request returns.

        :raises werkzeug.exceptions.HTTPException: what matching the URL raised.
        """
        ctx: Any = get_current()[1] or request_context()
        request = ctx.request
        if request.routing_exception is not None:
            self.raise_routing_exception(request)
        rule = request.url_rule
        if request.method == "OPTIONS" and getattr(rule, "provide_automatic_options", False):
            return self.make_default_options_response()
        view = self.view_functions[rule.endpoint]
        # As ``_plain_functions`` says, without a frame more.
        if not (
            type(view) is FunctionType
            and view in self._plain
            and type(self).ensure_sync is ensure_sync
            and "ensure_sync" not in self._replaced
        ):
            view = self._synchronous(view)
        arguments = request.view_args
        return view(**arguments) if arguments else view()  # type: ignore[no-any-return]  # what it says

    def make_default_options_response(self) -> Response:
        """The answer to OPTIONS: which methods the URL allows."""
        ctx: Any = get_current()[1] or request_context()
        response = self.response_class()
        response.allow.update(ctx.url_adapter.allowed_methods())
        return response

    def finalize_request(
        self, rv: ResponseReturnValue | HTTPException, from_error_handler: bool = False
    ) -> Response:
        """The final response that ``rv``, a view's or handler's answer, becomes."""
        try:
            made = self.make_response(rv)
        except Exception:
            if not from_error_handler:
                raise
            report(self, "The handler of server errors failed; a plain page is sent.")
            made = self.make_response(InternalServerError())
        try:
            response = self.process_response(made)
            if response is None:  # pyright: ignore[reportUnnecessaryComparison]  # it was forgotten
                raise TypeError(_FORGOTTEN)
            if hooks := self.hooks.request_finished:
                ctx = get_current()[1]
                for function in hooks:
                    try:
                        function(ctx, response)
                    except Exception:  # noqa: BLE001  # isolated, without a frame more
                        report_hook(self, function)
        except Exception:
            if not from_error_handler:
                raise
            report(self, "Request finalizing failed with an error while handling an error")
            return made
        return response

    if TYPE_CHECKING:

        def make_response(self, rv: ResponseReturnValue | HTTPException) -> Response:
            """The response that ``rv``, a view's or handler's answer, stands for."""
            ...

    else:
        make_response = answers.make_response

    def process_response(self, response: Response) -> Response:
        """The response after all that runs after the view; the session is saved last."""
        ctx: Any = get_current()[1] or request_context()
        if ctx._after_request_functions:
            for function in ctx._after_request_functions:
                response = self.ensure_sync(function)(response)
        if self.after_request_funcs:
            plain = self._plain_functions()
            for function in self._functions_out(self.after_request_funcs, ctx):
                known = type(function) is FunctionType and function in plain
                response = (function if known else self._synchronous(function))(response)
        if hooks := self.hooks.after_request:
            for function in hooks:
                response = function(ctx, response) or response
        # A session that was deferred and never touched has nothing to save.
        if ctx._opened is not None or ctx._deferred[1]:
            session = ctx._session
            if not self.session_interface.is_null_session(session):
                self.session_interface.save_session(self, session, response)  # type: ignore[arg-type]  # the finished application is one
        return response

    def do_teardown_request(self, exc: BaseException | None = UNSET) -> None:
        """Call what runs when a request ends, each function whichever others fail."""
        if exc is UNSET:
            exc = sys.exc_info()[1]
        hooks = self.hooks.teardown_request
        if not self.teardown_request_funcs and not hooks:
            return
        ctx: Any = get_current()[1] or request_context()
        if ctx._pending is None:
            calls = iter(hooks)
            if self.teardown_request_funcs:
                ctx._pending = self._request_teardowns(ctx), calls
            else:
                ctx._pending = NOTHING, calls
                try:
                    # As ``tear_down`` does it, as long as none fails.
                    _ = [function(ctx, exc) for function in calls]
                except Exception:  # noqa: BLE001  # reported, and no reason to stop
                    report(self, TEARDOWN_FAILED)  # the others run below
                except BaseException as error:  # noqa: BLE001  # raised when all have run
                    ctx.tear_down(ctx, exc, error)
                else:
                    return
        ctx.tear_down(ctx, exc)

    if TYPE_CHECKING:

        def do_teardown_appcontext(self, exc: BaseException | None = UNSET) -> None:
            """Call what runs when an application context ends, each function whichever others fail."""
            ...

    else:
        do_teardown_appcontext = teardown.do_teardown_appcontext

    # -- decisions: these call no code of the application's users -------------------------------

    def _functions(self, registry: dict[Any, list[Any]], ctx: Any) -> list[Any]:
        """On the way in: the application's functions, then the blueprints', outermost first."""
        functions = [*registry.get(None, ())]
        for name in ctx.blueprints[::-1]:
            functions += registry.get(name, ())
        return functions

    def _functions_out(self, registry: dict[Any, list[Any]], ctx: Any) -> list[Any]:
        """On the way out: the blueprints', innermost first, then the application's, each reversed."""
        functions = self._functions(registry, ctx)
        functions.reverse()
        return functions

    def _request_teardowns(self, ctx: Any) -> Iterator[Callable[..., Any]]:
        return self._synchronous_all(self._functions_out(self.teardown_request_funcs, ctx))

    def _context_teardowns(self) -> Iterator[Callable[..., Any]]:
        return self._synchronous_all(self.teardown_appcontext_funcs[::-1])

    def _synchronous_all(self, functions: list[Any]) -> Iterator[Callable[..., Any]]:
        plain = self._plain_functions()
        return iter(
            [
                function
                if type(function) is FunctionType and function in plain
                else self._synchronous(function)
                for function in functions
            ]
        )


def _preserve(environ: WSGIEnvironment) -> None:
    """Hand the current contexts to whoever asked for them, to be entered again later."""
    for context in get_current():
        if context is not None:
            environ["werkzeug.debug.preserve_context"](context)
