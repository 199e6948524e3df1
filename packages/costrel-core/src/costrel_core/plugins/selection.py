"""Which of the installed plugins an application takes.

What is installed is on, unless somebody says otherwise:

- ``plugins=`` of the application lists those that it takes, by name or as objects;
- the environment variable COSTREL_PLUGINS is that list where the application has none: names with
  commas or spaces between them; empty, it takes none;
- ``deny=`` takes names out, whoever put them in;
- COSTREL_SAFE_MODE=1 leaves only the distribution's own parts.

The parts of a distribution and what is built in are on in any case; ``without=`` leaves a part out.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from inspect import isroutine
from types import ModuleType
from typing import Any

from costrel_spec.errors import DuplicatePlugin, UnknownPlugin

from .discovery import discover
from .source import Rank, Source
from .spelling import did_you_mean

PLUGINS = "COSTREL_PLUGINS"
SAFE_MODE = "COSTREL_SAFE_MODE"
OFF = frozenset({"", "0", "false", "no", "off"})
"""What leaves the safe mode off; anything else turns it on, which is the safe side."""


@dataclass(frozen=True, slots=True)
class Selected:
    """A plugin that the application takes: its source, and the object where it was given as one."""

    source: Source
    given: object | None = None


class Selection:
    """What an application says about the plugins that it takes."""

    def __init__(
        self,
        *,
        parts: Iterable[str],
        without: Iterable[str] = (),
        plugins: Iterable[object] | None = None,
        deny: Iterable[str] = (),
        builtin: Iterable[tuple[str, object]] = (),
    ) -> None:
        self._builtin = dict(builtin)
        self._parts = name_set("parts", parts)
        self._without = name_set("without", without)
        self._deny = name_set("deny", deny)
        self._listed: frozenset[str] | None = None
        self._objects: list[Selected] = []
        if plugins is not None:
            given = _listed("plugins", plugins)
            self._listed = frozenset(name for name in given if isinstance(name, str))
            self._objects = [_given(thing) for thing in given if not isinstance(thing, str)]
        self._check_left_out()

    def choose(self, environ: Mapping[str, str]) -> list[Selected]:
        """The plugins to load, in no particular order.

        :raises UnknownPlugin: for a name that nobody declares.
        :raises DuplicatePlugin: where two of them share a name.
        """
        left_out = self._without | self._deny
        chosen = [
            Selected(Source(name, Rank.BUILT_IN), thing) for name, thing in self._builtin.items()
        ]
        for name in self._parts - left_out:
            sources = discover().get(name, ())
            chosen += [Selected(Source(name, Rank.PART, each.entry)) for each in sources]
        if environ.get(SAFE_MODE, "").strip().lower() in OFF:
            others = self._objects + [Selected(source) for source in self._installed(environ)]
            chosen += [each for each in others if each.source.name not in left_out]
        _refuse_twins(each.source for each in chosen)
        return chosen

    def _installed(self, environ: Mapping[str, str]) -> list[Source]:
        """The installed plugins that are allowed, but for the parts."""
        if self._listed is not None:
            return self._find(self._listed, "plugins=")
        if PLUGINS in environ:
            return self._find(frozenset(environ[PLUGINS].replace(",", " ").split()), PLUGINS)
        every = discover().items()
        return [source for name, found in every if name not in self._parts for source in found]

    def check_required(self, names: Iterable[str]) -> None:
        """Raise UnknownPlugin for a name that nobody has, so that requiring it would mean nothing."""
        objects = {each.source.name for each in self._objects}
        known = discover().keys() | self._builtin.keys() | objects
        for name in sorted(set(names) - known):
            raise _unknown("required=", name, known)

    def _find(self, listed: frozenset[str], place: str) -> list[Source]:
        found: list[Source] = []
        for name in sorted(listed - self._parts - self._builtin.keys()):
            if name not in discover():
                raise _unknown(place, name, discover())
            found += discover()[name]
        return found

    def _check_left_out(self) -> None:
        for name in sorted((self._without | self._deny) & self._builtin.keys()):
            raise UnknownPlugin(
                f"without= or deny= names {name!r}, which can't be left out: it is built into the"
                " core. Another plugin can fill its slots."
            )
        for name in sorted(self._without - self._parts):
            raise UnknownPlugin(
                f"without= names {name!r}, which is no part of this distribution."
                f"{did_you_mean(name, self._parts)} A plugin that is not the distribution's own is"
                f" left out by deny={{{name!r}}}."
            )


def name_set(argument: str, given: Iterable[str]) -> frozenset[str]:
    """The names given as ``argument``; TypeError for anything else, such as a lone string."""
    names = _listed(argument, given)
    for name in names:
        if not isinstance(name, str):
            raise TypeError(
                f"{argument}={names!r}: {argument} lists names of plugins, and {name!r} is none;"
                " write the name as a string."
            )
    return frozenset(names)


def _unknown(place: str, name: str, known: Iterable[str]) -> UnknownPlugin:
    return UnknownPlugin(
        f"{place} names the plugin {name!r}, which no installed distribution declares."
        f"{did_you_mean(name, known)} Install the distribution that does, or take the name out of"
        f" {place}."
    )


def _listed(argument: str, given: Any) -> list[Any]:
    if isinstance(given, str):
        raise TypeError(
            f"{argument}={given!r}: {argument} lists plugins and is not one string;"
            f" write {argument}=[{given!r}]."
        )
    try:
        return list(given)
    except TypeError as error:
        raise TypeError(
            f"{argument}={given!r}: {argument} is a list of plugins; write {argument}=[...], or"
            " leave it out."
        ) from error


def _given(thing: object) -> Selected:
    """An object as plugin; it may say its name in ``plugin_name``."""
    if isinstance(thing, ModuleType):
        name = thing.__name__
    else:
        named = thing if isinstance(thing, type) or isroutine(thing) else type(thing)
        name = named.__qualname__
    return Selected(Source(getattr(thing, "plugin_name", name), Rank.ALTERNATIVE), thing)


def _refuse_twins(sources: Iterable[Source]) -> None:
    seen: dict[str, Source] = {}
    for source in sources:
        twin = seen.setdefault(source.name, source)
        if twin is not source:
            first, second = sorted((twin.origin, source.origin))
            raise DuplicatePlugin(
                f"Two plugins have the name {source.name!r}: one is {first}, one {second}."
                f" {_remedy(twin, source)}"
            )


def _remedy(*twins: Source) -> str:
    installed = sorted(f"{twin.distribution}" for twin in twins if twin.entry)
    if not installed:
        return "Give one of them another plugin_name."
    if any(twin.rank is Rank.BUILT_IN for twin in twins):
        return f"Uninstall {installed[0]}: the name is the core's own."
    option = "without" if any(twin.rank is Rank.PART for twin in twins) else "deny"
    name = twins[0].name
    return f"Uninstall {' or '.join(installed)}, or leave both out: {option}={{{name!r}}}."
