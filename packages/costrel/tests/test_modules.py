"""The modules of the distribution: names of the parts, where Flask's users look for them."""

import importlib
import pkgutil
import subprocess
import sys

import pytest

import costrel

MODULES = [
    "app",
    "blueprints",
    "cli",
    "config",
    "ctx",
    "debughelpers",
    "globals",
    "helpers",
    "json",
    "json.provider",
    "json.tag",
    "logging",
    "sessions",
    "signals",
    "templating",
    "testing",
    "typing",
    "views",
    "wrappers",
]


def test_these_are_all() -> None:
    """No module is left out of the tests below."""
    found = pkgutil.walk_packages(costrel.__path__, "costrel.")
    names = {module.name.removeprefix("costrel.") for module in found}
    assert names == {*MODULES, "__main__"}


@pytest.mark.parametrize("name", MODULES)
def test_a_module_has_the_names_that_it_promises(name: str) -> None:
    """And they are the parts' own: the distribution defines nothing but its class."""
    module = importlib.import_module(f"costrel.{name}")
    for promised in module.__all__:
        value = getattr(module, promised)
        home = getattr(value, "__module__", None) or "costrel_"
        assert promised == "Costrel" or not home.startswith("costrel."), promised


def test_names_of_the_package_are_those_of_its_modules() -> None:
    """Whichever way it is imported, a name means one object."""
    for name in MODULES:
        module = importlib.import_module(f"costrel.{name}")
        for promised in set(module.__all__) & set(costrel.__all__):
            assert getattr(module, promised) is getattr(costrel, promised)


@pytest.mark.parametrize("name", ["app", "cli", "json", "signals", "views"])
def test_a_module_need_not_be_imported_by_itself(name: str) -> None:
    """``import costrel`` is enough for ``costrel.views.View``, and so on."""
    script = f"import costrel; print(costrel.{name}.__name__)"
    command = [sys.executable, "-W", "error", "-c", script]
    result = subprocess.run(command, capture_output=True, text=True, check=True)
    assert result.stdout.strip() == f"costrel.{name}"


@pytest.mark.parametrize(
    ("name", "foreign"),
    [("views", ""), ("json", ""), ("globals", ""), ("helpers", ""), ("cli", "click")],
)
def test_a_module_loads_only_what_it_is_about(name: str, foreign: str) -> None:
    """Asking for a view class must not import Jinja."""
    script = (
        f"import sys, costrel.{name};"
        "print(*sorted(set(sys.modules) & {'click', 'jinja2', 'blinker', 'itsdangerous'}))"
    )
    command = [sys.executable, "-W", "error", "-c", script]
    result = subprocess.run(command, capture_output=True, text=True, check=True)
    assert result.stdout.strip() == foreign
