"""What fills the slot ``cli``."""

from typing import Any

from costrel_spec import Application

from .app_group import AppGroup
from .brand import Brand, brand_of
from .dotenv import load_dotenv, wants_env_files
from .runner import CommandRunner


class ClickCommandLine:
    """Command groups and runners made of click's, for one application or a blueprint."""

    runner_class: type[Any] = CommandRunner

    def __init__(self, brand: Brand) -> None:
        self.brand = brand

    def group(self, name: str | None) -> AppGroup:
        """A new group whose commands run inside an application context."""
        return AppGroup(name)

    def runner(self, app: Application, **kwargs: Any) -> Any:
        """A runner of ``app.test_cli_runner_class``, else a CommandRunner."""
        return (app.test_cli_runner_class or self.runner_class)(app, **kwargs)

    def load_dotenv(self) -> bool:
        """Read the env files as the command does, for ``app.run()``; whether there were any."""
        return wants_env_files(True, self.brand) and load_dotenv(brand=self.brand)


def command_line(app: Application | None) -> ClickCommandLine:
    """The command line of an application; of a blueprint that has none yet, if None."""
    return ClickCommandLine(brand_of(app))
