"""What the sample applications with a defect are made of."""

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent
from types import SimpleNamespace
from typing import Any

import pytest

from costrel import Costrel
from costrel_core.plugins.discovery import discover
from costrel_spec import Plugin, hookimpl

Build = Callable[["Site"], Costrel]


@dataclass(frozen=True)
class Defect:
    """An application with one defect, and what ``check`` shall say of it.

    :param owners: their kinds and names, as in ``plugin stamp``: the one to change first.
    :param also: codes of findings that follow from the defect.
    """

    build: Build
    code: str
    owners: tuple[str, str]
    also: tuple[str, ...] = ()


class Site:
    """Where a sample installs distributions and writes its files."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self.monkeypatch = monkeypatch

    def install(self, distribution: str, plugins: dict[str, str], modules: dict[str, str]) -> None:
        """Install a distribution of version 1.0 with these entry points and modules."""
        folder = self.folder / distribution
        metadata = folder / f"{distribution.replace('-', '_')}-1.0.dist-info"
        metadata.mkdir(parents=True)
        (metadata / "METADATA").write_text(
            f"Metadata-Version: 2.1\nName: {distribution}\nVersion: 1.0\n"
        )
        lines = [f"{name} = {target}" for name, target in plugins.items()]
        (metadata / "entry_points.txt").write_text("\n".join(["[costrel]", *lines, ""]))
        for name, source in modules.items():
            text = "from costrel_spec import Plugin, hookimpl\n" + dedent(source)
            (folder / f"{name}.py").write_text(text)
        self.monkeypatch.syspath_prepend(str(folder))
        discover.cache_clear()

    def write(self, name: str, text: str = "") -> str:
        """Write a file; the folder that it is in."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return str(path.parent)

    def forget(self) -> None:
        """Drop the modules that were imported from here."""
        for name, module in list(sys.modules.items()):
            if str(self.folder) in str(getattr(module, "__file__", "")):
                del sys.modules[name]
        discover.cache_clear()


def plugin(name: str, declared: Plugin | None = None, **hooks: Any) -> SimpleNamespace:
    """A plugin with these hooks, and one that does nothing."""
    made = {hook: hookimpl(function) for hook, function in hooks.items()}
    made.setdefault("shell_context", hookimpl(lambda app: {}))
    return SimpleNamespace(plugin_name=name, plugin=declared, **made)


def application(*plugins: object, **options: Any) -> Costrel:
    """An application called ``shop`` with these plugins and no folders."""
    options = {"static_folder": None, "template_folder": None, "plugins": plugins, **options}
    return Costrel("shop", **options)


def collected(*groups: dict[str, Any]) -> Iterable[Defect]:
    """The defects among the names of modules."""
    for group in groups:
        yield from (each for each in group.values() if isinstance(each, Defect))


def defect(code: str, first: str, second: str, *also: str) -> Callable[[Build], Defect]:
    """A decorator: the function builds an application with a defect that has that code."""
    return lambda build: Defect(build, code, (first, second), also)
