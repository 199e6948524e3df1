"""The set-up of plugins: in their order, each once, and undone where it fails."""

import logging
from collections.abc import Iterable
from threading import RLock
from time import perf_counter
from typing import Any

from costrel_spec.errors import DuplicateCommand, PluginSetupFailed

from .calling import call
from .defaults import KIND as DEFAULT
from .host import Host
from .ledger import ABSENT, Entry
from .loading import LoadedPlugin
from .registries import Change, Snapshot
from .roster import Roster

_Commands = list[tuple[str, Any]]

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
        self._done: object = None
        self._before: Snapshot | None = None

    def watch(self, app: Host, prefix: str) -> None:
        """Tell what registries have at first from what a running set-up puts into them.

        :param prefix: what the names of those begin with that have come just now.
        """
        if self._before is not None:
            every = app.registries()
            self._before.watch({name: every[name] for name in every if name.startswith(prefix)})

    def run(self, app: Host) -> None:
        """Set up the plugins that are not yet, so that a call goes on where the last one failed.

        Other threads wait; a plugin whose own set-up asks for it gets the state so far.

        :raises PluginSetupFailed: a required plugin failed; what it had registered is undone.
        """
        with self._lock:
            if self._running:
                return
            self._running = True
            try:
                # A plugin that is used later, or meanwhile, makes another tuple of them.
                while (active := self._roster.active) is not self._done:
                    self._run(app)
                    self._done = active
            finally:
                self._running = False
                self._roster.report(app.logger)

    def is_ready(self, plugin: LoadedPlugin) -> bool:
        """Whether the plugin can work: it is set up, or needs no set-up."""
        return plugin.name in self._finished or CHANGING.isdisjoint(plugin.hooks)

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
        """The registries after the plugin's set-up, which is undone if it failed."""
        begun = perf_counter()
        undo = self._roster.checkpoint()
        self._before = before
        try:
            commands = _call(app, plugin)
            plugin.setup_ms = 1000 * (perf_counter() - begun)
            self._refuse_taken(plugin, commands)
        except BaseException as error:
            before.restore()
            undo()
            if not isinstance(error, PluginSetupFailed):
                raise
            # It takes back what the plugin had suggested, which is why ``before`` is out of date.
            self._roster.fail(plugin, error)
        else:
            self._attribute(plugin, _own(before.changes(app.registries()), app), commands)
            self._notify_hidden(app, plugin, commands)
        finally:
            self._before = None
        return Snapshot(app.registries())

    def _refuse_taken(self, plugin: LoadedPlugin, commands: _Commands) -> None:
        owners = {command.name: owner.source for command, owner in self.commands}
        for name, _ in commands:
            if name in owners:
                raise DuplicateCommand(
                    f"The plugins {owners[name]} and {plugin.source} both bring a command {name!r}."
                    f" {plugin.source.remedy}",
                    [owners[name].name],
                )

    def _notify_hidden(self, app: Host, plugin: LoadedPlugin, commands: _Commands) -> None:
        own = app.registries().get("commands", {})
        for name, command in commands:
            if own.get(name, command) is not command:
                self._roster.notify(
                    logging.INFO,
                    f"The command {name!r} of the plugin {plugin.source} is left out: the application"
                    " has a command of that name itself.",
                )

    def _attribute(
        self, plugin: LoadedPlugin, changes: Iterable[Change], commands: _Commands
    ) -> None:
        ledger = self._roster.ledger
        provided = [entry.value for entry in ledger.entries("slot")]
        suggested = {entry.key for entry in ledger.entries(DEFAULT) if entry.effective}
        for change in changes:
            # The attribute of a slot that was first needed here holds what its provider made, and a
            # plugin that was used here brings its own defaults.
            default = change.registry == "config" and change.key in suggested
            if not any(change.value is value for value in provided) and not (
                default and change.replaced is ABSENT
            ):
                self._record(plugin, "setup", change)
        for name, command in commands:
            self.commands.append((command, plugin))
            self._record(plugin, "commands", Change("command", name, command, ABSENT))

    def _record(self, plugin: LoadedPlugin, hook: str, change: Change) -> None:
        # A plugin that has commands but no set-up may register something while it makes them.
        maker = plugin.hooks.get(hook) or plugin.hooks["commands"]
        self._roster.ledger.record(
            Entry(
                change.registry,
                change.key,
                plugin.source,
                change.value,
                change.replaced,
                maker.function,
            )
        )


def _own(changes: Iterable[Change], app: Host) -> list[Change]:
    """The changes without those that follow from what others registered before.

    What is registered for templates comes into an environment when that is made, which may be in the
    set-up of any plugin.
    """
    found = list(changes)
    registered: Any = app.registries().get("template_registrations", {})
    new = {change.key for change in found if change.registry == "template_registrations"}
    own: list[Change] = []
    for change in found:
        engine, _, names = change.registry.rpartition(".")
        kind = names.removesuffix("s")
        handed_over = engine and registered.get(kind, {}).get(change.key, ABSENT) is change.value
        if not handed_over or ((kind, change.key) in new and change.replaced is not ABSENT):
            own.append(change)
    return own


def _call(app: Host, plugin: LoadedPlugin) -> _Commands:
    """Set the plugin up; its commands by name."""
    if "setup" in plugin.hooks:
        call(app, plugin, "setup")
    if "commands" not in plugin.hooks:
        return []
    commands: _Commands = call(app, plugin, "commands", into=_named)
    return commands


def _named(commands: Iterable[Any] = ()) -> _Commands:
    return [(command.name, command) for command in commands]
