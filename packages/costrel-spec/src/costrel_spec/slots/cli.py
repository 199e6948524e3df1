"""The slot ``cli``: the application's command group and the runner of its tests."""

from typing import Any, Protocol

from ..application import Application


class CommandLine(Protocol):
    """Makes what the command line of applications consists of."""

    runner_class: type[Any]
    """The runner to use where the application sets no ``test_cli_runner_class``."""

    def group(self, name: str | None) -> Any:
        """A new command group with ``command``, ``group`` and ``add_command``, for an app or blueprint."""
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
