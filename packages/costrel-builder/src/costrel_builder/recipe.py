"""What a distribution is to be, and the names that follow from its own."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError
from keyword import iskeyword
from typing import Any

from .errors import DistributionRefused
from .parts import Part, requirement

OURS = "costrel"
"""The command that the part ``cli`` has itself: the bundle's, which needs no other."""

_NAMES = ("App", "AppGroup", "Blueprint", "Client", "CommandRunner", "Config")
TAKEN = frozenset({*_NAMES, "Environment", "Request", "Response", "False", "None", "True"})
"""What the class of applications can't be called: other names of the same module, and Python's."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """A distribution: its name (PEP 508), its parts, its command, and what it configures.

    :param command: what is typed; by default the name without its last word.
    :param defaults: keys of the configuration with the values that applications start with.
    :raises DistributionRefused: if these can't be such names.
    """

    name: str
    parts: tuple[Part, ...]
    command: str = ""
    defaults: Mapping[str, Any] = field(default_factory=dict[str, Any])

    def __post_init__(self) -> None:
        _check(self.name, "the name of a distribution", "acme-web")
        if not self.module.isidentifier() or iskeyword(self.module):
            raise DistributionRefused(
                f"{self.name!r} can't be the name of a distribution: its module would be called"
                f" {self.module!r}, which is no name in Python. Begin with a letter, and take no"
                " keyword."
            )
        if not self.command:
            object.__setattr__(self, "command", _command(self.name))
        _check(self.command, "the name of a command", "acme")
        if not self.class_name.isidentifier() or self.class_name in TAKEN:
            raise DistributionRefused(
                f"{self.command!r} can't be the command: the class of applications would be called"
                f" {self.class_name!r}, which is no name for one. Choose another with --command."
            )
        for key in self.defaults:
            if not key.isidentifier() or not key.isupper():
                raise DistributionRefused(
                    f"{key!r} is no key of the configuration, which are upper-case words such as"
                    " SESSION_COOKIE_SAMESITE. Write --default KEY=VALUE."
                )

    @property
    def module(self) -> str:
        """The name of the package that is imported."""
        return re.sub(r"[.-]", "_", self.name)

    @property
    def class_name(self) -> str:
        """The class of applications: the command in capitals."""
        return "".join(word.capitalize() for word in re.split(r"[._-]", self.command))

    @property
    def prefix(self) -> str:
        """Of the environment variables, without the underscore."""
        return re.sub(r"[.-]", "_", self.command).upper()

    @property
    def part_names(self) -> tuple[str, ...]:
        """The parts that the class names, in their order; what wraps another is only required."""
        return tuple(part.name for part in self.parts if not part.wraps)

    @property
    def requirements(self) -> tuple[str, ...]:
        """What the distribution depends on."""
        try:
            always = [requirement("costrel-spec"), requirement("costrel-core")]
        except PackageNotFoundError as error:
            raise DistributionRefused(
                f"Every distribution has {error.name}, which is not installed here. Install it: pip"
                f" install {error.name}."
            ) from error
        return tuple(dict.fromkeys([*always, *(part.requirement for part in self.parts)]))

    @property
    def own_command(self) -> bool:
        """Whether there is a command of its own: if it has the part that makes one."""
        return "cli" in self.part_names and self.command != OURS


def _command(name: str) -> str:
    words = re.split(r"[._-]", name)
    return "-".join(words[:-1] or words)


def _check(text: str, what: str, example: str) -> None:
    if not re.fullmatch(r"[a-z0-9]+([._-][a-z0-9]+)*", text):
        raise DistributionRefused(
            f"{text!r} can't be {what}. Take lower-case letters and digits, with single hyphens"
            f" between words, such as {example!r}."
        )
