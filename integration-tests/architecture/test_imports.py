"""The trees, beyond what the contracts of import-linter can say (pyproject.toml has those).

They compare modules that lie side by side, so a module that imports the package around it goes
unnoticed there; here, every module counts.
"""

from graphlib import TopologicalSorter
from pathlib import Path

import grimp
import pytest

PACKAGES = sorted(path.name for path in (Path(__file__).parents[2] / "packages").glob("*/src/*"))


@pytest.fixture(scope="session")
def graph() -> grimp.ImportGraph:
    """Which module imports which, for typing too."""
    return grimp.build_graph(*PACKAGES, exclude_type_checking_imports=False, cache_dir=None)


@pytest.mark.parametrize("package", PACKAGES)
def test_imports_inside_a_package_never_lead_back(package: str, graph: grimp.ImportGraph) -> None:
    """Modules can be put in an order in which each imports only earlier ones."""
    inside = {package} | graph.find_descendants(package)
    imports = {
        module: graph.find_modules_directly_imported_by(module) & inside for module in inside
    }
    TopologicalSorter(imports).prepare()  # a CycleError shows the circle
