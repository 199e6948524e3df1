"""Every public name says what it is: the reference of the API is made of what is in the code."""

import ast
import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

import pytest
from blinker import Signal
from click import Command

import costrel

ROOT = Path(__file__).parents[2]
SOURCES = sorted(ROOT.glob("packages/*/src/**/*.py"))
PACKAGES = sorted(
    path.name for path in ROOT.glob("packages/*/src/*") if (path / "__init__.py").is_file()
)
SUBMODULES = [f"costrel.{module.name}" for module in pkgutil.iter_modules(costrel.__path__)]
MODULES = [
    *PACKAGES,
    *SUBMODULES,
    "costrel_core.json",
    "costrel_core.json.provider",
    "costrel_core.typing",
    "costrel_core.views",
    "costrel_spec.errors",
    "costrel_spec.slots",
]


def public_names(module: ModuleType) -> list[str]:
    """What ``__all__`` names, or else what the module itself defines."""
    names = getattr(module, "__all__", None)
    if names is not None:
        return list(names)
    return [
        name
        for name, value in vars(module).items()
        if name[0] != "_" and getattr(value, "__module__", module.__name__) == module.__name__
    ]


EXPORTED = sorted(
    {(module, name) for module in MODULES for name in public_names(importlib.import_module(module))}
)


def documented_variables() -> dict[str, str]:
    """The variables at the top of our modules with the string below them."""
    found: dict[str, str] = {}
    for path in SOURCES:
        body = ast.parse(path.read_text("utf-8")).body
        for statement, below in pairwise(body):
            match statement, below:
                case (
                    ast.Assign(targets=[ast.Name(id=name)])
                    | ast.AnnAssign(target=ast.Name(id=name)),
                    ast.Expr(value=ast.Constant(value=str(text))),
                ):
                    found[name] = text
    return found


VARIABLES = documented_variables()


def own_documentation(module: str, name: str) -> str | None:
    """What an object says of itself, or what is written below a variable; None if it is not ours."""
    value: Any = getattr(importlib.import_module(module), name)
    if issubclass(type(value), (FunctionType, type)):
        return (value.__doc__ or "") if value.__module__.startswith("costrel") else None
    # By its own type, since a proxy pretends to be of the class that it stands for.
    if issubclass(type(value), (ModuleType, Signal, Command)) and vars(value).get("__doc__"):
        return str(value.__doc__)
    return VARIABLES.get(name, "")


@pytest.mark.parametrize(("module", "name"), EXPORTED)
def test_a_public_name_has_a_docstring(module: str, name: str) -> None:
    """Its first line says what one gets."""
    documentation = own_documentation(module, name)
    if documentation is not None:
        assert documentation.strip().partition("\n")[0].strip(), f"{module}.{name}"


def functions(value: Any) -> Iterator[tuple[str, FunctionType]]:
    """A function itself, or the public methods of a class as far as they are ours."""
    if type(value) is FunctionType:
        yield value.__qualname__, value
    elif issubclass(type(value), type):
        for cls in value.__mro__:
            for name, member in vars(cls).items():
                function = inspect.unwrap(getattr(member, "__func__", member))
                if isinstance(function, FunctionType) and (name == "__init__" or name[0] != "_"):
                    yield f"{value.__name__}.{name}", function


@pytest.mark.parametrize(("module", "name"), EXPORTED)
def test_the_parameters_of_a_public_name_have_types(module: str, name: str) -> None:
    """And so has what it returns, and that of each public method."""
    for place, function in functions(getattr(importlib.import_module(module), name)):
        if not function.__module__.startswith("costrel") or function.__name__ == "<lambda>":
            continue
        parameters = inspect.signature(function).parameters.values()
        bare = [one.name for one in parameters if one.annotation is one.empty]
        assert set(bare) <= {"self", "cls"}, f"{place}: {bare}"
        assert "return" in function.__annotations__, place
