"""The parts that a distribution can be made of: the plugins that are installed here."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from importlib.metadata import EntryPoint, entry_points, version
from inspect import isroutine, signature
from typing import Any, cast

from packaging.version import Version

from costrel_spec import PROJECT, Plugin

from .errors import DistributionRefused

PROVIDE = "provide_"


@dataclass(frozen=True, slots=True)
class Part:
    """A plugin, and the distribution that brings it.

    :param slots: the slots that it can fill.
    :param defines: the slots that it defines, for others to fill.
    :param wraps: whether it needs another part in its slot, which it adds to. Such a part is required and
        not named: one part of a distribution can't be below another.
    """

    name: str
    distribution: str
    version: str
    slots: frozenset[str] = frozenset()
    defines: frozenset[str] = frozenset()
    wraps: bool = False

    @property
    def requirement(self) -> str:
        """The distribution with the versions that are compatible with the one installed here."""
        return requirement(self.distribution, self.version)


def installed(name: str) -> Part:
    """The part of that name.

    :raises DistributionRefused: if there is none, or it does not work.
    """
    found = sorted(entry_points(group=PROJECT, name=name), key=_distribution)
    if not found:
        known = sorted(entry_points(group=PROJECT).names)
        remedy = did_you_mean(name, known) or f" Install it, such as by pip install costrel-{name}."
        raise DistributionRefused(
            f"There is no part {name!r} here.{remedy} Installed are {', '.join(known)}."
        )
    if len({_distribution(entry) for entry in found}) > 1:
        raise DistributionRefused(
            f"Two installed distributions, {_distribution(found[0])} and {_distribution(found[1])}, have"
            f" a part {name!r}. Uninstall one of them."
        )
    return _loaded(found[0])


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """A question with the name that is most like it; empty where none is."""
    close = get_close_matches(name, known, n=1)
    return f" Did you mean {close[0]!r}?" if close else ""


def requirement(distribution: str, installed_version: str | None = None) -> str:
    """A compatible range: up to the next version that may break, and as low as this minor version.

    :param installed_version: the one that is installed, unless it is given.
    """
    now = Version(installed_version or version(distribution))
    low = str(now) if now.is_prerelease else f"{now.major}.{now.minor}"
    high = f"{now.major + 1}" if now.major else f"0.{now.minor + 1}"
    return f"{distribution}>={low},<{high}"


def _distribution(entry: EntryPoint) -> str:
    return entry.dist.name if entry.dist else ""


def _loaded(entry: EntryPoint) -> Part:
    try:
        thing: Any = entry.load()
        if isroutine(thing):  # a factory; a class shows its hooks as it is
            thing = thing()
    except Exception as error:  # whatever a stranger's module raises
        raise DistributionRefused(
            f"The part {entry.name!r} of {_distribution(entry)} can't be imported:"
            f" {type(error).__name__}: {error}. Repair it, or choose another."
        ) from error
    found = {_hook(name, getattr(thing, name, None)): name for name in dir(thing)}
    provided = {hook: name for hook, name in found.items() if hook.startswith(PROVIDE)}
    declared = getattr(thing, "plugin", None)
    return Part(
        entry.name,
        _distribution(entry),
        entry.dist.version if entry.dist else "0",
        frozenset(hook.removeprefix(PROVIDE) for hook in provided),
        frozenset(declared.slots) if isinstance(declared, Plugin) else frozenset(),
        any("inner" in signature(getattr(thing, name)).parameters for name in provided.values()),
    )


def _hook(name: str, function: object) -> str:
    """The hook that a function implements; empty where it carries no mark of one."""
    mark: Any = getattr(function, f"{PROJECT}_impl", None)
    if not isinstance(mark, dict):
        return ""
    return cast(dict[str, str | None], mark)["specname"] or name
