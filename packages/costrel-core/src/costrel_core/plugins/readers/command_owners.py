"""Whose commands an application has."""

from collections.abc import Iterator
from typing import Any

from costrel_spec.inspection import Owner

from .subject import Subject


def command_owners(subject: Subject, name: str) -> Iterator[tuple[Owner, Any]]:
    """The commands of that name with their owners; the first one is what the application runs."""
    used = _commands(subject.app.cli).get(name)
    if used is not None:
        yield owner_of(subject, name, used), used
    for command, plugin in subject.commands:
        if command.name == name and command is not used:
            yield subject.by_plugin(plugin, command), command
    for blueprint_name, blueprint in subject.app.blueprints.items():
        command = blueprint_commands(blueprint).get(name)
        if command is not None and command is not used:
            yield subject.by_blueprint(blueprint_name, command), command


def owner_of(subject: Subject, name: str, command: Any) -> Owner:
    """Who a command of the application belongs to."""
    for other, plugin in subject.commands:
        if other is command:
            return subject.by_plugin(plugin, command)
    entry = subject.entry("commands", name, command)
    if entry:
        return subject.by_entry(entry)
    for blueprint_name, blueprint in subject.app.blueprints.items():
        if blueprint_commands(blueprint).get(name) is command:
            return subject.by_blueprint(blueprint_name, command)
    return subject.by_application(command)


def blueprint_commands(blueprint: object) -> dict[str, Any]:
    """What a blueprint adds to the application's group: its commands, or its group of them."""
    # Only a group that was asked for has commands; asking would make one.
    group = vars(blueprint).get("cli")
    if group is None or not group.commands:
        return {}
    merged = getattr(blueprint, "cli_group", None) is None
    return dict(group.commands) if merged else {group.name: group}


def _commands(group: Any) -> dict[str, Any]:
    commands: dict[str, Any] = group.commands
    return commands
