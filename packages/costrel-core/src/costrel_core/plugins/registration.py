"""A pluggy manager of an application's plugins, for whoever wants to look at them with pluggy."""

from collections.abc import Iterable, Sequence

from pluggy import HookimplOpts, PluginManager

from costrel_spec import PROJECT, SLOTS, hooks, hookspec
from costrel_spec.hooks import WAY_OUT

from .loading import LoadedPlugin
from .specification import PROVIDE


class InFiringOrder(PluginManager):
    """A manager that calls each hook in the order in which an application does.

    Plugins are to be registered in reversed order, since pluggy calls first what came last.
    """

    def parse_hookimpl_opts(self, plugin: object, name: str) -> HookimplOpts | None:
        """The options of an implementation, which comes the later on the way out the earlier it is."""
        options = super().parse_hookimpl_opts(plugin, name)
        if options and (options["specname"] or name) in WAY_OUT:
            # Of implementations that ask to be last, pluggy calls the first one first.
            return {**options, "trylast": True}
        return options


def registered(plugins: Sequence[LoadedPlugin], slots: Iterable[str]) -> PluginManager:
    """A new manager that has the plugins registered, and calls them in their order."""
    manager = InFiringOrder(PROJECT)
    manager.add_hookspecs(hooks)
    for slot in sorted(set(slots) - set(SLOTS)):
        manager.add_hookspecs(type(slot, (), {PROVIDE + slot: staticmethod(hookspec(_provide))}))
    inwards = sorted(plugins, key=lambda plugin: plugin.declaration.innermost)
    for plugin in reversed(inwards):
        manager.register(plugin.object, plugin.name)
    manager.check_pending()
    return manager


def _provide(app: object) -> object | None:
    """Fill a slot that a plugin defines."""
