"""What ``costrel new`` writes: a folder, made from the files in ``scaffolds``."""

import os
import re
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib.resources import as_file, files
from importlib.util import find_spec
from keyword import iskeyword
from pathlib import Path

from .errors import ScaffoldRefused

SUFFIX = ".in"
"""The end of the scaffolds' file names, so that nobody takes them for what they become."""


@dataclass(frozen=True, slots=True)
class Scaffold:
    """A distribution to begin with.

    :param kind: the folder in ``scaffolds``.
    :param name: the name of the distribution (PEP 508), of which the module's name is made.
    :raises ScaffoldRefused: if these can't be such names.
    """

    kind: str
    name: str

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[a-z0-9]+([._-][a-z0-9]+)*", self.name):
            raise ScaffoldRefused(
                f"{self.name!r} can't be the name of a distribution. Take lower-case letters and"
                " digits, with single hyphens between words, such as 'acme-stamp'."
            )
        if not self.module.isidentifier() or iskeyword(self.module):
            raise ScaffoldRefused(
                f"{self.name!r} can't be the name of a distribution: its module would be called"
                f" {self.module!r}, which is no name in Python. Begin with a letter, and take no"
                " keyword."
            )
        if self.module in sys.stdlib_module_names or _is_file(self.module):
            raise ScaffoldRefused(
                f"{self.name!r} can't be the name of a distribution here: there is a module"
                f" {self.module!r} already, and one would hide the other. Take another name, such"
                f" as 'acme-{self.name}'."
            )

    @property
    def module(self) -> str:
        """The name of the module."""
        return re.sub(r"[.-]", "_", self.name)

    def write(self, parent: Path, finish: Callable[[Path], None] = lambda folder: None) -> Path:
        """Write the folder into ``parent``, whole or not at all.

        :param finish: adds what no file in ``scaffolds`` can say.
        :return: the folder.
        :raises ScaffoldRefused: if there is something of that name.
        """
        folder = parent / self.name
        if folder.exists():
            raise ScaffoldRefused(f"There is already {folder}. Take another name, or move it away.")
        unfinished = parent / f".{self.name}.{os.getpid()}"
        try:
            with as_file(files(__name__.rpartition(".")[0]) / "scaffolds" / self.kind) as scaffold:
                for source in scaffold.rglob("*" + SUFFIX):
                    target = unfinished / self._filled(str(source.relative_to(scaffold)))
                    text = self._filled(source.read_text(encoding="utf-8"))
                    target.parent.mkdir(parents=True, exist_ok=True)
                    target.with_suffix("").write_text(text, encoding="utf-8")
            finish(unfinished)
            unfinished.rename(folder)
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)
        return folder

    def _filled(self, text: str) -> str:
        text = text.replace("__MODULE__", self.module).replace("@MODULE@", self.module)
        return text.replace("@NAME@", self.name)


def _is_file(module: str) -> bool:
    """Whether there is such a module; a mere folder, which may be looked at as one, is none."""
    spec = find_spec(module)
    return spec is not None and spec.origin is not None
