"""Which of the installed plugins an application takes.

What is installed is on, unless somebody says otherwise:

- ``plugins=`` of the application lists those that it takes, by name or as objects;
- the environment variable COSTREL_PLUGINS is that list where the application has none: names with
  commas or spaces between them; empty, it takes none;
- ``deny=`` takes names out, whoever put them in;
- a lock is the list of what may be installed at all: what it does not name is not there;
- COSTREL_SAFE_MODE=1 leaves only the distribution's own parts.

A distribution with a prefix of its own has these variables by that prefix too.

The parts of a distribution and what is built in are on in any case; ``without=`` leaves a part out.
"""

from collections.abc import Iterable, Mapping
from inspect import isroutine
from types import ModuleType
from typing import Any, NamedTuple

from costrel_spec.errors import BootError, DuplicatePlugin, UnknownPlugin

from .discovery import discover
from .environment import PLUGINS, SAFE_MODE, spelling
from .problems import OFF, Problems, is_inspected
from .source import Rank, Source
from .spelling import did_you_mean


class Selected(NamedTuple):
    """A plugin that the application takes: its source, and the object where it was given as one.

    :param failure: why it can't be loaded, where the application is only inspected.
    """

    source: Source
    given: object | None = None
    failure: BootError | None = None


class Selection:
    """What an application says about the plugins that it takes.

    :param locked: the names that a lock lists, if there is one.
    """

    def __init__(
        self,
        *,
        parts: Iterable[str],
        without: Iterable[str] = (),
        plugins: Iterable[object] | None = None,
        deny: Iterable[str] = (),
        builtin: Iterable[tuple[str, object]] = (),
        locked: frozenset[str] | None = None,
    ) -> None:
        self._locked = locked
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

    def choose(
        self, environ: Mapping[str, str], problems: Problems | None = None
    ) -> list[Selected]:
        """The plugins to load, in no particular order.

        :raises UnknownPlugin: for a name that nobody declares.
        :raises DuplicatePlugin: where two of them share a name.
        """
        problems = problems or Problems()
        left_out = self._without | self._deny
        chosen = [
            Selected(Source(name, Rank.BUILT_IN), thing) for name, thing in self._builtin.items()
        ]
        for name in self._parts - left_out:
            sources = discover().get(name, ()) if self._allows(name) else ()
            chosen += [Selected(Source(name, Rank.PART, each.entry)) for each in sources]
        if not in_safe_mode(environ):
            others = self._objects + self._installed(environ, problems)
            chosen += [each for each in others if each.source.name not in left_out]
        return _without_twins(chosen, problems)

    def _installed(self, environ: Mapping[str, str], problems: Problems) -> list[Selected]:
        """The installed plugins that are allowed, but for the parts."""
        own = self._parts | self._builtin.keys()
        if self._listed is not None:
            return self._find(self._listed - own, "plugins=", problems)
        if PLUGINS in environ:
            listed = frozenset(environ[PLUGINS].replace(",", " ").split())
            return self._find(listed - own, spelling(environ, PLUGINS), problems)
        others = {
            name: found
            for name, found in discover().items()
            if name not in self._parts and self._allows(name)
        }
        return [Selected(source) for found in others.values() for source in found]

    def _allows(self, name: str) -> bool:
        return self._locked is None or name in self._locked

    @property
    def denied(self) -> frozenset[str]:
        """The names in ``deny=``, of which some may be those of no plugin."""
        return self._deny

    def absence(self, name: str, environ: Mapping[str, str]) -> tuple[str, str]:
        """What keeps an installed plugin out: ``denied`` or ``not selected``, and a sentence."""
        for option, names in (("without=", self._without), ("deny=", self._deny)):
            if name in names:
                return "denied", f"{option} names it."
        if in_safe_mode(environ):
            reason = f"{spelling(environ, SAFE_MODE)} is on."
        elif not self._allows(name):
            reason = "The lock does not list it."
        else:
            place = "plugins=" if self._listed is not None else spelling(environ, PLUGINS)
            reason = f"{place} does not list it."
        return "not selected", reason

    def one(
        self, plugin: object, environ: Mapping[str, str], problems: Problems
    ) -> Selected | None:
        """A plugin that is used after the others were chosen; None if it is to be left out.

        :param plugin: an object as in ``plugins=``, or the name of one that is installed.
        :raises UnknownPlugin: for a name that nobody declares.
        :raises DuplicatePlugin: for a name that several distributions declare.
        """
        given = None if isinstance(plugin, str) else _given(plugin)
        name = given.source.name if given else str(plugin)
        if in_safe_mode(environ) or name in self._without | self._deny:
            return None
        if given:
            return given
        return _without_twins(self._find(frozenset({name}), "use()", problems), problems)[0]

    def check_required(self, names: Iterable[str], problems: Problems | None = None) -> None:
        """Raise UnknownPlugin for a name that nobody has, so that requiring it would mean nothing."""
        objects = {each.source.name for each in self._objects}
        known = discover().keys() | self._builtin.keys() | objects
        for name in sorted(set(names) - known):
            (problems or Problems()).report(_unknown("required=", name, known))

    def _find(self, listed: frozenset[str], place: str, problems: Problems) -> list[Selected]:
        found: list[Selected] = []
        for name in sorted(listed):
            if name not in discover():
                error = _unknown(place, name, discover())
                problems.report(error)
                found.append(Selected(Source(name, Rank.ALTERNATIVE), failure=error))
            found += [Selected(source) for source in discover().get(name, ())]
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


def in_safe_mode(environ: Mapping[str, str]) -> bool:
    """Whether only the distribution's own parts are taken."""
    return environ.get(SAFE_MODE, "").strip().lower() not in OFF


def mode(environ: Mapping[str, str]) -> str:
    """What an application is made for: ``normal``, ``safe`` or ``inspect``."""
    if is_inspected(environ):
        return "inspect"
    return "safe" if in_safe_mode(environ) else "normal"


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
    name = getattr(thing, "plugin_name", name)
    if not isinstance(name, str):
        raise TypeError(
            f"{thing!r} has the plugin_name {name!r}: the name of a plugin is a string."
        )
    return Selected(Source(name, Rank.ALTERNATIVE), thing)


def _without_twins(chosen: list[Selected], problems: Problems) -> list[Selected]:
    """The plugins; those that share a name have failed, where that does not stop the boot."""
    seen: dict[str, Source] = {}
    failures: dict[str, DuplicatePlugin] = {}
    for source in (each.source for each in chosen):
        twin = seen.setdefault(source.name, source)
        if twin is not source:
            failures[source.name] = twins(twin, source)
            problems.report(failures[source.name])
    return [each._replace(failure=failures.get(each.source.name, each.failure)) for each in chosen]


def twins(one: Source, other: Source) -> DuplicatePlugin:
    """The error for two plugins of one name."""
    first, second = sorted((one.origin, other.origin))
    return DuplicatePlugin(
        f"Two plugins have the name {one.name!r}: one is {first}, one {second}."
        f" {_remedy(one, other)}"
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
