"""Options that take several paths."""

from typing import Any

import click


class SeparatedPathType(click.Path):
    """Paths in one value, separated as in ``PATH``: by a colon, on Windows by a semicolon."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The list of paths."""
        convert = super().convert
        return [convert(path, param, ctx) for path in self.split_envvar_value(value)]
