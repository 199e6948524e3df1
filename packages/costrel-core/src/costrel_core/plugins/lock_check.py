"""What a lock has to say while an application boots: nothing, where the two agree."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from costrel_spec.errors import LockMismatch

from .loading import LoadedPlugin
from .lock import Lock, LockedPlugin
from .seal import firing_order
from .selection import Selected


class LockCheck:
    """The lock of one application; ``path`` is None, and every check passes, where it has none.

    Each check compares what is known by then, so that what does not fit is never imported, and what
    is imported is never called.

    :raises costrel_spec.errors.LockInvalid: if the lock can't be read.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._lock = Lock.read(path) if path else None

    @property
    def names(self) -> frozenset[str] | None:
        """The plugins that may take part; None for whatever is installed."""
        return self._lock.names if self._lock else None

    def selected(self, selected: Iterable[Selected]) -> None:
        """Check which plugins there are, and of which version, before any is imported.

        :raises LockMismatch: if these are others.
        """
        if self._lock is None:
            return
        expected = {plugin.name: plugin for plugin in self._lock.plugins}
        found = {
            source.name: LockedPlugin(
                source.name,
                source.distribution,
                source.version,
                source.name in expected and expected[source.name].optional,
            )
            for source in (each.source for each in selected)
        }
        order = [*(name for name in expected if name in found), *sorted(found.keys() - expected)]
        self._compare(self._lock, replace(self._lock, plugins=tuple(found[name] for name in order)))

    def loaded(self, active: Sequence[LoadedPlugin]) -> None:
        """Check the order of the plugins, their hooks and which are optional, before any is called.

        :raises LockMismatch: if one is different; an optional plugin may have failed.
        """
        if self._lock is None:
            return
        names = {plugin.name for plugin in active}
        known = {plugin.name: plugin for plugin in self._lock.plugins}
        now = replace(
            locked(active, self._lock.slots),
            plugins=tuple(replace(known[each.name], optional=each.optional) for each in active),
        )
        expected = replace(
            self._lock,
            plugins=tuple(each for each in self._lock.plugins if each.name in names),
        )
        self._compare(expected, now)

    def filled(self, slots: Mapping[str, str]) -> None:
        """Check who fills the slots, when the configuration is final.

        :raises LockMismatch: if somebody else would.
        """
        if self._lock is not None:
            self._compare(self._lock, replace(self._lock, slots=slots))

    def _compare(self, expected: Lock, now: Lock) -> None:
        changes = list(expected.changes(now))
        if changes:
            raise LockMismatch(
                f"The application is not what {self._path} says. {' '.join(changes)} If that is"
                " meant, make the lock anew with the command `lock`; otherwise bring the environment"
                " back."
            )


def locked(plugins: Sequence[LoadedPlugin], slots: Mapping[str, str]) -> Lock:
    """The lock of an application that has these plugins in this order, and fills its slots so."""
    hooks = sorted({hook for plugin in plugins for hook in plugin.hooks})
    return Lock(
        tuple(
            LockedPlugin(plugin.name, plugin.distribution, plugin.version, plugin.optional)
            for plugin in plugins
        ),
        dict(slots),
        {hook: tuple(plugin.name for plugin in firing_order(plugins, hook)) for hook in hooks},
    )
