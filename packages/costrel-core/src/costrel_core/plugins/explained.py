"""What explains an assembly; it costs nothing as long as nobody asks."""

from abc import ABC, abstractmethod
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from costrel_spec.inspection import Commands, Finding, Origin, PluginState

    from .readers import Reader

NO_COMMANDS: "Commands" = MappingProxyType({})


class Explained(ABC):
    """Answers what is asked after an application: ``costrel_spec.inspection.Inspector``."""

    @abstractmethod
    def _reader(self) -> "Reader":
        """What looks for the answers, imported by whoever asks."""

    @abstractmethod
    def _try_everything(self) -> None:
        """Do what is done on first use, where the application is only inspected."""

    def overview(self) -> "tuple[PluginState, ...]":
        """Every installed plugin: those that take part in their order, then the others by name."""
        return self._reader().overview()

    def why(
        self, kind: str, key: str, method: str | None = None, commands: "Commands" = NO_COMMANDS
    ) -> "tuple[Origin, ...]":
        """Where the thing of that kind and name comes from; empty where there is none.

        :param kind: one of ``costrel_spec.inspection.KINDS``.
        :param method: of a route; None stands for all that it has.
        :param commands: those of the command line itself, which hide an application's.
        """
        return self._reader().why(kind, key, method, commands)

    def check(self, commands: "Commands" = NO_COMMANDS) -> "tuple[Finding, ...]":
        """What is wrong with the application; empty where all is well."""
        self._try_everything()
        return self._reader().check(commands)

    def graph(self) -> str:
        """The plugins, their order and the slots that they fill, as a mermaid flowchart."""
        return self._reader().graph()
