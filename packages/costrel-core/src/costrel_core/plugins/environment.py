"""The environment variables that say which plugins an application takes."""

import os
from collections.abc import Iterator, Mapping

PLUGINS = "COSTREL_PLUGINS"
SAFE_MODE = "COSTREL_SAFE_MODE"
LOCK = "COSTREL_LOCK"
"""The variable that names another file; empty, it turns the lock off."""

GENERAL = "COSTREL"


class Environment(Mapping[str, str]):
    """The environment, for an application whose own variables begin with ``prefix``.

    Its ``ACME_PLUGINS``, ``ACME_SAFE_MODE`` and ``ACME_LOCK`` stand for those of every application,
    ``COSTREL_PLUGINS`` and so on, unless these are set: who sets them means all.
    """

    def __init__(self, prefix: str) -> None:
        self._own = {
            variable: variable.replace(GENERAL, prefix, 1)
            for variable in (PLUGINS, SAFE_MODE, LOCK)
        }

    def spelling(self, variable: str) -> str:
        """The name under which the variable is set, or would be."""
        own = self._own.get(variable, variable)
        return own if own in os.environ and variable not in os.environ else variable

    def __getitem__(self, variable: str) -> str:
        return os.environ[self.spelling(variable)]

    def __iter__(self) -> Iterator[str]:
        return (name for name in {*os.environ, *self._own} if self.spelling(name) in os.environ)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def environment(prefix: str) -> Mapping[str, str]:
    """The environment of an application with that prefix, live."""
    return os.environ if prefix == GENERAL else Environment(prefix)


def spelling(environ: Mapping[str, str], variable: str) -> str:
    """The name of a variable in messages."""
    return environ.spelling(variable) if isinstance(environ, Environment) else variable
