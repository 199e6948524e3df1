"""What plugins are assembled for: an application whose registries can be watched."""

from collections.abc import Mapping
from typing import Any, Protocol

from costrel_spec.application import Application


class Host(Application, Protocol):
    """An application with its live registries."""

    def registries(self) -> Mapping[str, Any]:
        """Each registry by its name: a dict, list, set, URL map or Fields, live."""
        ...

    def slot(self, name: str) -> Any:
        """What fills a slot; None where nobody does."""
        ...
