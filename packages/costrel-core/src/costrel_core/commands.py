"""Command groups, with or without a part that runs commands."""

from collections.abc import Callable
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
            return self._record(args[0], None)
        name = args[0] if args else kwargs.get("name")
        return lambda function: self._record(function, name)

    def group(self, *args: Any, **kwargs: Any) -> Any:
        """A decorator that makes a group of its own."""

        def decorate(function: Callable[..., Any]) -> RecordedGroup:
            group = RecordedGroup(args[0] if args and isinstance(args[0], str) else None)
            self._record(function, group.name)
            return group

        return decorate(args[0]) if args and callable(args[0]) else decorate

    def add_command(self, cmd: Any, name: str | None = None) -> None:
        """Keep a command object."""
        self.commands[name or cmd.name] = cmd

    def _record(self, function: _Function, name: str | None) -> _Function:
        self.commands[name or function.__name__] = function
        return function

    def main(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Running a command needs a part.

        :raises costrel_spec.errors.MissingPart: always.
        """
        raise MissingPart.for_slot("Running a command", "cli", "costrel-cli")

    __call__ = main
