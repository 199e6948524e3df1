"""Plugins that failed, and names of plugins that nobody has."""

from collections.abc import Iterator
from difflib import get_close_matches
from inspect import isroutine
from types import ModuleType

from costrel_spec.errors import BootError
from costrel_spec.inspection import Finding, Owner

from ...exemption import exempted
from ...taken import what_was_taken
from ..discovery import discover
from ..specification import specifications
from .origins import ANSWERS, endpoint_owner
from .subject import Subject

WISHES = ("wants", "before", "after")
"""What names plugins that may be absent."""

SIMILAR = 0.85
"""How much two names are alike of which one is a misspelling; what is absent is no mistake."""


def failures(subject: Subject) -> Iterator[Finding]:
    """The errors of the boot: of plugins that were left out, and those that concern none of them."""
    errors = [plugin.failure for plugin in subject.roster.plugins if plugin.failure]
    for error in dict.fromkeys((*errors, *subject.roster.problems.found)):
        yield _failure(subject, error)


def _failure(subject: Subject, error: BootError) -> Finding:
    failed = [plugin for plugin in subject.roster.plugins if plugin.failure is error]
    owners = [subject.by_plugin(plugin) for plugin in failed]
    about = what_was_taken(error.__cause__)
    if about:
        owners += [origin.owner for origin in ANSWERS[about[0]](subject, about[1])]
    known = {owner.name for owner in owners}
    owners += [subject.by_name(name) for name in error.others if name not in known]
    if len(owners) < 2:
        # What no plugin did wrong is for the application to change.
        owners.insert(len(failed), subject.application)
    if len(owners) < 2:
        owners.append(subject.by_framework())
    text = str(error).removesuffix(f" [costrel:{error.code}]")
    remedy = failed[0].source.remedy if failed else "Change what the sentence names."
    return Finding(error.code, text.removesuffix(f" {remedy}"), tuple(owners), remedy)


def deprecated_hooks(subject: Subject) -> Iterator[Finding]:
    """What plugins use of the hooks that will go."""
    for plugin in subject.roster.active:
        for implementation in plugin.hooks.values():
            for notice in implementation.notices:
                owners = (
                    subject.by_plugin(plugin, implementation.function),
                    subject.by_framework(),
                )
                remedy = f"Upgrade {plugin.distribution or plugin.name!r}."
                yield Finding("deprecated", notice, owners, remedy)


def unmarked_hooks(subject: Subject) -> Iterator[Finding]:
    """Functions of plugins that are named as hooks are, and are none, since nothing marks them."""
    for plugin in subject.roster.active:
        marked = {implementation.attribute for implementation in plugin.hooks.values()}
        for name in sorted(specifications().keys() - marked):
            function = getattr(plugin.object, name, None)
            if isroutine(function) and _is_own(plugin.object, function):
                owners = (subject.by_plugin(plugin, function), subject.by_framework())
                sentence = (
                    f"The plugin {plugin.source} has a function {name}, which is named as the hook is"
                    " and lacks its mark: nobody calls it."
                )
                remedy = "Mark it with @costrel_spec.hookimpl, or give it another name."
                yield Finding("unmarked-hook", sentence, owners, remedy)


def _is_own(plugin: object, function: object) -> bool:
    """Whether the plugin defines the function; a module may have imported it."""
    home = plugin.__name__ if isinstance(plugin, ModuleType) else None
    return home is None or getattr(function, "__module__", None) == home


def misspelt_names(subject: Subject) -> Iterator[Finding]:
    """Wishes for plugins that are not there, where one of nearly that name is."""
    known = set(discover()).union(plugin.name for plugin in subject.roster.plugins)
    for plugin in subject.roster.active:
        for wish in WISHES:
            wanted: frozenset[str] = getattr(plugin.declaration, wish)
            for name in sorted(wanted - known):
                for near in get_close_matches(name, known - {plugin.name}, 1, SIMILAR):
                    owners = (subject.by_plugin(plugin), subject.by_name(near))
                    yield _misspelt(owners, f"{wish}={{{name!r}}}")
    for endpoint, view in subject.app.view_functions.items():
        for name in sorted(exempted(view) - known):
            for near in get_close_matches(name, known, 1, SIMILAR):
                owners = (endpoint_owner(subject, endpoint, view), subject.by_name(near))
                yield _misspelt(owners, f"@exempt({name!r})")
    for option, names in subject.policy.items():
        for name in sorted(names - known):
            for near in get_close_matches(name, known, 1, SIMILAR):
                owners = (subject.application, subject.by_name(near))
                yield _misspelt(owners, f"{option}={{{name!r}}}")


def _misspelt(owners: tuple[Owner, Owner], text: str) -> Finding:
    owner, meant = owners
    return Finding(
        "misspelt-plugin",
        f"{text} of the {owner.kind} {owner.name!r} names no plugin, and does nothing. Did you mean"
        f" {meant.name!r}?",
        owners,
        "Correct the name, or take it out.",
    )
