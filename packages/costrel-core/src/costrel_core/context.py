"""What both parts of the current context do alike, and how a failure unwinds them.

The context variable holds a pair (application part, request part) that is replaced whole. Popping sets
the pair that stood before, unconditionally: not by token, since a stream may be closed on another thread.
A pop that is interrupted can be repeated: a teardown function that ran does not run again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from costrel_spec import current, report

if TYPE_CHECKING:
    from costrel_spec import Current

# As functions of their own they are found without a look-up in the variable's type.
get_current = current.get
set_current = current.set

NOTHING: Iterator[Any] = iter(())
"""No functions: an iterator that has ended."""
TEARDOWN_FAILED = "A teardown function failed; the others still run."
UNSET: Any = object()
"""Stands for an argument that was not given, where None has a meaning."""


class Context:
    """What both parts do alike."""

    # Nothing that instances have is on the class as well: the interpreter would look there first.
    _pushes: tuple[Any, ...]
    """What to restore for each push that was not popped; a stream that holds the context is before."""
    _pending: tuple[Iterator[Callable[..., Any]], Iterator[Callable[..., Any]]] | None
    """Teardown functions still to call: the application's, then the plugins'."""

    def __init__(self, app: Any) -> None:
        self.app = app
        self._pushes = ()
        self._pending = None

    def push(self) -> None:
        """Make this context current."""
        raise TypeError(f"{type(self).__name__} must define push().")

    def pop(self, exc: BaseException | None = UNSET) -> None:
        """End this context: teardown functions get ``exc``, by default the exception in flight."""
        raise TypeError(f"{type(self).__name__} must define pop(exc).")

    def _pop_again(self, record: Any, exc: BaseException | None) -> None:
        """Finish a pop that was interrupted: what is still pending runs, the context goes."""
        raise TypeError(f"{type(self).__name__} must define _pop_again(record, exc).")

    def tear_down(
        self, subject: Any, exc: BaseException | None, interrupt: BaseException | None = None
    ) -> None:
        """Call each function that is pending, whichever of them fail.

        :param subject: what the plugins' functions get besides the error.
        :param interrupt: what came in between already, to be raised when all have run.
        """
        own, hooks = self._pending or (NOTHING, NOTHING)
        while True:
            try:
                # Taken and called on one line, so that nothing comes between the two.
                if own is not NOTHING:
                    _ = [function(exc) for function in own]
                _ = [function(subject, exc) for function in hooks]
                break
            except Exception:  # noqa: BLE001  # reported, and no reason to stop
                report(self.app, TEARDOWN_FAILED)
            except BaseException as error:  # noqa: BLE001  # raised when all have run
                interrupt = interrupt or error
        if interrupt is not None:
            try:
                raise interrupt
            finally:
                del interrupt

    def is_pushed(self) -> bool:
        """Whether it was pushed more often than popped; that a stream holds it does not count."""
        return bool(self._pushes) and isinstance(self._pushes[-1], tuple)

    def hold(self, holder: object) -> None:
        """Let this context outlive its pops, until that holder releases it."""
        self._pushes = (holder, *self._pushes)

    def release(self, holder: object, record: Any, exc: BaseException | None) -> None:
        """End the hold; where nothing else pushed or holds this context, end the context too.

        :param record: what to restore, as ``push`` would have noted it.
        """
        if holder not in self._pushes:
            return
        if len(self._pushes) > 1:
            self._pushes = tuple(each for each in self._pushes if each is not holder)
            return
        try:
            self._pushes = (record,)
            self.pop(exc)
        except BaseException:
            self._pop_again(record, exc)
            raise

    def __enter__(self) -> Self:
        before = get_current()
        try:
            self.push()
        except BaseException as error:
            # Nobody else will pop what could not be pushed to the end.
            unwind(self.app, before, error)
            raise
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc_value: BaseException | None,
        tb: TracebackType | None,
    ) -> None:
        self.pop(exc_value)


def _innermost(now: Current, before: Current) -> Any:
    """Which of the current parts was pushed last; nothing that stood there ``before`` counts."""
    app_part: Any = now[0]
    request_part: Any = now[1]
    if request_part is None or request_part is before[1]:
        return app_part
    if app_part is not before[0] and request_part._pushes:
        (app_before, _), implicit = request_part._pushes[-1]
        if app_part is not app_before and app_part is not implicit:
            return app_part
    return request_part


def pushed_after(context: Context) -> list[Any]:
    """What was pushed after ``context`` and not popped, the last first; none on another thread."""
    found: list[Any] = []
    now = get_current()
    while (one := _innermost(now, (None, None))) is not context:
        if one is None or one in found or not one.is_pushed():
            return []
        found.append(one)
        record = one._pushes[-1]
        now = record[0] if one is now[1] else record
    return found


def unwind(app: Any, before: Current, error: BaseException | None) -> None:
    """Pop all that stands above ``before``, as after a failure that nothing else caught."""
    while (now := get_current()) is not before:
        context = _innermost(now, before)
        if context is None or context is before[0] or not context.is_pushed():
            break
        try:
            context.pop(error)
        except Exception:  # noqa: BLE001  # reported, and no reason to stop
            report(app, "A context failed to end; it is left all the same.")
            if get_current() is now:
                break  # the next attempt would be no other
    set_current(before)
