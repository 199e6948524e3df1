"""What a plugin says of itself, and the mark of what it listens to."""

from collections.abc import Callable, Iterable, Sized
from typing import Any, TypeVar

from .record import Record

PROJECT = "costrel"
"""The name of the entry-point group and of the hook markers."""

HOOK_API = 1
"""The version of the hook specifications; it rises when a hook or an argument goes away."""

OLDEST_HOOK_API = 1
"""The oldest version whose plugins still work: what went since then is in ``deprecation.DEPRECATED``."""

_Function = TypeVar("_Function", bound=Callable[..., Any])


class Plugin(Record):
    """The declaration ``plugin = Plugin(...)`` in a plugin's module; all of it is optional.

    Names are plugin names, which is to say entry-point names in the group ``costrel``.

    :param api: the hook API that the plugin was written for.
    :param requires: plugins without which this one can't work; they come before it.
    :param wants: plugins that come before this one where they are present.
    :param before: plugins that this one comes before where they are present.
    :param after: plugins that this one comes after where they are present.
    :param slots: slots that this plugin defines; each gets the hook ``provide_<slot>(app)``.
    :param capabilities: what the sessions can do that it provides, as their interface has it: known
        without asking for them, so that an error can name who has what is missing.
    :param optional: suggests that the application may start without this plugin if it fails.
    :param innermost: its lifecycle hooks are nearest to the application's own functions, whatever
        the order: called last on the way in and first on the way out.
    """

    api: int
    requires: frozenset[str]
    wants: frozenset[str]
    before: frozenset[str]
    after: frozenset[str]
    slots: frozenset[str]
    capabilities: frozenset[str]
    optional: bool
    innermost: bool

    __slots__ = (
        "after",
        "api",
        "before",
        "capabilities",
        "innermost",
        "optional",
        "requires",
        "slots",
        "wants",
    )

    def __init__(
        self,
        *,
        api: int = HOOK_API,
        requires: Iterable[str] = (),
        wants: Iterable[str] = (),
        before: Iterable[str] = (),
        after: Iterable[str] = (),
        slots: Iterable[str] = (),
        capabilities: Iterable[str] = (),
        optional: bool = False,
        innermost: bool = False,
    ) -> None:
        # By its type, since True is an int too.
        if type(api) is not int:
            raise TypeError(
                f"Plugin(api={api!r}): api is the version of the hook API that the plugin was"
                f" written for, a whole number; write api={HOOK_API}."
            )
        self._hold(
            api=api,
            requires=_names("requires", requires),
            wants=_names("wants", wants),
            before=_names("before", before),
            after=_names("after", after),
            slots=_names("slots", slots),
            capabilities=_names("capabilities", capabilities),
            optional=optional,
            innermost=innermost,
        )


def _names(field: str, given: Any) -> frozenset[str]:
    if isinstance(given, str):
        raise TypeError(
            f"Plugin({field}={given!r}): {field} is a set of names, not one string;"
            f" write {field}={{{given!r}}}."
        )
    # What is no collection is refused as if it were in one: it is no string.
    names: list[Any] = list(given) if isinstance(given, Iterable) else [given]  # pyright: ignore[reportUnknownArgumentType]  # of whatever
    if not all(isinstance(name, str) for name in names):
        raise TypeError(
            f"Plugin({field}={given!r}): {field} is a set of names, each a string;"
            f' write {field}={{"name"}}, and leave it out where there is none.'
        )
    return frozenset(names)


def listened(listeners: Sized) -> Callable[[_Function], _Function]:
    """A decorator: call this hook implementation only while ``listeners`` is not empty.

    ``listeners`` is a live collection, whose truth is tested before each call::

        @hookimpl
        @listened(request_started.receivers)
        def request_started(ctx): ...

    A collection with a method ``watch(hooks, name)`` spares the test, so that an event that nobody
    listens to costs nothing: once it was called, the collection calls ``hooks.refresh(name)`` when
    the first listener has come or the last has gone. It must not keep ``hooks`` alive.
    """

    def mark(function: _Function) -> _Function:
        function.costrel_listeners = listeners  # type: ignore[attr-defined]  # a mark on a function
        return function

    return mark
