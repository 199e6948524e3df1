"""The plugins of one application: in order, without those that were left out."""

import logging
from collections.abc import Iterable

from costrel_spec.errors import BootError, DuplicatePlugin, MissingRequirement

from .defaults import Defaults
from .discovery import discover
from .ledger import Ledger
from .loading import LoadedPlugin, Policy, load
from .ordering import ordered
from .selection import Selected
from .spelling import did_you_mean


class Roster:
    """Every selected plugin; ``active`` are those that take part, in their order.

    :raises costrel_spec.errors.BootError: where a plugin that is required can't take part.
    """

    def __init__(self, selected: Iterable[Selected], policy: Policy) -> None:
        self.ledger = Ledger()
        self.defaults = Defaults(self.ledger)
        self.filled: dict[str, LoadedPlugin] = {}
        """Who fills which slot, as far as slots are filled."""
        self.active: tuple[LoadedPlugin, ...] = ()
        self._notices: list[tuple[int, str]] = []
        self._failed: list[LoadedPlugin] = []
        by_name = sorted(selected, key=lambda each: each.source.name)
        loaded = [plugin for each in by_name if (plugin := self._load(each, policy))]
        _refuse_aliases(loaded)
        self.active = tuple(ordered(loaded))
        self._check_requirements()

    @property
    def plugins(self) -> tuple[LoadedPlugin, ...]:
        """All of them: the active ones in their order, then those that were left out, by name."""
        return (*self.active, *sorted(self._failed, key=lambda plugin: plugin.name))

    def _load(self, selected: Selected, policy: Policy) -> LoadedPlugin | None:
        try:
            return load(selected, policy)
        except BootError as error:
            # What its author suggests is not known, or not to be trusted, as long as it is broken.
            optional = selected.source.name in policy.optional - policy.required
            self.fail(LoadedPlugin(selected.source, optional=optional), error)
            return None

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

        :raises BootError: the error, if it is required.
        """
        if not plugin.optional or plugin in self.filled.values():
            raise error
        plugin.failure = error
        self._failed.append(plugin)
        self.active = tuple(each for each in self.active if each is not plugin)
        self.defaults.withdraw(plugin.source)
        self.notify(logging.WARNING, f"The application starts without an optional plugin. {error}")
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
            f"The plugin {plugin.source} requires {name!r}, which {reason} {plugin.source.remedy}"
        )

    def notify(self, level: int, notice: str) -> None:
        """Keep a line for the log; an application that is being made may have no logger yet."""
        self._notices.append((level, notice))

    def report(self, logger: logging.Logger) -> None:
        """Log the lines that were kept, each once."""
        while self._notices:
            logger.log(*self._notices.pop(0))


def _refuse_aliases(plugins: Iterable[LoadedPlugin]) -> None:
    """Two names for one object would call each of its hooks twice."""
    seen: dict[int, LoadedPlugin] = {}
    for plugin in plugins:
        twin = seen.setdefault(id(plugin.object), plugin)
        if twin is not plugin:
            raise DuplicatePlugin(
                f"The plugins {twin.source} and {plugin.source} are one object, {plugin.object!r}."
                f" Take one of them. {plugin.source.remedy}"
            )
