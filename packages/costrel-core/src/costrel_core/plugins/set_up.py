"""The set-up of plugins: in their order, each once, and undone where it fails."""

from threading import RLock
from typing import Any

from costrel_spec.errors import PluginSetupFailed

from .calling import call
from .host import Host
from .ledger import Entry
from .loading import LoadedPlugin
from .registries import Snapshot
from .roster import Roster

CHANGING = frozenset({"setup", "commands"})
"""The hooks that change the application."""


class SetUp:
    """The hooks ``setup`` and ``commands`` of one application's plugins."""

    def __init__(self, roster: Roster) -> None:
        self.commands: list[tuple[Any, LoadedPlugin]] = []
        """The command objects, with the plugins that they come from."""
        self._roster = roster
        self._lock = RLock()
        self._finished: set[str] = set()
        self._running = False
        self._done = False

    def run(self, app: Host) -> None:
        """Set up the plugins that are not yet, so that a call goes on where the last one failed.

        Other threads wait; a plugin whose own set-up asks for it gets the state so far.

        :raises PluginSetupFailed: a required plugin failed; what it had registered is undone.
        """
        with self._lock:
            if self._done or self._running:
                return
            self._running = True
            try:
                self._run(app)
                self._done = True
            finally:
                self._running = False
                self._roster.report(app.logger)

    def _run(self, app: Host) -> None:
        before: Snapshot | None = None
        for plugin in self._roster.active:
            # It may have been left out meanwhile, with one that it requires.
            if plugin.name in self._finished or plugin.failure:
                continue
            if not CHANGING.isdisjoint(plugin.hooks):
                before = self._set_up(app, plugin, before or Snapshot(app.registries()))
            self._finished.add(plugin.name)

    def _set_up(self, app: Host, plugin: LoadedPlugin, before: Snapshot) -> Snapshot:
        """The registries after the plugin's set-up, or, since it failed, those before it."""
        try:
            commands = _call(app, plugin)
        except BaseException as error:
            before.restore()
            if not isinstance(error, PluginSetupFailed):
                raise
            self._roster.fail(plugin, error)
            self._roster.check_requirements()
            return before
        self._attribute(plugin, before, commands)
        return Snapshot(app.registries())

    def _attribute(self, plugin: LoadedPlugin, before: Snapshot, commands: list[Any]) -> None:
        ledger, hooks = self._roster.ledger, plugin.hooks
        for change in before.changes():
            maker = hooks["setup"].function if "setup" in hooks else None
            ledger.record(
                Entry(
                    change.registry, change.key, plugin.source, change.value, change.replaced, maker
                )
            )
        for command in commands:
            self.commands.append((command, plugin))
            maker = hooks["commands"].function
            ledger.record(Entry("command", command.name, plugin.source, command, maker=maker))


def _call(app: Host, plugin: LoadedPlugin) -> list[Any]:
    """Set the plugin up; its commands."""
    if "setup" in plugin.hooks:
        call(app, plugin, "setup")
    return call(app, plugin, "commands", into=list) if "commands" in plugin.hooks else []
