"""How Python finds the module and the distribution ``flask``."""

import importlib
import sys
from importlib.machinery import SourceFileLoader
from importlib.metadata import DistributionFinder, distributions
from importlib.util import find_spec

import pytest

from costrel_flask.finder import FOLDER, FlaskFinder

MODULES = sorted(
    ".".join(("flask", *path.relative_to(FOLDER).with_suffix("").parts)).removesuffix(".__init__")
    for path in FOLDER.rglob("*.py")
    if path.name != "__main__.py"
)
FLASKS = """
    flask flask.app flask.blueprints flask.cli flask.config flask.ctx flask.debughelpers
    flask.globals flask.helpers flask.json flask.json.provider flask.json.tag flask.logging
    flask.sansio flask.sansio.app flask.sansio.blueprints flask.sansio.scaffold flask.sessions
    flask.signals flask.templating flask.testing flask.typing flask.views flask.wrappers
"""


def test_all_modules_of_flask_are_here_and_no_others() -> None:
    """Those of Flask 3.1; ``flask.__main__`` is the command."""
    assert sorted(FLASKS.split()) == MODULES
    assert find_spec("flask.__main__") is not None


@pytest.mark.parametrize("name", MODULES)
def test_a_module_bears_its_name_and_its_spec(name) -> None:
    """It is an ordinary module of a file, so nothing of it had to be put right."""
    module = importlib.import_module(name)
    assert module.__name__ == name
    assert module.__spec__.name == name
    assert isinstance(module.__spec__.loader, SourceFileLoader)
    assert module.__file__.startswith(str(FOLDER))
    assert sys.modules[name] is module


@pytest.mark.parametrize("name", MODULES)
def test_every_name_that_a_module_promises_is_there(name) -> None:
    """Also those that are imported on use."""
    module = importlib.import_module(name)
    for promised in module.__dict__.get("__all__", ()):
        assert getattr(module, promised) is not None


def test_other_modules_are_found_elsewhere() -> None:
    """Names that begin alike are not ours, and submodules are found by Python itself."""
    finder = FlaskFinder()
    assert [finder.find_spec(name, None) for name in ("flask_login", "flas", "flask.app")] == [
        None,
        None,
        None,
    ]


@pytest.mark.parametrize("name", ["flask", "Flask", "FLASK"])
def test_the_distribution_is_found_in_any_case(name) -> None:
    """The names of distributions have none."""
    found = FlaskFinder().find_distributions(DistributionFinder.Context(name=name))
    assert [one.version for one in found] == ["3.1.3"]


def test_only_who_asks_for_flask_or_for_all_gets_it() -> None:
    """Distributions of other names are found elsewhere."""
    finder = FlaskFinder()
    assert list(finder.find_distributions(DistributionFinder.Context(name="flask-login"))) == []
    assert len(list(finder.find_distributions())) == 1
    flask = next(one for one in distributions() if one.metadata["Name"] == "Flask")
    assert flask.version == "3.1.3"
