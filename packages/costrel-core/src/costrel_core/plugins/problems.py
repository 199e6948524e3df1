"""Where errors of the boot go: they stop it, or are kept for the report."""

from collections.abc import Mapping

from costrel_spec.errors import BootError
from costrel_spec.variables import INSPECT

OFF = frozenset({"", "0", "false", "no", "off"})
"""What leaves a mode off that an environment variable turns on."""


class Problems:
    """The errors of one application's boot; raised at once, unless it is only inspected."""

    def __init__(self, kept: bool = False) -> None:
        self.kept = kept
        self.found: list[BootError] = []

    def report(self, error: BootError) -> None:
        """Raise the error, or keep it where the application is inspected."""
        if not self.kept:
            raise error
        if str(error) not in map(str, self.found):
            self.found.append(error)


def is_inspected(environ: Mapping[str, str]) -> bool:
    """Whether applications are constructed to be looked at, whatever their plugins do."""
    return environ.get(INSPECT, "").strip().lower() not in OFF
