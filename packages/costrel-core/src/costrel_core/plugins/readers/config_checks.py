"""Suggestions for the configuration that contradict each other, or can't count."""

from collections.abc import Iterator, Mapping
from typing import Any

from costrel_spec.inspection import Finding, Owner

from ..defaults import KIND
from ..ledger import Entry
from .subject import Subject


def config_conflicts(subject: Subject) -> Iterator[Finding]:
    """Keys that several plugins suggest with different values, and those that always have one."""
    entries = subject.ledger.entries(KIND)
    builtin: Mapping[str, Any] = getattr(subject.app, "default_config", {})
    for key in dict.fromkeys(entry.key for entry in entries):
        first, *rest = [entry for entry in entries if entry.key == key]
        for other in rest:
            if not _equal(other.value, first.value):
                yield _conflict(subject, first, other)
        if key in builtin and not _equal(first.value, builtin[str(key)]):
            yield _useless((subject.by_entry(first), subject.by_framework()), str(key))


def _conflict(subject: Subject, first: Entry, other: Entry) -> Finding:
    owners = (subject.by_entry(other), subject.by_entry(first))
    return Finding(
        "config-conflict",
        f"The plugins {owners[1].name!r} and {owners[0].name!r} suggest different values for the key"
        f" {first.key!r} of the configuration; that of {owners[1].name!r} counts.",
        owners,
        "Set the key in the application, or ask the authors for keys of their own.",
    )


def _useless(owners: tuple[Owner, Owner], key: str) -> Finding:
    return Finding(
        "config-useless",
        f"The plugin {owners[0].name!r} suggests a value for the key {key!r} of the configuration, which"
        " always has one, so that the suggestion never counts.",
        owners,
        f"Set app.config[{key!r}] in the hook setup, or leave it to the application.",
    )


def _equal(one: Any, other: Any) -> bool:
    try:
        return one is other or bool(one == other)
    except Exception:  # noqa: BLE001  # whatever a stranger's comparison raises
        return False
