"""``plugins``: every installed plugin, what it does and what it costs."""

from collections.abc import Iterator

from costrel_spec.inspection import PluginState

from ..discovery import discover
from ..loading import LoadedPlugin
from ..specification import PROVIDE
from .subject import Subject

SLOW_MS = 100
"""An import or a set-up that takes longer is marked."""


def overview(subject: Subject) -> tuple[PluginState, ...]:
    """Those that take part in their order, then the others by name."""
    taken = tuple(_taken(subject, plugin) for plugin in subject.roster.plugins)
    return (*taken, *_left(subject, {state.name for state in taken}))


def _taken(subject: Subject, plugin: LoadedPlugin) -> PluginState:
    return PluginState(
        plugin.name,
        plugin.distribution,
        plugin.version,
        plugin.status,
        str(plugin.failure or ""),
        not plugin.optional,
        tuple(sorted(slot for slot in subject.slots.names if subject.winner(slot) is plugin)),
        tuple(sorted(hook for hook in plugin.hooks if not hook.startswith(PROVIDE))),
        _rounded(plugin.import_ms),
        _rounded(plugin.setup_ms),
        any((each or 0) > SLOW_MS for each in (plugin.import_ms, plugin.setup_ms)),
        tuple(sorted(subject.scopes.narrow.get(plugin.name, ()))),
    )


def _left(subject: Subject, taken: set[str]) -> Iterator[PluginState]:
    for name, sources in sorted(discover().items()):
        for source in () if name in taken else sources:
            status, reason = subject.selection.absence(name, subject.environ)
            yield PluginState(
                name, source.distribution, source.version, status, reason,
                False, (), (), None, None, False,
            )  # fmt: skip


def _rounded(milliseconds: float | None) -> float | None:
    return None if milliseconds is None else round(milliseconds, 3)
