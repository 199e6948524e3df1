"""What an application tells about itself: its plugins, who put what where, and what is wrong.

All of it is plain data: strings, numbers, and tuples of these, which JSON can hold.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

KINDS = (
    "route",
    "endpoint",
    "config",
    "command",
    "template",
    "slot",
    "filter",
    "test",
    "global",
    "blueprint",
    "extension",
    "converter",
    "attribute",
    "hook",
    "function",
)
"""What can be asked after; a route by its path, all else by its name."""


@dataclass(frozen=True, slots=True)
class Owner:
    """Who something in an application belongs to.

    :param kind: ``plugin``, ``blueprint``, ``application``, ``framework`` or ``environment``.
    :param name: of the plugin or blueprint; the import name of the application.
    :param distribution: that declares the plugin.
    :param place: file and line of the thing, or else of what put it there.
    """

    kind: str
    name: str
    distribution: str | None = None
    version: str | None = None
    place: str | None = None

    def __str__(self) -> str:
        words = [self.kind, repr(self.name)]
        if self.distribution:
            words.append(f"({self.distribution} {self.version})")
        return " ".join([*words, "at", self.place] if self.place else words)


Commands = Mapping[str, Sequence[Owner]]
"""The commands of the command line itself by name, with their owners; that of the first one runs."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where one thing comes from.

    :param kind: what was asked for, such as ``route`` or ``filter``.
    :param text: the thing itself in a line, such as ``GET /stamp -> acme_stamp``.
    :param replaced: whose thing was there before, the latest first.
    :param others: whose thing would be used instead if this one were not there.
    """

    kind: str
    text: str
    owner: Owner
    replaced: tuple[Owner, ...] = ()
    others: tuple[Owner, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is wrong, or that does nothing.

    :param code: what kind of finding it is; ``docs/inspection.md`` or ``docs/errors.md`` lists it.
    :param sentence: what is wrong, with the value.
    :param owners: whom it concerns: the one to change first.
    """

    code: str
    sentence: str
    owners: tuple[Owner, ...]
    remedy: str


@dataclass(frozen=True, slots=True)
class PluginState:
    """One plugin, whether it takes part or not.

    :param status: ``active``, ``left out`` (it failed and is optional), ``failed``,
        ``not selected`` or ``denied``.
    :param reason: why it does not take part; empty where it does.
    :param required: whether the application refuses to start without it, should it fail.
    :param slots: those that it fills, or would.
    :param import_ms: how long its import took, in milliseconds; None where it was not imported.
    :param setup_ms: the same of its set-up.
    :param slow: whether one of these took longer than it should.
    :param scopes: the blueprints whose requests it acts for; empty where it acts for all.
    """

    name: str
    distribution: str | None
    version: str | None
    status: str
    reason: str
    required: bool
    slots: tuple[str, ...]
    hooks: tuple[str, ...]
    import_ms: float | None
    setup_ms: float | None
    slow: bool
    scopes: tuple[str, ...] = ()


class Inspector(Protocol):
    """What explains an application; ``app.assembly`` is one."""

    @property
    def mode(self) -> str:
        """``normal``, ``safe`` or ``inspect``."""
        ...

    def overview(self) -> tuple[PluginState, ...]:
        """Every installed plugin: those that take part in their order, then the others by name."""
        ...

    def why(
        self, kind: str, key: str, method: str | None = None, commands: Commands = ...
    ) -> tuple[Origin, ...]:
        """Where the thing of that kind and name comes from; empty where there is none.

        :param method: of a route; None stands for all that it has.
        :param commands: those of the command line itself, which hide an application's.
        """
        ...

    def check(self, commands: Commands = ...) -> tuple[Finding, ...]:
        """What is wrong with the application; empty where all is well."""
        ...

    def deploy_checks(self) -> Sequence[tuple[str, str]]:
        """What speaks against deploying the application: names of plugins, and sentences."""
        ...

    def graph(self) -> str:
        """The plugins, their order and the slots that they fill, as a mermaid flowchart."""
        ...
