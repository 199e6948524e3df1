"""The slot ``cli``: the application's command group and the runner of its tests."""

from collections.abc import Callable, Sequence
from typing import Any, Protocol, overload

from ..application import Application


class CommandGroup(Protocol):
    """A group of commands, as click has them."""

    name: str | None
    commands: Any
    """The commands by name, a dict."""

    @overload
    def command(self, function: Callable[..., Any], /) -> Any: ...
    @overload
    def command(self, *args: Any, **kwargs: Any) -> Callable[[Callable[..., Any]], Any]: ...
    def command(self, *args: Any, **kwargs: Any) -> Any:
        """A decorator that makes a function a command of this group."""
        ...

    @overload
    def group(self, function: Callable[..., Any], /) -> Any: ...
    @overload
    def group(self, *args: Any, **kwargs: Any) -> Callable[[Callable[..., Any]], Any]: ...
    def group(self, *args: Any, **kwargs: Any) -> Any:
        """A decorator that makes a function a group inside of this one."""
        ...

    def add_command(self, cmd: Any, name: str | None = None) -> None:
        """Add a command object."""
        ...

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run a command line."""
        ...


class CommandLine(Protocol):
    """Makes what the command line of applications consists of."""

    runner_class: type[Any]
    """The runner to use where the application sets no ``test_cli_runner_class``."""

    def group(self, name: str | None) -> CommandGroup:
        """A new command group, for an application or a blueprint."""
        ...

    def runner(self, app: Application, **kwargs: Any) -> Any:
        """A runner of ``app.test_cli_runner_class`` or else ``runner_class``; ``kwargs`` go to it."""
        ...

    def load_dotenv(self, prefix: str) -> bool:
        """Put the variables of the project's env files into the environment, for ``app.run()``.

        What is set already stays. False if there were none.

        :param prefix: the application's ``env_prefix``; ``ACME`` also has a file ``.acmeenv``.
        """
        ...

    def help_page(self, ctx: Any) -> str:
        """The help of the command of ``ctx``, a context of click, for the terminal that is standard output.

        Where that is no terminal, the help is click's, and nobody asks for it here; nor for a table.
        """
        ...

    def table(self, rows: Sequence[tuple[str, ...]], width: int) -> str:
        """Rows, the first of them the head, as a table for that terminal; ``width`` is its columns."""
        ...
