"""What a distribution calls its command, and the names that follow from it."""

import os
from dataclasses import dataclass

_NO = frozenset({"0", "false", "no"})


@dataclass(frozen=True, slots=True)
class Brand:
    """The names of one command line: of the command, its variables, its files and its plugins.

    :param command: what is typed, such as ``acme``.
    :param prefix: of the environment variables, without the underscore; the command in upper case.
    :param title: what messages call the framework; the command, capitalised.
    :param distribution: whose version ``--version`` shows; the command.
    """

    command: str
    prefix: str = ""
    title: str = ""
    distribution: str = ""

    def __post_init__(self) -> None:
        derived = {
            "prefix": self.command.upper().replace("-", "_"),
            "title": self.command.capitalize(),
            "distribution": self.command,
        }
        for field, value in derived.items():
            object.__setattr__(self, field, getattr(self, field) or value)

    def variable(self, name: str) -> str:
        """The environment variable of that name: ``variable("APP")`` is ``ACME_APP``."""
        return f"{self.prefix}_{name}"

    def flag(self, name: str, default: bool = False) -> bool:
        """That variable as a yes or no; ``default`` where it is empty or missing."""
        value = os.environ.get(self.variable(name))
        return value.lower() not in _NO if value else default

    @property
    def env_files(self) -> tuple[str, str]:
        """The files with environment variables, the stronger one last."""
        return (f".{self.command}env", ".env")

    @property
    def plugins(self) -> str:
        """The group of entry points that add commands."""
        return f"{self.command}.commands"


COSTREL = Brand("costrel")


def brand_of_prefix(prefix: str) -> Brand:
    """The brand of an application, of which only ``env_prefix`` is known."""
    return Brand(prefix.lower().replace("_", "-"), prefix)
