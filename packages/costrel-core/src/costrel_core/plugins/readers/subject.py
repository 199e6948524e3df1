"""The application that is asked after, with its plugins."""

import os
import sys
import traceback
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any, cast

from costrel_spec.inspection import Owner

from ..host import Host
from ..ledger import ABSENT, Entry, Ledger, place_of
from ..loading import LoadedPlugin
from ..roster import Roster
from ..scopes import Scopes
from ..selection import Selection
from ..slots import Slots
from ..source import CORE, Rank, Source

OURS = str(Path(__file__).parents[2])
"""The folder of this package; what lies there was written by nobody who is asked after."""


@dataclass(frozen=True, slots=True)
class Subject:
    """An application, who takes part in it, and whose its things are."""

    app: Host
    roster: Roster
    slots: Slots
    selection: Selection
    scopes: Scopes
    commands: list[tuple[Any, LoadedPlugin]]
    policy: Mapping[str, frozenset[str]]
    """What the application says of plugins that may be absent, by the name of the argument."""
    environ: Mapping[str, str]
    """The environment variables, as the choice of plugins reads them."""

    @property
    def ledger(self) -> Ledger:
        """Who put what where."""
        return self.roster.ledger

    @property
    def choices(self) -> Mapping[str, str]:
        """What the application says in SLOTS; nothing where that makes no sense."""
        given = self.app.config.get("SLOTS")
        return cast(Mapping[str, str], given) if isinstance(given, dict) else {}

    def winner(self, slot: str) -> LoadedPlugin | None:
        """Who fills the slot, or would; None where nobody does."""
        filled = self.roster.filled.get(slot)
        return filled or self.slots.candidate(slot, self.choices.get(slot))

    @property
    def environment(self) -> Any:
        """The environment of Jinja; None where another engine is in the slot, or none."""
        try:
            return self.app.jinja_env if self.app.template_engine else None
        except AttributeError:
            return None

    # -- owners -------------------------------------------------------------------------------

    @property
    def application(self) -> Owner:
        """The application itself."""
        return self.by_application()

    def by_application(self, *things: Any, place: str | None = None) -> Owner:
        """The application, and where the first of the things is whose place is known."""
        name = self.app.import_name
        return Owner("application", name, place=place or _place(things, name))

    def by_blueprint(self, name: str, *things: Any, place: str | None = None) -> Owner:
        """A blueprint of that name; a plugin, if the blueprint is the plugin's."""
        blueprint = self.app.blueprints[name]
        entry = self.entry("blueprints", name, blueprint)
        place = place or _place(things, blueprint.import_name)
        if entry:
            return self.by_source(entry.owner, place)
        return Owner("blueprint", name, place=place)

    def by_plugin(self, plugin: LoadedPlugin, *things: Any) -> Owner:
        """A plugin, and where the thing is, or else the plugin itself."""
        code = [implementation.function for implementation in plugin.hooks.values()]
        made: object = plugin.object if plugin.given is None else plugin.given
        known: tuple[object, ...] = (*things, made, type(made), *code)
        place = next(filter(None, map(place_of, known)), None)
        return self.by_source(plugin.source, place or _file(plugin))

    def by_entry(self, entry: Entry, *things: Any) -> Owner:
        """The plugin that made the entry, and where."""
        place = next(filter(None, map(place_of, things)), None)
        return self.by_source(entry.owner, place or entry.place)

    def by_source(self, source: Source, place: str | None) -> Owner:
        """The plugin of that source; what is built in is the framework's."""
        if source.rank is Rank.BUILT_IN:
            return self.by_framework(place)
        return Owner("plugin", source.name, source.distribution, source.version, place)

    def by_framework(self, place: str | None = None) -> Owner:
        """The core, whatever else is installed."""
        return Owner("framework", "core", CORE, version(CORE), place)

    def by_name(self, name: str) -> Owner:
        """The plugin of that name, whether it takes part or not."""
        for plugin in self.roster.plugins:
            if plugin.name == name:
                return self.by_plugin(plugin)
        return Owner("plugin", name)

    # -- what the ledger says -----------------------------------------------------------------

    def entry(self, kind: str, key: Any, value: Any) -> Entry | None:
        """The entry that put this very value there, if a plugin did."""
        found = [each for each in self.ledger.entries(kind, key) if each.value is value]
        return found[-1] if found else None

    def before(self, entry: Entry) -> Iterator[Owner]:
        """Whose thing was replaced by that of the entry, the latest first."""
        while entry.replaced is not ABSENT:
            earlier = self.entry(entry.kind, entry.key, entry.replaced)
            if earlier is None or earlier is entry:
                yield self.unrecorded(entry.kind, entry.key, entry.replaced)
                return
            yield self.by_entry(earlier)
            entry = earlier

    def unrecorded(self, kind: str, key: Any, value: Any) -> Owner:
        """Who has put there what no plugin did: the application, the framework or the engine."""
        if kind == "jinja_env.globals" and key in self.app.template_globals():
            return self.by_framework()
        if kind.startswith("jinja_env."):
            environment: Any = vars(self.app).get("jinja_env")
            makers = {cls.__module__.partition(".")[0] for cls in type(environment).__mro__}
            maker = self.roster.filled.get("templates")
            if maker and module_of(value).partition(".")[0] in makers:
                return self.by_plugin(maker, value)
        if kind == "converters" and module_of(value).startswith(("costrel_core.", "werkzeug.")):
            return self.by_framework()
        return self.by_application(value)


def module_of(thing: Any) -> str:
    """The module that defines a function, a class, or the class of anything else."""
    try:
        return str(thing.__module__)
    except Exception:  # noqa: BLE001  # a proxy of what is not there now
        return type(thing).__module__


def name_of(thing: Any) -> str:
    """What a function or class is called, with its module; of anything else, its class. No value."""
    try:
        return f"{thing.__module__}.{thing.__qualname__}"
    except Exception:  # noqa: BLE001  # a proxy of what is not there now, or no function
        return f"{type(thing).__module__}.{type(thing).__qualname__}"


def _file(plugin: LoadedPlugin) -> str | None:
    """The file of a plugin that is known by its entry point or error only."""
    frames = plugin.failure and plugin.failure.__cause__ and plugin.failure.__cause__.__traceback__
    places = [f"{each.filename}:{each.lineno}" for each in traceback.extract_tb(frames or None)]
    written = [each for each in places if not each.startswith((OURS + os.sep, "<frozen"))]
    entry = plugin.source.entry
    module = sys.modules.get(entry.module) if entry and not written else None
    return written[-1] if written else getattr(module, "__file__", None)


def _place(things: Iterable[Any], import_name: str) -> str | None:
    """The first known place outside of this package, else the file of the module."""
    for place in map(place_of, things):
        if place and not place.startswith(OURS + os.sep):
            return place
    module = sys.modules.get(import_name)
    return getattr(module, "__file__", None)
