"""How Python finds the module and the distribution ``flask``."""

from collections.abc import Iterable, Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.metadata import Distribution, DistributionFinder
from importlib.util import spec_from_file_location
from pathlib import Path
from types import ModuleType

from .distribution import FlaskDistribution

FOLDER = Path(__file__).parent / "flask"


def is_ours(module: ModuleType) -> bool:
    """Whether ``module`` is the package ``flask`` from here."""
    return list(getattr(module, "__path__", ())) == [str(FOLDER)]


class FlaskFinder(MetaPathFinder):
    """Finds the package ``flask`` here; Python finds its submodules by itself, in its folder."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """The package ``flask``; all other modules are found elsewhere."""
        if fullname != "flask":
            return None
        return spec_from_file_location(
            fullname, FOLDER / "__init__.py", submodule_search_locations=[str(FOLDER)]
        )

    def find_distributions(
        self, context: DistributionFinder.Context | None = None
    ) -> Iterable[Distribution]:
        """The distribution ``flask``, where it or all of them are asked for."""
        name = None if context is None else context.name
        if name is None or name.lower() == "flask":
            yield FlaskDistribution()
