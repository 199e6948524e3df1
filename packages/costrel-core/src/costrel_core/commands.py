"""Command groups, with or without a part that runs commands."""

from collections.abc import Callable
from functools import partial
from typing import Any, NoReturn, TypeVar

from costrel_spec.errors import MissingPart

_Function = TypeVar("_Function", bound=Callable[..., Any])


class RecordedGroup:
    """Keeps what is registered where no part fills the slot ``cli``; only running a command fails."""

    def __init__(self, name: str | None) -> None:
        self.name = name
        self.commands: dict[str, Any] = {}

    def command(self, *args: Any, **kwargs: Any) -> Any:
        """A decorator, with or without a name, as ``click.Group.command`` is."""
        if args and callable(args[0]):
            return self._keep_command(args[0], None)
        name = args[0] if args else kwargs.get("name")
        return partial(self._keep_command, name=name)

    def group(self, *args: Any, **kwargs: Any) -> Any:
        """A decorator that makes a group of its own, with or without a name."""
        if args and callable(args[0]):
            return self._keep_group(args[0], None)
        name = args[0] if args else kwargs.get("name")
        return partial(self._keep_group, name=name)

    def add_command(self, cmd: Any, name: str | None = None) -> None:
        """Keep a command object."""
        self.commands[name or cmd.name] = cmd

    def _keep_command(self, function: _Function, name: str | None) -> _Function:
        self.commands[name or function.__name__] = function
        return function

    def _keep_group(self, function: Callable[..., Any], name: str | None) -> "RecordedGroup":
        group = RecordedGroup(name or function.__name__)
        self.add_command(group)
        return group

    def main(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Running a command needs a part.

        :raises costrel_spec.errors.MissingPart: always.
        """
        raise MissingPart.for_slot("Running a command", "cli", "costrel-cli")

    def invoke(self, *args: Any, **kwargs: Any) -> NoReturn:
        """The same of a command in a context of click.

        :raises costrel_spec.errors.MissingPart: always.
        """
        self.main()

    def get_command(self, *args: Any, **kwargs: Any) -> NoReturn:
        """What is kept is no command yet.

        :raises costrel_spec.errors.MissingPart: always.
        """
        raise MissingPart.for_slot("Looking for a command", "cli", "costrel-cli")

    def list_commands(self, *args: Any, **kwargs: Any) -> NoReturn:
        """What is kept are no commands yet.

        :raises costrel_spec.errors.MissingPart: always.
        """
        raise MissingPart.for_slot("Listing the commands", "cli", "costrel-cli")

    __call__ = main
