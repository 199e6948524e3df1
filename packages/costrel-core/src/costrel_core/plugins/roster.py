"""The plugins of one application: in order, without those that were left out."""

import logging
from collections.abc import Callable, Iterable

from costrel_spec.errors import (
    BootError,
    DuplicatePlugin,
    MissingRequirement,
    PluginCycle,
    PluginSetupFailed,
)

from .calling import call
from .defaults import Defaults
from .discovery import discover
from .host import Host
from .ledger import Ledger
from .loading import LoadedPlugin, Policy, load
from .ordering import ordered
from .problems import Problems
from .scopes import SCOPE
from .selection import Selected
from .spelling import did_you_mean


class Roster:
    """Every selected plugin; ``active`` are those that take part, in their order.

    :param problems: where the application is only inspected, every plugin that fails is left out.
    :raises costrel_spec.errors.BootError: where a plugin that is required can't take part.
    """

    def __init__(
        self, selected: Iterable[Selected], policy: Policy, problems: Problems | None = None
    ) -> None:
        self.problems = problems or Problems()
        self.ledger = Ledger()
        self.defaults = Defaults(self.ledger)
        self.filled: dict[str, LoadedPlugin] = {}
        """Who fills which slot, as far as slots are filled."""
        self.active: tuple[LoadedPlugin, ...] = ()
        self._notices: list[tuple[int, str]] = []
        self._logger: logging.Logger | None = None
        self._failed: list[LoadedPlugin] = []
        self._policy = policy
        by_name = sorted(selected, key=lambda each: each.source.name)
        loaded = [plugin for each in by_name if (plugin := self._load(each))]
        self.active = tuple(loaded)
        self._refuse_aliases(loaded)
        self.active = self._ordered()
        self._check_requirements()

    @property
    def plugins(self) -> tuple[LoadedPlugin, ...]:
        """All of them: the active ones in their order, then those that were left out, by name."""
        return (*self.active, *sorted(self._failed, key=lambda plugin: plugin.name))

    def _ordered(self) -> tuple[LoadedPlugin, ...]:
        try:
            return tuple(ordered(self.active))
        except PluginCycle as error:
            if not self.problems.kept:
                raise
            # None of them can be in its place, so that all of them go.
            for plugin in self.active:
                if plugin.name in error.others:
                    self.fail(plugin, error)
            return self._ordered()

    def add(self, selected: Selected) -> LoadedPlugin | None:
        """Take one more plugin, in its place of the order; None where it failed and is left out.

        Where it raises, half of it is done: ``checkpoint`` undoes it.
        """
        plugin = self._load(selected)
        if plugin is not None:
            plugin.used = True
            self.active = (*self.active, plugin)
            self.active = self._ordered()
            self._check_requirements()
        return plugin if plugin in self.active else None

    def checkpoint(self) -> Callable[[], None]:
        """What brings the roster back to this moment, as if no plugin had been added since."""
        active, failed, scopes = self.active, tuple(self._failed), self.ledger.entries(SCOPE)

        def restore() -> None:
            for plugin in {*self.active, *self._failed}.difference(active, failed):
                self.defaults.withdraw(plugin.source)
                self.filled = {
                    s: winner for s, winner in self.filled.items() if winner is not plugin
                }
            self.active, self._failed = active, list(failed)
            self.ledger.replace(SCOPE, scopes)

        return restore

    def take_defaults(self, app: Host, plugins: Iterable[LoadedPlugin]) -> None:
        """Put into the configuration what these plugins suggest and it lacks.

        :raises costrel_spec.errors.PluginSetupFailed: if a hook fails of one that is required.
        """
        for plugin in plugins:
            # One that failed went with another that it requires.
            if plugin.failure or "config_defaults" not in plugin.hooks:
                continue
            try:
                values = call(app, plugin, "config_defaults", into=dict)
            except PluginSetupFailed as error:
                self.fail(plugin, error)
            else:
                maker = plugin.hooks["config_defaults"].function
                self.defaults.suggest(plugin.source, values, maker)
        self.defaults.apply(app.config)

    def _load(self, selected: Selected) -> LoadedPlugin | None:
        policy = self._policy
        try:
            if selected.failure:
                raise selected.failure
            return load(selected, policy)
        except BootError as error:
            # What its author suggests is not known, or not to be trusted, as long as it is broken.
            optional = selected.source.name in policy.optional - policy.required
            given = selected.given
            self.fail(LoadedPlugin(selected.source, optional=optional, given=given), error)
            return None

    def _refuse_aliases(self, plugins: Iterable[LoadedPlugin]) -> None:
        """Two names for one object would call each of its hooks twice."""
        seen: dict[int, LoadedPlugin] = {}
        for plugin in plugins:
            twin = seen.setdefault(id(plugin.object), plugin)
            if twin is not plugin:
                error = DuplicatePlugin(
                    f"The plugins {twin.source} and {plugin.source} are one object,"
                    f" {plugin.object!r}. Take one of them. {plugin.source.remedy}",
                    [twin.name],
                )
                self.problems.report(error)
                self.fail(plugin, error)

    def _check_requirements(self) -> None:
        """Let the first plugin fail that requires one which does not take part."""
        present = {plugin.name for plugin in self.active}
        for plugin in self.active:
            for missing in sorted(set(plugin.declaration.requires) - present):
                self.fail(plugin, self._missing(plugin, missing, present))
                return

    def fail(self, plugin: LoadedPlugin, error: BootError) -> None:
        """Leave the plugin out, if it is optional and does not fill a slot already.

        Those that require it fail with it.

        :raises BootError: the error, if it is required, and the application not only inspected.
        """
        if plugin.failure and self.problems.kept:
            return
        if not plugin.optional or plugin in self.filled.values():
            self.problems.report(error)
        plugin.failure = error
        for slot in [slot for slot, winner in self.filled.items() if winner is plugin]:
            del self.filled[slot]
        self._failed.append(plugin)
        self.active = tuple(each for each in self.active if each is not plugin)
        self.defaults.withdraw(plugin.source)
        if not self.problems.kept:  # there, the report says it
            _release(error)
            notice = f"The application starts without an optional plugin. {error}"
            self.notify(logging.WARNING, notice)
        self._check_requirements()

    def _missing(self, plugin: LoadedPlugin, name: str, present: set[str]) -> MissingRequirement:
        if any(name == failed.name for failed in self._failed):
            reason = f"was left out since it failed. Repair {name!r}."
        elif name in discover():
            reason = f"is installed but not selected. Select {name!r} too."
        else:
            reason = (
                "no installed distribution declares."
                f"{did_you_mean(name, discover().keys() | present)} Install the one that does."
            )
        return MissingRequirement(
            f"The plugin {plugin.source} requires {name!r}, which {reason} {plugin.source.remedy}",
            [name],
        )

    def notify(self, level: int, notice: str) -> None:
        """Log a line, or keep it for ``report``: an application that is being made may have no logger."""
        self._notices.append((level, notice))
        if self._logger is not None:
            self.report(self._logger)

    def report(self, logger: logging.Logger) -> None:
        """Log the lines that were kept, each once, and from now on each at once."""
        self._logger = logger
        while self._notices:
            logger.log(*self._notices.pop(0))


def _release(error: BaseException) -> None:
    """Drop the frames, which would keep the application alive, of an error that is kept itself."""
    each: BaseException | None = error
    # An error may be its own cause.
    while each is not None and each.__traceback__ is not None:
        each.__traceback__ = None
        each = each.__cause__ or each.__context__
