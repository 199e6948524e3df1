"""Slots that nobody fills, and choices that can't be carried out."""

import os
from collections.abc import Iterator
from typing import Any

from costrel_spec import SLOTS
from costrel_spec.errors import BootError
from costrel_spec.inspection import Finding, Owner

from ..discovery import discover
from .subject import Subject


def slot_findings(subject: Subject) -> Iterator[Finding]:
    """Of every slot that is defined or chosen for."""
    for slot in sorted(subject.slots.names.union(subject.choices)):
        choice = subject.choices.get(slot)
        error = subject.slots.problem(slot, choice)
        if error is not None:
            if not any(str(error) == str(each) for each in subject.roster.problems.found):
                yield _bad_choice(subject, slot, choice, error)
        elif not subject.slots.providers(slot):
            yield from _missing(subject, slot)


def _bad_choice(subject: Subject, slot: str, choice: str | None, error: BootError) -> Finding:
    named = error.others or [name for name in discover() if name == choice]
    owners = [subject.by_name(name) for name in named]
    if len(owners) < 2:
        owners.insert(0, subject.application)
    if len(owners) < 2:
        owners.append(subject.by_framework())
    text = str(error).removesuffix(f" [costrel:{error.code}]")
    remedy = f"Correct what SLOTS says of {slot!r}."
    return Finding(error.code, text, tuple(owners), remedy)


def _missing(subject: Subject, slot: str) -> Iterator[Finding]:
    """A slot without a provider: wrong where a plugin defines it, or the application needs it."""
    for owner, reason in _needs(subject, slot):
        yield Finding(
            "missing-provider",
            f"No plugin provides the slot {slot!r}, {reason}.",
            (owner, subject.by_framework()),
            f"Install and select a plugin with the hook provide_{slot}.",
        )


def _needs(subject: Subject, slot: str) -> Iterator[tuple[Owner, str]]:
    app: Any = subject.app
    for plugin in subject.roster.active:
        if slot in plugin.declaration.slots and slot not in SLOTS:
            yield subject.by_plugin(plugin), f"which {plugin.name!r} defines"
    if slot == "sessions" and app.config.get("SECRET_KEY"):
        yield subject.application, "and SECRET_KEY is set, which only sessions need"
    if slot == "templates" and app.template_folder is not None:
        folder = os.path.join(str(app.root_path), app.template_folder)
        if os.path.isdir(folder):
            yield subject.application, f"and there are templates in {folder}"
