"""The application part of the current context: what it holds, how it is pushed and popped."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from werkzeug.routing import MapAdapter

from costrel_spec import isolate

from .context import UNSET, Context, get_current, set_current
from .lazy import lazy, share_keys

if TYPE_CHECKING:
    from costrel_spec import Current

NOT_PUSHED = (
    "This context is not pushed, or was popped already. Call push() once before each pop()."
)


class AppContext(Context):
    """The application part: the application, ``g``, and URLs built outside requests."""

    @lazy
    def g(self) -> Any:
        """The namespace of this context, an ``app.app_ctx_globals_class``."""
        return self.app.app_ctx_globals_class()

    @lazy
    def url_adapter(self) -> MapAdapter | None:
        """Builds URLs outside requests; None without SERVER_NAME."""
        adapter: MapAdapter | None = self.app.create_url_adapter(None)
        return adapter

    def push(self) -> None:
        """Make this application current; a request that is current stays so."""
        before = get_current()
        self._pushes += (before,)
        set_current((self, before[1]))
        app = self.app
        for function in app.hooks.context_pushed:
            isolate(app, function, app)

    def pop(self, exc: BaseException | None = UNSET) -> None:
        """End this context; its last pop runs the teardown functions.

        :raises AssertionError: if another application context was current; it is gone as well.
        """
        if exc is UNSET:
            exc = sys.exc_info()[1]
        popped, request_part = get_current()
        if not self.is_pushed():
            raise LookupError(NOT_PUSHED)
        before = self._pushes[-1]
        if popped is not self:
            # What runs at its end must see it, also in the wrong order.
            set_current((self, request_part))
        try:
            self.end(before, exc)
        except BaseException:
            self._pop_again(before, exc)
            raise
        if popped is not self:
            raise AssertionError(f"Popped wrong app context. ({popped!r} instead of {self!r})")

    def end(self, before: Current, exc: BaseException | None) -> None:
        """Tear down, if nothing else pushed or holds this context, and restore what was ``before``."""
        app = self.app
        if len(self._pushes) == 1:
            app.do_teardown_appcontext(exc)
        set_current(before)
        # A teardown function may have made a stream that holds this context.
        self._pushes = () if len(self._pushes) == 1 else self._pushes[:-1]
        self._pending = None
        for function in app.hooks.context_popped:
            isolate(app, function, app)

    def _pop_again(self, record: Any, exc: BaseException | None) -> None:
        before: Current = record
        if self._pushes and self._pushes[-1] is before:
            try:
                if len(self._pushes) == 1:
                    # It may have been left already; what is pending is still its own.
                    set_current((self, get_current()[1]))
                    self.app.do_teardown_appcontext(exc)
            finally:
                set_current(before)
                self._pushes = self._pushes[:-1]
                self._pending = None


share_keys(AppContext)
