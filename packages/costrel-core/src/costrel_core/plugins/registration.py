"""A pluggy manager of an application's plugins, for whoever wants to look at them with pluggy."""

from collections.abc import Iterable, Sequence

from pluggy import PluginManager

from costrel_spec import PROJECT, SLOTS, hooks, hookspec

from .loading import LoadedPlugin
from .specification import PROVIDE


def registered(plugins: Sequence[LoadedPlugin], slots: Iterable[str]) -> PluginManager:
    """A new manager that has the plugins registered, and calls them in their order."""
    manager = PluginManager(PROJECT)
    manager.add_hookspecs(hooks)
    for slot in sorted(set(slots) - set(SLOTS)):
        manager.add_hookspecs(type(slot, (), {PROVIDE + slot: staticmethod(hookspec(_provide))}))
    # pluggy calls first what was registered last.
    for plugin in reversed(plugins):
        manager.register(plugin.object, plugin.name)
    manager.check_pending()
    return manager


def _provide(app: object) -> object | None:
    """Fill a slot that a plugin defines."""
