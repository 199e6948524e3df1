"""Where a plugin comes from, as errors, logs and the ledger say it."""

from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint


CORE = "costrel-core"
"""The distribution of what is built in."""


class Rank(IntEnum):
    """What a plugin is to the application; where slots are filled, the highest goes first."""

    BUILT_IN = 0
    """The core's own."""
    PART = 1
    """The distribution's own."""
    ALTERNATIVE = 2
    """Installed by somebody else, or given by the application."""


class Source(NamedTuple):
    """A plugin's name, its rank, and the entry point that declares it; None where none does."""

    name: str
    rank: Rank
    entry: "EntryPoint | None" = None

    @property
    def distribution(self) -> str | None:
        """The name of the distribution that declares the plugin."""
        if self.rank is Rank.BUILT_IN:
            return CORE
        return self.entry.dist.name if self.entry and self.entry.dist else None

    @property
    def version(self) -> str | None:
        """The version of that distribution."""
        if self.rank is Rank.BUILT_IN:
            from importlib.metadata import version  # noqa: PLC0415  # no boot needs it

            return version(CORE)
        return self.entry.dist.version if self.entry and self.entry.dist else None

    @property
    def place(self) -> str:
        """The distribution with its version, or else how the plugin came in."""
        if self.entry:
            return f"{self.distribution} {self.version}"
        return "built in" if self.rank is Rank.BUILT_IN else "given in plugins="

    @property
    def origin(self) -> str:
        """The same, as what a plugin is: from a distribution, given or built in."""
        return f"from {self.place}" if self.entry else self.place

    @property
    def remedy(self) -> str:
        """What to do about a plugin that does not work, in a sentence."""
        if self.rank is Rank.BUILT_IN:
            return "It belongs to the core: install costrel-core anew."
        if self.entry is None:
            return "Repair it, or take it out of plugins=."
        option = "without" if self.rank is Rank.PART else "deny"
        return (
            f"Repair or uninstall {self.distribution},"
            f" or leave the plugin out: {option}={{{self.name!r}}}."
        )

    def __str__(self) -> str:
        return f"{self.name!r} ({self.place})"
