"""Whether sessions can do what the application requires of them, and who else could."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from costrel_spec.errors import InvalidRequirement, MissingCapability
from costrel_spec.slots import SESSION_CAPABILITIES

from .discovery import discover
from .roster import Roster
from .spelling import did_you_mean

PUBLISHED: Mapping[str, frozenset[str]] = {
    "costrel-redis": frozenset({"revocable", "enumerable", "atomic", "rotating"}),
}
"""The distributions of this project with sessions that can do more, for those who have none."""

_EXAMPLE = 'SESSION_REQUIRES = {"revocable"}'
_COLLECTIONS = (frozenset, list, set, tuple)


def check_sessions(roster: Roster, sessions: Any, required: Any) -> None:
    """Report what the application requires of its sessions and they can't do.

    :param sessions: what fills the slot; an interface that declares nothing can do nothing.
    :param required: SESSION_REQUIRES.
    :raises costrel_spec.errors.InvalidRequirement: if it is no set of capabilities that exist.
    :raises costrel_spec.errors.MissingCapability: if one is missing, unless the application is only
        inspected.
    """
    try:
        names = _names(required)
    except InvalidRequirement as error:
        roster.problems.report(error)
        return
    missing = names.difference(getattr(sessions, "capabilities", ()))
    if missing:
        others = list(_installed(roster, sessions, missing))
        remedies = [
            *(f'choose SLOTS = {{"sessions": "{name}"}}' for name in others),
            *_published(missing, others),
            f"take {_listed(missing)} out of SESSION_REQUIRES",
        ]
        roster.problems.report(
            MissingCapability(
                f"SESSION_REQUIRES asks for sessions that are {_listed(names)}, and those in place,"
                f" {_described(roster, sessions)}, are not {_listed(missing, 'or')}. Either"
                f" {', or '.join(remedies)}.",
                others,
            )
        )


def _names(required: Any) -> frozenset[str]:
    kind: Any = required.__class__
    names = list[Any](required) if kind in _COLLECTIONS else [kind]
    if not all(isinstance(name, str) for name in names):
        raise InvalidRequirement(
            f"SESSION_REQUIRES = {required!r} in the configuration: it is a set of what sessions must"
            f" be able to do, by name; write {_EXAMPLE}, or () where nothing is required."
        )
    for name in sorted(set(names).difference(SESSION_CAPABILITIES)):
        raise InvalidRequirement(
            f"SESSION_REQUIRES asks for {name!r}, and no sessions can be that."
            f"{did_you_mean(name, SESSION_CAPABILITIES)} They can be"
            f" {_listed(SESSION_CAPABILITIES, 'or')}."
        )
    return frozenset(names)


def _installed(roster: Roster, sessions: Any, missing: frozenset[str]) -> Iterator[str]:
    """The plugins that take part, whose sessions are not in place, and can do what is missing."""
    for plugin in roster.active:
        if (
            "provide_sessions" in plugin.hooks
            and missing.issubset(plugin.declaration.capabilities)
            and plugin.source is not _owner(roster, sessions)
        ):
            yield plugin.name


def _published(missing: frozenset[str], others: Collection[str]) -> Iterator[str]:
    """What to do about the distributions of this project that can do what is missing."""
    for distribution, able in PUBLISHED.items():
        name = distribution.removeprefix("costrel-")
        if able >= missing and name not in others:
            selectable = f"select the plugin {name!r} of {distribution}, which is installed"
            yield selectable if name in discover() else f"pip install {distribution}"


def _described(roster: Roster, sessions: Any) -> str:
    owner = _owner(roster, sessions)
    if owner is not None:
        return f"of {owner}"
    kind: Any = sessions.__class__
    return f"{kind.__module__}.{kind.__qualname__}"


def _owner(roster: Roster, sessions: Any) -> Any:
    entries = roster.ledger.entries("slot", "sessions")
    return next((entry.owner for entry in entries if entry.value is sessions), None)


def _listed(names: Collection[str], word: str = "and") -> str:
    *first, last = sorted(names)
    return f"{', '.join(first)} {word} {last}" if first else last
