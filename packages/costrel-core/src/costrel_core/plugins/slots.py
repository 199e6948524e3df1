"""Who fills a slot: whom the application chose, else an alternative, else the default."""

import logging
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any, NoReturn

from costrel_spec import SLOTS
from costrel_spec.errors import (
    BootError,
    NoProvider,
    PluginSetupFailed,
    SlotAlreadyFilled,
    TwoProviders,
    UnknownHook,
    UnknownPlugin,
    UnknownSlot,
)

from .calling import call, failure
from .discovery import discover
from .host import Host
from .ledger import Entry
from .loading import LoadedPlugin
from .roster import Roster
from .source import Rank
from .specification import PROVIDE, specifications
from .spelling import did_you_mean

ESSENTIAL = {
    "router": ("match",),
    "json": ("dumps", "loads"),
    "sessions": ("open_session", "save_session"),
    "templates": ("render",),
    "testing": ("client",),
    "cli": ("group",),
}
"""The methods without which nothing can fill the slot; of the others, some are used seldom."""


class Slots:
    """The slots of one application: the framework's, and those that its plugins define.

    :raises UnknownHook: if a plugin that is required provides a slot that nobody defines.
    """

    def __init__(self, roster: Roster) -> None:
        self._roster = roster
        self.refuse_undefined()

    @property
    def names(self) -> frozenset[str]:
        """The names of all slots."""
        declared = [slot for plugin in self._roster.active for slot in plugin.declaration.slots]
        return frozenset((*SLOTS, *declared))

    def refuse_undefined(self) -> None:
        """Let the plugins fail that provide a slot which nobody defines.

        :raises UnknownHook: if one of them is required.
        """
        known = specifications().keys() | {PROVIDE + slot for slot in self.names}
        for plugin in self._roster.active:
            undefined = sorted(plugin.hooks.keys() - known)
            if undefined and not plugin.failure:
                self._roster.fail(plugin, self._undefined(plugin, undefined[0]))

    def refuse_late(self, plugin: LoadedPlugin, choices: Mapping[str, str]) -> None:
        """Let a plugin fail that was to fill a slot which another one fills already.

        :raises SlotAlreadyFilled: if it is required.
        """
        for slot, winner in sorted(self._roster.filled.items()):
            late = PROVIDE + slot in plugin.hooks and plugin.source.rank > winner.source.rank
            if late and slot not in choices:
                error = SlotAlreadyFilled(
                    f"The plugin {plugin.source} provides the slot {slot!r}, and {winner.source} fills"
                    " it already. Use the plugin before the slot is first used, or choose:"
                    f' SLOTS = {{"{slot}": "{winner.name}"}}.',
                    [winner.name],
                )
                self._roster.fail(plugin, error)
                return

    def _undefined(self, plugin: LoadedPlugin, hook: str) -> UnknownHook:
        hint = did_you_mean(hook, [PROVIDE + slot for slot in self.names])
        return UnknownHook(
            f"The plugin {plugin.source} implements the hook {hook!r}, and neither the framework"
            f" nor a selected plugin defines that slot.{hint} A plugin defines one with"
            f" Plugin(slots={{{hook.removeprefix(PROVIDE)!r}}}). {plugin.source.remedy}"
        )

    def fill(self, app: Host, slot: str, choice: str | None) -> Any | None:
        """What the winner provides, and nobody else is called unless the winner asks for what is below it.

        None where nobody provides it.

        :raises UnknownSlot: nobody defines the slot.
        :raises UnknownPlugin: the choice names no plugin that takes part.
        :raises NoProvider: the choice does not provide the slot, or declines to.
        :raises TwoProviders: there are several of one rank, and no choice.
        :raises PluginSetupFailed: the winner failed, or what it answered lacks the slot's methods,
            and it is required or was chosen.
        """
        for plugin in self._asked(slot, choice):
            try:
                value = self._provided(app, slot, plugin)
            except PluginSetupFailed as error:
                if choice:
                    self._roster.problems.report(error)
                self._roster.fail(plugin, error)
                continue
            if value is not None:
                self._enter(slot, plugin, value)
                return value
            if choice == plugin.name:
                declined = NoProvider(
                    f"SLOTS chooses {plugin.source} for the slot {slot!r}, and its hook"
                    f" {PROVIDE}{slot} answers None, which declines. Have it answer, or choose"
                    f" another: {self._names_of(slot)}.",
                    [plugin.name],
                )
                self._roster.problems.report(declined)
        return None

    def _provided(self, app: Host, slot: str, plugin: LoadedPlugin) -> Any | None:
        inner = partial(self._inner, app, slot, plugin)
        value = call(app, plugin, PROVIDE + slot, inner=inner)
        _check(value, plugin, slot)
        return value

    def _inner(self, app: Host, slot: str, outer: LoadedPlugin) -> Any | None:
        """What would fill the slot without ``outer`` and its equals, which wraps it perhaps."""
        below = [each for each in self._providers(slot) if each.source.rank < outer.source.rank]
        for plugin in sorted(below, key=lambda plugin: plugin.source.rank, reverse=True):
            value = self._provided(app, slot, plugin)
            if value is not None:
                return value
        return None

    def _asked(self, slot: str, choice: str | None) -> Iterator[LoadedPlugin]:
        """Whom to ask; where the application is only inspected, the default after a bad choice."""
        problems = self._roster.problems
        try:
            yield from self._chosen(slot, choice) if choice else self._ranking(slot)
        except BootError as error:
            problems.report(error)
        else:
            if not choice:
                return
        if problems.kept and slot in self.names:
            defaults = [
                each for each in self._providers(slot) if each.source.rank < Rank.ALTERNATIVE
            ]
            yield from sorted(defaults, key=lambda plugin: plugin.source.rank, reverse=True)

    def expected(self, slot: str, choice: str | None) -> LoadedPlugin | None:
        """Whom ``fill`` would ask first; it raises what ``fill`` would, and nobody is called."""
        return next(self._asked(slot, choice), None)

    def candidate(self, slot: str, choice: str | None) -> LoadedPlugin | None:
        """Whom ``fill`` would ask first; None where nobody can be asked."""
        try:
            return next(self._asked(slot, choice), None)
        except BootError:
            return None

    def problem(self, slot: str, choice: str | None) -> BootError | None:
        """What ``fill`` would raise of a choice that can't be carried out, or None."""
        try:
            next(self._chosen(slot, choice) if choice else self._ranking(slot), None)
        except BootError as error:
            return error
        return None

    def providers(self, slot: str) -> list[LoadedPlugin]:
        """Those who can fill the slot, in plugin order; none where nobody defines it."""
        return self._providers(slot) if slot in self.names else []

    def refuse_unknown(self, slot: str) -> None:
        """Raise UnknownSlot for a slot that nobody defines."""
        if slot not in self.names:
            raise UnknownSlot(
                f"There is no slot {slot!r}.{did_you_mean(slot, self.names)} The slots are"
                f" {', '.join(sorted(self.names))}; a plugin defines more with Plugin(slots=...)."
            )

    def _providers(self, slot: str) -> list[LoadedPlugin]:
        self.refuse_unknown(slot)
        return [plugin for plugin in self._roster.active if PROVIDE + slot in plugin.hooks]

    def _chosen(self, slot: str, choice: str) -> Iterator[LoadedPlugin]:
        providers = self._providers(slot)
        for plugin in self._roster.active:
            if plugin.name == choice:
                if plugin in providers:
                    return iter([plugin])
                raise NoProvider(
                    f"SLOTS chooses {plugin.source} for the slot {slot!r}, which that plugin does"
                    f" not provide. Choose one that does: {self._names_of(slot)}.",
                    [plugin.name],
                )
        return self._refuse(slot, choice)

    def _refuse(self, slot: str, choice: str) -> NoReturn:
        state = "is installed but not selected" if choice in discover() else "is not installed"
        hint = did_you_mean(choice, [plugin.name for plugin in self._roster.active])
        raise UnknownPlugin(
            f"SLOTS chooses {choice!r} for the slot {slot!r}, and that plugin {state}.{hint}"
            f" Install and select it, or choose among: {self._names_of(slot)}."
        )

    def _ranking(self, slot: str) -> Iterator[LoadedPlugin]:
        """The providers in the order in which they are asked: alternatives before defaults."""
        providers = self._providers(slot)
        for rank in sorted(Rank, reverse=True):
            equals = [plugin for plugin in providers if plugin.source.rank is rank]
            if len(equals) > 1:
                raise TwoProviders(_conflict(slot, equals), [plugin.name for plugin in equals])
            # One that failed meanwhile may have taken along another that requires it.
            yield from (plugin for plugin in equals if not plugin.failure)

    def _names_of(self, slot: str) -> str:
        return (
            ", ".join(repr(plugin.name) for plugin in self._providers(slot)) or "none is installed"
        )

    def _enter(self, slot: str, winner: LoadedPlugin, value: Any) -> None:
        maker = winner.hooks[PROVIDE + slot].function
        self._roster.ledger.renew(Entry("slot", slot, winner.source, value, maker=maker))
        if self._roster.filled.get(slot) is winner:
            return
        self._roster.filled[slot] = winner
        rank = winner.source.rank
        defaults = [each for each in self._providers(slot) if each.source.rank < rank]
        if defaults and rank is Rank.ALTERNATIVE:
            default = max(defaults, key=lambda plugin: plugin.source.rank)
            name = " ".join(filter(None, (winner.name, winner.version)))
            self._roster.notify(logging.INFO, f"{slot}: {name} instead of {default.name}")


def _check(value: Any, plugin: LoadedPlugin, slot: str) -> None:
    absent = [
        name
        for name in ESSENTIAL.get(slot, ())
        if value is not None and not callable(getattr(value, name, None))
    ]
    if absent:
        raise failure(
            plugin,
            PROVIDE + slot,
            f"answered {value!r}, which can't fill the slot {slot!r}, since it has no method"
            f" {' and no '.join(absent)}",
        )


def _conflict(slot: str, plugins: list[LoadedPlugin]) -> str:
    first, *rest = [str(plugin.source) for plugin in plugins]
    every = "both" if len(plugins) == 2 else "all"
    other = "the other" if len(plugins) == 2 else "the others"
    return (
        f"{', '.join([first, *rest[:-1]])} and {rest[-1]} {every} provide the slot {slot!r}."
        f' Choose one: SLOTS = {{"{slot}": "{plugins[0].name}"}}, or uninstall {other}.'
    )
