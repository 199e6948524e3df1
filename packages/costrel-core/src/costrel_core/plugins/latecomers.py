"""Plugins that are used: taken after the constructor, or narrowed to a blueprint."""

from collections.abc import Mapping

from costrel_spec.errors import ScopeRefused

from .host import Host
from .loading import LoadedPlugin
from .lock_check import LockCheck
from .roster import Roster
from .scopes import Scopes
from .selection import Selection, twins
from .slots import Slots


class Latecomers:
    """Takes them into the roster of one application, whole or not at all."""

    def __init__(
        self,
        selection: Selection,
        lock: LockCheck,
        roster: Roster,
        slots: Slots,
        scopes: Scopes,
        environ: Mapping[str, str],
    ) -> None:
        self._selection = selection
        self._lock = lock
        self._roster = roster
        self._slots = slots
        self._scopes = scopes
        self._environ = environ

    def use(
        self, app: Host, plugin: object, blueprint: str | None, choices: Mapping[str, str]
    ) -> None:
        """Take the plugin if it is not there, and note for whom it acts.

        :param choices: the plugins that the application names in SLOTS.
        :raises costrel_spec.errors.BootError: as for ``Assembly.use``; all is as before then.
        """
        undo = self._roster.checkpoint()
        try:
            taken = self._taken(plugin)
            found = taken or self._add(app, plugin, choices)
            if found and not found.failure:
                self._scope(found, blueprint, new=not taken)
        except BaseException:
            undo()
            raise

    def _taken(self, plugin: object) -> LoadedPlugin | None:
        """The plugin that is meant, if it takes part already."""
        for found in self._roster.active:
            # By identity, since ``==`` of what somebody made may fail or deceive.
            named = isinstance(plugin, str) and plugin == found.name
            given = plugin is not None and plugin is found.given
            if named or given or plugin is found.object:
                return found
        return None

    def _add(self, app: Host, plugin: object, choices: Mapping[str, str]) -> LoadedPlugin | None:
        """The plugin, loaded now; None if it is to be left out."""
        problems = self._roster.problems
        selected = self._selection.one(plugin, self._environ, problems)
        if selected is None:
            return None
        for twin in self._roster.plugins:
            if twin.name == selected.source.name:
                if not twin.failure:
                    problems.report(twins(twin.source, selected.source))
                return None
        loaded = self._roster.add(self._lock.used(selected))
        if loaded:
            self._lock.loaded(self._roster.plugins)
            self._slots.refuse_undefined()
            self._slots.refuse_late(loaded, choices)
            self._roster.take_defaults(app, [loaded])
        return loaded

    def _scope(self, plugin: LoadedPlugin, blueprint: str | None, *, new: bool) -> None:
        try:
            self._scopes.add(plugin, blueprint)
        except ScopeRefused as error:
            self._roster.problems.report(error)
            if new:
                self._roster.fail(plugin, error)
