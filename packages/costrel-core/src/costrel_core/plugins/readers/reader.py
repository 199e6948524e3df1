"""What explains one application; it reads the ledger and the registries, and changes nothing."""

from costrel_spec.inspection import Commands, Finding, Origin, PluginState

from .checks import check
from .graph import graph
from .origins import ANSWERS, command_origins, route_origins
from .overview import overview
from .subject import Subject


class Reader:
    """Answers what is asked after an application."""

    def __init__(self, subject: Subject) -> None:
        self._subject = subject

    def overview(self) -> tuple[PluginState, ...]:
        """Every installed plugin: those that take part in their order, then the others by name."""
        return overview(self._subject)

    def why(
        self, kind: str, key: str, method: str | None, commands: Commands
    ) -> tuple[Origin, ...]:
        """Where the thing of that kind and name comes from; empty where there is none."""
        subject = self._subject
        match kind:
            case "route":
                return tuple(route_origins(subject, key, method))
            case "command":
                return tuple(command_origins(subject, key, commands))
            case _:
                return tuple(ANSWERS[kind](subject, key))

    def check(self, commands: Commands) -> tuple[Finding, ...]:
        """What is wrong with the application; empty where all is well."""
        return tuple(check(self._subject, commands))

    def graph(self) -> str:
        """The plugins, their order and the slots that they fill, as a mermaid flowchart."""
        return graph(self._subject)
