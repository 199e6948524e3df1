"""The station at the end of an application context, which the contexts leave out where it is idle."""

from __future__ import annotations

import sys
from typing import Any

from .context import NOTHING, UNSET, get_current


def do_teardown_appcontext(self: Any, exc: BaseException | None = UNSET) -> None:
    """Call what runs when an application context ends, each function whichever others fail."""
    if exc is UNSET:
        exc = sys.exc_info()[1]
    hooks = self.hooks.teardown_context
    if not self.teardown_appcontext_funcs and not hooks:
        return
    ctx: Any = get_current()[0] or self.app_context()
    if ctx._pending is None:
        ctx._pending = (
            self._context_teardowns() if self.teardown_appcontext_funcs else NOTHING,
            iter(hooks),
        )
    ctx.tear_down(self, exc)
