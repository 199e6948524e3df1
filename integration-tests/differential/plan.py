"""What an application is made of, as plain data: the same plan makes it with either framework."""

from dataclasses import dataclass
from typing import Any

Options = dict[str, Any]


@dataclass(frozen=True)
class Route:
    """A rule with its options, and the name of the view that it leads to, if no other has it."""

    rule: str
    endpoint: str
    view: str
    options: Options


@dataclass(frozen=True)
class Level:
    """The application or a blueprint: its routes, functions, handlers and blueprints."""

    name: str
    routes: list[Route]
    before: str
    after: str
    handlers: dict[str, str]
    options: Options
    registrations: list[Options]
    """The options of each registration of a blueprint."""
    blueprints: "list[Level]"


@dataclass(frozen=True)
class Plan:
    """An application, and paths to aim at."""

    root: Level
    arguments: Options
    config: Options
    flags: Options
    """Attributes of its URL map."""
    aims: list[str]
