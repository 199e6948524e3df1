"""A pluggy manager of an application's plugins, for whoever wants to look at them with pluggy."""

from collections.abc import Iterable, Sequence

from pluggy import HookimplOpts, PluginManager

from costrel_spec import PROJECT, SLOTS, hooks, hookspec
from costrel_spec.hooks import WAY_OUT

from .inspection import parameters
from .loading import LoadedPlugin
from .specification import PROVIDE


class InFiringOrder(PluginManager):
    """A manager that calls each hook in the order in which an application does.

    :param inwards: the plugins, the innermost ones last.
    """

    def __init__(self, inwards: Sequence[LoadedPlugin]) -> None:
        super().__init__(PROJECT)
        self._hooks = {
            (id(plugin.object), each.attribute): each
            for plugin in inwards
            for each in plugin.hooks.values()
        }
        self.add_hookspecs(hooks)

    def parse_hookimpl_opts(self, plugin: object, name: str) -> HookimplOpts | None:
        """The options of an implementation that the application calls, under the hook's own name.

        None for one whose arguments have old names, since pluggy passes them by name.
        """
        found = self._hooks.get((id(plugin), name))
        options = super().parse_hookimpl_opts(plugin, name)
        if not options or not found or parameters(found.function)[0] != found.arguments:
            return None
        # Of implementations that ask to be last, pluggy calls the one first that was registered first.
        return {**options, "specname": found.hook, "trylast": found.hook in WAY_OUT}


def registered(plugins: Sequence[LoadedPlugin], slots: Iterable[str]) -> PluginManager:
    """A new manager that has the plugins registered, and calls them in their order."""
    inwards = sorted(plugins, key=lambda plugin: plugin.declaration.innermost)
    manager = InFiringOrder(inwards)
    for slot in sorted(set(slots) - set(SLOTS)):
        manager.add_hookspecs(type(slot, (), {PROVIDE + slot: staticmethod(hookspec(_provide))}))
    # pluggy calls first what was registered last.
    for plugin in reversed(inwards):
        manager.register(plugin.object, plugin.name)
    manager.check_pending()
    return manager


def _provide(app: object) -> object | None:
    """Fill a slot that a plugin defines."""
