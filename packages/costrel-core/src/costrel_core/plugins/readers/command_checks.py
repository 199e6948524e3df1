"""Commands that can't be run, since another one has their name."""

from collections.abc import Iterator

from costrel_spec.inspection import Commands, Finding

from .command_owners import blueprint_commands, command_owners
from .subject import Subject


def hidden_commands(subject: Subject, commands: Commands) -> Iterator[Finding]:
    """Commands behind those of the command line, of the application, or of another plugin."""
    names = [*commands, *subject.app.cli.commands]
    names += [command.name for command, _ in subject.commands]
    for blueprint in subject.app.blueprints.values():
        names += blueprint_commands(blueprint)
    for name in dict.fromkeys(names):
        owners = [*commands.get(name, ()), *(owner for owner, _ in command_owners(subject, name))]
        for hidden in owners[1:]:
            yield Finding(
                "hidden-command",
                f"The command {name!r} of the {hidden.kind} {hidden.name!r} can't be run: that of the"
                f" {owners[0].kind} {owners[0].name!r} has the name.",
                (hidden, owners[0]),
                "Give one of them another name.",
            )
