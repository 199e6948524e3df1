"""Where a function is registered, and by whom."""

from collections.abc import Hashable, Iterator, Mapping
from typing import Any, cast

from costrel_spec.inspection import Origin, Owner

from .subject import Subject, name_of

VALUES = frozenset({"attributes", "config", "settings", "url_map"})
"""Registries of other things than functions."""

_Place = tuple[str, tuple[Hashable, ...], Any]


def function_origins(subject: Subject, key: str) -> Iterator[Origin]:
    """Every registration of a function, by its name with or without its module."""
    for plugin in subject.roster.active:
        for implementation in plugin.hooks.values():
            if _is_named(implementation.function, key):
                text = f"hook {implementation.hook} -> {name_of(implementation.function)}"
                yield Origin("function", text, subject.by_plugin(plugin, implementation.function))
    for kind, path, value in _registered(subject):
        if _is_named(value, key):
            words = [
                kind,
                *(str(getattr(step, "__name__", step)) for step in path if step is not None),
            ]
            text = f"{' '.join(words)} -> {name_of(value)}"
            yield Origin("function", text, _owner(subject, kind, path, value))


def _is_named(thing: Any, key: str) -> bool:
    name = name_of(thing)
    return key in {name, name.rpartition(".")[2]}


def _registered(subject: Subject) -> Iterator[_Place]:
    for kind, registry in subject.app.registries().items():
        if kind not in VALUES:
            yield from ((kind, path, value) for path, value in _leaves(registry, ()))
    for entry in subject.ledger.entries("wsgi application"):
        yield entry.kind, (), entry.value


def _leaves(
    registry: Any, path: tuple[Hashable, ...]
) -> Iterator[tuple[tuple[Hashable, ...], Any]]:
    # By its type, since a proxy would answer for what it stands for.
    if issubclass(type(registry), dict):
        for key, value in cast(Mapping[Hashable, Any], registry).items():
            yield from _leaves(value, (*path, key))
    elif issubclass(type(registry), (list, set)):
        for value in cast(list[Any], registry):
            yield path, value
    else:
        yield path, registry


def _owner(subject: Subject, kind: str, path: tuple[Hashable, ...], value: Any) -> Owner:
    key = path if len(path) > 1 else path[0] if path else None
    entry = subject.entry(kind, key, value)
    if entry:
        return subject.by_entry(entry)
    for name in path:
        if isinstance(name, str) and name in subject.app.blueprints:
            return subject.by_blueprint(name, value)
    return subject.unrecorded(kind, key, value)
