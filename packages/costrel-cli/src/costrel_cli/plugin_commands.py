"""Commands that installed distributions add to the command line itself, by entry points."""

from importlib.metadata import EntryPoint, entry_points

import click


class PluginCommands:
    """The commands of one group of entry points; one is imported when it is asked for."""

    def __init__(self, group: str) -> None:
        self._group = group
        self._waiting: dict[str, EntryPoint] | None = None

    def names(self) -> list[str]:
        """Every command's name."""
        return list(self._scan())

    def take(self, name: str) -> click.Command | None:
        """The command of that name, once; None later, or where there is none."""
        entry = self._scan().pop(name, None)
        return None if entry is None else _load(entry)

    def _scan(self) -> dict[str, EntryPoint]:
        if self._waiting is None:
            self._waiting = {entry.name: entry for entry in entry_points(group=self._group)}
        return self._waiting


def _load(entry: EntryPoint) -> click.Command | None:
    try:
        command: click.Command = entry.load()
    except Exception as error:  # noqa: BLE001  # one broken package must not take 'run' away
        owner = f"{entry.dist.name} {entry.dist.version}" if entry.dist else entry.value
        click.secho(
            f"Error: the command {entry.name!r} of {owner} can't be loaded and is left out:"
            f" {type(error).__name__}: {error}",
            err=True,
            fg="red",
        )
        return None
    return command
