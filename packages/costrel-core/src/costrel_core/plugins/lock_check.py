"""What a lock has to say while an application boots: nothing, where the two agree."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from costrel_spec.errors import LockInvalid, LockMismatch

from .loading import LoadedPlugin
from .lock import Lock, LockedPlugin
from .problems import Problems
from .seal import firing_order
from .selection import Selected
from .source import Source


class LockCheck:
    """The lock of one application; ``path`` is None, and every check passes, where it has none.

    Each check compares what is known by then, so that what does not fit is never imported, and what
    is imported is never called.

    :param problems: what differs is kept where the application is only inspected.
    :raises costrel_spec.errors.LockInvalid: if the lock can't be read.
    """

    def __init__(self, path: Path | None, problems: Problems | None = None) -> None:
        self._path = path
        self._problems = problems or Problems()
        self._lock: Lock | None = None
        try:
            self._lock = Lock.read(path) if path else None
        except LockInvalid as error:
            self._problems.report(error)

    @property
    def names(self) -> frozenset[str] | None:
        """The plugins that may take part; None for whatever is installed."""
        return self._lock.names if self._lock else None

    def selected(self, selected: Sequence[Selected]) -> list[Selected]:
        """The plugins, checked before any is imported: which there are, and of which version.

        :return: where the application is only inspected, those that the lock does not list have failed.
        :raises LockMismatch: if these are others.
        """
        if self._lock is None:
            return list(selected)
        names = {each.source.name for each in selected}
        expected = [each for each in self._lock.plugins if not each.used or each.name in names]
        return self._admitted(self._lock, expected, selected)

    def used(self, selected: Selected) -> Selected:
        """A plugin that comes by ``use()``, checked in the same way.

        :raises LockMismatch: if the lock does not list it, or in another version.
        """
        if self._lock is None:
            return selected
        expected = [each for each in self._lock.plugins if each.name == selected.source.name]
        return self._admitted(self._lock, expected, [selected])[0]

    def _admitted(
        self, lock: Lock, expected: Iterable[LockedPlugin], selected: Sequence[Selected]
    ) -> list[Selected]:
        mismatch = self._compare_sources(lock, expected, [each.source for each in selected])
        return [
            each
            if mismatch is None or each.source.name in lock.names or not each.source.entry
            else each._replace(failure=mismatch)
            for each in selected
        ]

    def loaded(
        self,
        plugins: Iterable[LoadedPlugin],
        slots: Mapping[str, str] | None = None,
        *,
        complete: bool = False,
    ) -> None:
        """Check the order of the plugins, their hooks and which are optional.

        :param plugins: those that take part, in their order, and those that failed.
        :param slots: who fills the slots, once that is settled.
        :param complete: whether those must be there that come by ``use()``, which a set-up may do.
        :raises LockMismatch: if one is different; an optional plugin may have failed.
        """
        if self._lock is None:
            return
        lock = self._lock
        active = {plugin.name: plugin for plugin in plugins if not plugin.failure}
        failed = {plugin.name for plugin in plugins if plugin.failure}
        expected = [
            each
            for each in lock.plugins
            if each.name in active or not (each.name in failed or (each.used and not complete))
        ]
        # Who is not there fills no slot, and what it says of the order counts for nobody.
        there = {each.name for each in expected}
        lost = {slot: name for slot, name in lock.slots.items() if name not in there}
        now = locked(list(active.values()), lock.slots if slots is None else {**slots, **lost})
        before = lock._replace(plugins=tuple(expected))
        if len(expected) < len(lock.plugins):
            before, now = before.by_name, now.by_name
        self._compare(before, now)

    def _compare_sources(
        self, lock: Lock, expected: Iterable[LockedPlugin], found: Iterable[Source]
    ) -> LockMismatch | None:
        """Compare names, distributions and versions; of the rest nothing is known yet."""
        before = {each.name: each for each in expected}
        now = {
            source.name: before.get(source.name, LockedPlugin(source.name, None, None))._replace(
                distribution=source.distribution, version=source.version
            )
            for source in found
        }
        return self._compare(
            lock._replace(plugins=tuple(before.values())).by_name,
            lock._replace(plugins=tuple(now.values())).by_name,
        )

    def _compare(self, expected: Lock, now: Lock) -> LockMismatch | None:
        changes = list(expected.changes(now))
        if not changes:
            return None
        mismatch = LockMismatch(
            f"The application is not what {self._path} says. {' '.join(changes)} If that is meant, make"
            " the lock anew with the command `lock`; otherwise bring the environment back."
        )
        self._problems.report(mismatch)
        return mismatch


def locked(plugins: Sequence[LoadedPlugin], slots: Mapping[str, str]) -> Lock:
    """The lock of an application that has these plugins in this order, and fills its slots so."""
    hooks = sorted({hook for plugin in plugins for hook in plugin.hooks})
    return Lock(
        tuple(
            LockedPlugin(
                plugin.name, plugin.distribution, plugin.version, plugin.optional, plugin.used
            )
            for plugin in plugins
        ),
        dict(slots),
        {hook: tuple(plugin.name for plugin in firing_order(plugins, hook)) for hook in hooks},
    )
