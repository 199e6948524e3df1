"""Commands that can't be run, since another one has their name."""

from collections.abc import Iterator, Mapping

from costrel_spec.inspection import Finding, Owner

from .command_owners import blueprint_commands, command_owners
from .subject import Subject


def hidden_commands(subject: Subject, commands: Mapping[str, Owner]) -> Iterator[Finding]:
    """Commands behind those of the command line, of the application, or of another plugin."""
    names = [*subject.app.cli.commands, *(command.name for command, _ in subject.commands)]
    for blueprint in subject.app.blueprints.values():
        names += blueprint_commands(blueprint)
    for name in dict.fromkeys(names):
        owners = [owner for owner, _ in command_owners(subject, name)]
        if name in commands:
            owners.insert(0, commands[name])
        for hidden in owners[1:]:
            yield Finding(
                "hidden-command",
                f"The command {name!r} of the {hidden.kind} {hidden.name!r} can't be run: that of the"
                f" {owners[0].kind} {owners[0].name!r} has the name.",
                (hidden, owners[0]),
                "Give one of them another name.",
            )
