"""The request part of the current context: what it holds, how it is pushed and popped."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from werkzeug.exceptions import HTTPException
from werkzeug.routing import MapAdapter

from costrel_spec import report, report_hook

from .adapters import (
    PathBase,
    adapter_base,
    create_url_adapter,
    decoded,
    path_base,
    remember_host,
)
from .app_context import NOT_PUSHED, AppContext
from .blueprint_names import blueprint_names
from .context import (
    NOTHING,
    TEARDOWN_FAILED,
    UNSET,
    Context,
    get_current,
    pushed_after,
    set_current,
)
from .requests import Request
from .teardown import do_teardown_appcontext

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

    from costrel_spec import SessionMixin

_Function = TypeVar("_Function", bound=Callable[..., Any])
_NOT_DEFERRED: tuple[Callable[[], SessionMixin | None] | None, bool] = (None, False)
"""How to open a session later, and whether to save it although nobody opened it: here not at all."""


class RequestContext(Context):
    """The request part: one request, its session, flashes and URL adapter."""

    encloses: bool
    """Whether what is pushed after this context ends with it, as in a request that is served."""

    # Few requests have any of these: they are on the class until one has.
    flashes: list[tuple[str, str]] | None = None
    _after_request_functions: Any = ()

    def __init__(
        self,
        app: Any,
        environ: WSGIEnvironment,
        request: Any = None,
        session: SessionMixin | None = None,
    ) -> None:
        self.app = app
        self._pushes = ()
        self._pending = None
        self.encloses = False
        if request is None:
            made_by = app.request_class
            if made_by is Request:
                request = Request(environ, True, False)
                request._app = app  # pyright: ignore[reportPrivateUsage]  # our own
            else:
                request = made_by(environ)
                request.json_module = app.json
        self.request: Any = request
        self._opened = session
        self._deferred = _NOT_DEFERRED
        self._url_adapter: Any = UNSET
        self.path_base: PathBase | None = None
        # An application that makes adapters of its own expects to do so at this point.
        self._own_adapter = (
            type(app).create_url_adapter is not create_url_adapter  # pyright: ignore[reportUnknownMemberType]  # any application
            or "create_url_adapter" in app._replaced
        )
        if self._own_adapter:
            self.url_adapter = self._make_url_adapter()

    def __repr__(self) -> str:
        request = self.request
        return f"<{type(self).__name__} {request.url!r} [{request.method}] of {self.app.name}>"

    # -- what belongs to the request ----------------------------------------------------------

    @property
    def url_adapter(self) -> MapAdapter | None:
        """Matches and builds URLs for this request; None where its host is refused."""
        if self._url_adapter is UNSET:
            self.url_adapter = self._make_url_adapter()
        adapter: MapAdapter | None = self._url_adapter
        return adapter

    @url_adapter.setter
    def url_adapter(self, adapter: MapAdapter | None) -> None:
        self._url_adapter = adapter
        # From now on the adapter has a say.
        self.path_base = None

    def find_path_base(self) -> PathBase | None:
        """What plain paths are built with, which is kept as long as there is no adapter."""
        if self._url_adapter is not UNSET:
            return adapter_base(self._url_adapter)
        self.path_base = path_base(self.app, self.request)
        return self.path_base

    def _make_url_adapter(self) -> MapAdapter | None:
        try:
            adapter: MapAdapter | None = self.app.create_url_adapter(self.request)
        except HTTPException as error:
            self.request.routing_exception = error
            return None
        return adapter

    @property
    def g(self) -> Any:
        """The namespace of the application context that is current."""
        context = get_current()[0]
        if context is None:
            raise RuntimeError("g belongs to an application context, and none is pushed.")
        return context.g

    @property
    def blueprints(self) -> tuple[str, ...]:
        """The blueprints of the endpoint, innermost first."""
        rule = self.request.url_rule
        return () if rule is None else blueprint_names(rule.endpoint)

    @property
    def session(self) -> SessionMixin:
        """The session; touching it marks it as accessed."""
        session = self._session
        if session is None:
            raise AssertionError("The session has not yet been opened.")
        session.accessed = True
        return session

    @session.setter
    def session(self, session: SessionMixin) -> None:
        # Extensions put a session of their own into a context that they push.
        self._session = session

    @property
    def _session(self) -> SessionMixin | None:
        if self._opened is None and (opened_by := self._deferred[0]) is not None:
            self._opened = opened_by()
            if self._opened is None:
                self._opened = self.app.session_interface.make_null_session(self.app)
        return self._opened

    @_session.setter
    def _session(self, session: SessionMixin | None) -> None:
        self._opened = session

    def after_this_request(self, function: _Function) -> _Function:
        """Call ``function(response)`` when this request has its response; it returns a response."""
        if not self._after_request_functions:
            self._after_request_functions = []
        # One of them that asks for another adds to the list that is being gone through.
        self._after_request_functions.append(function)
        return function

    def copy(self) -> RequestContext:
        """A context of the same request, to be pushed in another thread or greenlet."""
        return type(self)(self.app, self.request.environ, self.request, self._session)

    # -- pushing and popping ------------------------------------------------------------------

    def push(self) -> None:  # noqa: PLR0912  # every request would pay for a call more
        """Make this request current, open its session and match its URL."""
        before = get_current()
        app = self.app
        app_part = before[0]
        implicit = None
        if app_part is None or app_part.app is not app:
            app_part = implicit = app.app_context()
            if type(implicit) is not AppContext:
                implicit.push()
            else:
                # The pair below makes both parts current at once, where nobody hears of the first.
                implicit._pushes = (before,)
                if heard := app.hooks.context_pushed:
                    set_current((implicit, before[1]))
                    for function in heard:
                        try:
                            function(app)
                        except Exception:  # noqa: BLE001  # isolated, without a frame more
                            report_hook(app, function)
        self._pushes += ((before, implicit),)
        set_current((app_part, self))
        if self._opened is None and self._deferred is _NOT_DEFERRED:
            interface = app.session_interface
            request = self.request
            deferred = None
            # What is deferred reads the cookie header itself, which a class of one's own may hide.
            if (
                type(request) is Request or type(request).cookies is Request.cookies  # pyright: ignore[reportUnknownMemberType]  # of any class
            ):
                try:
                    deferred = interface.defer_session(app, request.environ)
                except AttributeError:  # one without the base class, as Flask's may be
                    if hasattr(interface, "defer_session"):
                        raise
            if deferred is not None:
                self._deferred = deferred
            else:
                self._opened = interface.open_session(app, request)
                if self._opened is None:
                    self._opened = interface.make_null_session(app)
        self.match_request()

    def match_request(self) -> None:
        """Match the URL; ``request.url_rule`` and ``view_args`` or ``routing_exception`` tell."""
        request, app = self.request, self.app
        environ = request.environ
        try:
            if self._own_adapter:
                if self.url_adapter is not None:
                    request.url_rule, request.view_args = self.url_adapter.match(return_rule=True)
            elif (
                environ.get("HTTP_HOST") in app.checked_hosts
                and app.config["TRUSTED_HOSTS"] is None
                and request.trusted_hosts is None
            ) or self._check_host():
                path = environ.get("PATH_INFO", "/")
                request.url_rule, request.view_args = app.router.match(
                    request.method,
                    path if path.isascii() else decoded(path),
                    self,
                    environ,
                )
        except HTTPException as error:
            request.routing_exception = error

    def _check_host(self) -> bool:
        """Whether the host is well-formed and trusted; it is remembered where all are trusted."""
        if self.url_adapter is None:
            return False
        if self.app.config["TRUSTED_HOSTS"] is None and self.request.trusted_hosts is None:
            remember_host(self.app.checked_hosts, self.request.environ.get("HTTP_HOST"))
        return True

    def pop(  # noqa: C901, PLR0912, PLR0915  # every request would pay for a call more
        self, exc: BaseException | None = UNSET
    ) -> None:
        """End this request; its last pop runs the teardown functions and closes the request.

        :raises AssertionError: if another context was current; it is gone as well.
        """
        if exc is UNSET:
            exc = sys.exc_info()[1]
        app_part, popped = get_current()
        pushes = self._pushes
        try:
            before, implicit = record = pushes[0] if len(pushes) == 1 else pushes[-1]
        except (IndexError, TypeError):  # nothing, or the mark of a stream that holds it
            raise LookupError(NOT_PUSHED) from None
        wrong = ""
        own_part = implicit or before[0]
        if popped is not self or app_part is not own_part:
            wrong = self._put_in_order(own_part, exc)
        app = self.app
        try:
            if len(self._pushes) == 1:
                app.do_teardown_request(exc)
                request = self.request
                # Closing does nothing where no files came, unless a class of one's own says so.
                if (
                    type(request) is not Request
                    or request._has_files  # pyright: ignore[reportPrivateUsage]  # our own
                    or request.routing_exception is not None
                ):
                    self._close_request()
                request.environ["werkzeug.request"] = None
            # A teardown function may have made a stream that holds this context.
            left = () if len(self._pushes) == 1 else self._pushes[:-1]
            if (
                type(implicit) is AppContext
                and len(implicit._pushes) == 1
                and not app.teardown_appcontext_funcs
                and type(app).do_teardown_appcontext is do_teardown_appcontext  # pyright: ignore[reportUnknownMemberType]  # any application
                and not app._replaced
            ):
                # Without functions of the application, both parts end at once, as they began.
                held, alone = (), implicit._pushes
                if heard := app.hooks.teardown_context:
                    set_current((implicit, before[1]))
                    calls = iter(heard)
                    implicit._pending = NOTHING, calls
                    failed = False
                    try:
                        # As ``tear_down`` does it, as long as none fails.
                        _ = [function(app, exc) for function in calls]
                    except Exception:  # noqa: BLE001  # reported, and no reason to stop
                        report(app, TEARDOWN_FAILED)
                        failed = True
                    except BaseException as error:  # noqa: BLE001  # raised when all have run
                        implicit.tear_down(app, exc, error)
                    if failed:
                        implicit.tear_down(app, exc)
                    implicit._pending = None
                    if implicit._pushes is not alone:  # a plugin made a stream that holds it
                        held = implicit._pushes[:-1]
                set_current(before)
                implicit._pushes = held
                self._pushes = left
                self._pending = None
                if heard := app.hooks.context_popped:
                    for function in heard:
                        try:
                            function(app)
                        except Exception:  # noqa: BLE001  # as above
                            report_hook(app, function)
            else:
                set_current(before if implicit is None else (implicit, before[1]))
                self._pushes = left
                self._pending = None
                if type(implicit) is AppContext:
                    implicit.end(before, exc)
                elif implicit is not None:
                    implicit.pop(exc)
        except BaseException:
            self._pop_again(record, exc)
            raise
        if wrong:
            raise AssertionError(wrong)

    def _put_in_order(self, own_part: Any, exc: BaseException | None) -> str:
        """Make this request current, for what runs at its end; what was wrong, if that is an error."""
        if self.encloses:
            for context in pushed_after(self):
                context.pop(exc)
        app_part, popped = get_current()
        set_current((own_part, self))
        if popped is not self:
            return f"Popped wrong request context. ({popped!r} instead of {self!r})"
        if app_part is not own_part:
            return f"Popped wrong app context. ({app_part!r} instead of {own_part!r})"
        return ""

    def _pop_again(self, record: Any, exc: BaseException | None) -> None:
        before, implicit = record
        try:
            if self._pushes and self._pushes[-1] is record and len(self._pushes) == 1:
                set_current((implicit or before[0], self))
                self.app.do_teardown_request(exc)
                self._close_request()
                self.request.environ["werkzeug.request"] = None
        finally:
            if self._pushes and self._pushes[-1] is record:
                self._pushes = self._pushes[:-1]
                self._pending = None
            if implicit is not None and implicit.is_pushed():
                set_current((implicit, before[1]))
                implicit.pop(exc)
            set_current(before)

    def _close_request(self) -> None:
        request = self.request
        request.close()
        if request.routing_exception is not None:
            # The traceback would keep this request alive through its own frames.
            request.routing_exception.__traceback__ = None
            request.routing_exception.__context__ = None
