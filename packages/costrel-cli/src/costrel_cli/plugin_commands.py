"""Commands that installed distributions add to the command line itself, by entry points."""

from importlib.metadata import EntryPoint, entry_points
from typing import Any

import click

from costrel_spec.inspection import Owner

from .app_group import AppGroup


class PluginCommands:
    """The commands of one group of entry points; one is imported when it is asked for."""

    def __init__(self, group: str) -> None:
        self._group = group
        self._found: dict[str, list[EntryPoint]] | None = None
        self._taken: set[str] = set()

    def names(self) -> list[str]:
        """Every command's name."""
        return list(self._scan())

    def owner(self, name: str) -> str | None:
        """The distribution that brings the command, with its version; None where none does."""
        found = self._scan().get(name)
        return None if found is None else " and ".join(_owner(entry) for entry in found)

    def owners(self) -> dict[str, list[Owner]]:
        """The distributions that bring the commands, by the commands' names."""
        return {
            name: [_distribution(entry) for entry in found] for name, found in self._scan().items()
        }

    def take(self, name: str) -> click.Command | None:
        """The command of that name, once; None later, or where there is none."""
        found = self._scan().get(name)
        if found is None or name in self._taken:
            return None
        self._taken.add(name)
        if len(found) > 1:
            _report(
                f"both {self.owner(name)} bring a command {name!r}, and neither is offered. Uninstall"
                " one of them."
            )
            return None
        return _load(found[0])

    def _scan(self) -> dict[str, list[EntryPoint]]:
        if self._found is None:
            self._found = {}
            for entry in entry_points(group=self._group):
                self._found.setdefault(entry.name, []).append(entry)
        return self._found


class OpenGroup(AppGroup):
    """A group that installed distributions add commands to.

    :param entry_points: the group of entry points by which they do.
    """

    def __init__(self, *args: Any, entry_points: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._plugins = PluginCommands(entry_points)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names, sorted."""
        return sorted({*super().list_commands(ctx), *self._plugins.names()})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """A command of a plugin, else an own one."""
        plugin = self._plugins.take(cmd_name)
        if plugin is not None:
            self.add_command(plugin, cmd_name)
        return super().get_command(ctx, cmd_name)


def _load(entry: EntryPoint) -> click.Command | None:
    try:
        command: click.Command = entry.load()
    except Exception as error:  # noqa: BLE001  # one broken package must not take 'run' away
        _report(
            f"the command {entry.name!r} of {_owner(entry)} can't be loaded and is left out:"
            f" {type(error).__name__}: {error}"
        )
        return None
    return command


def _distribution(entry: EntryPoint) -> Owner:
    name, version = (entry.dist.name, entry.dist.version) if entry.dist else (None, None)
    return Owner("plugin", entry.name, name, version)


def _owner(entry: EntryPoint) -> str:
    return f"{entry.dist.name} {entry.dist.version}" if entry.dist else entry.value


def _report(problem: str) -> None:
    click.secho(f"Error: {problem}", err=True, fg="red")
