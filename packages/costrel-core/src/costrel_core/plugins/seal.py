"""Sealing: the implementations of a hook become a flat tuple of plain calls."""

from collections.abc import Callable, Sequence, Sized
from functools import update_wrapper
from operator import itemgetter
from typing import Any

from costrel_spec import Call, Hooks
from costrel_spec.hooks import WAY_OUT

from .calling import failure
from .host import Host
from .inspection import Implementation
from .loading import LoadedPlugin
from .specification import specifications


def sealed(
    app: Host,
    plugins: Sequence[LoadedPlugin],
    around: Callable[[LoadedPlugin, str, Call], Call] = lambda _plugin, _hook, call: call,
) -> dict[str, tuple[Call, ...]]:
    """The calls of every sealed hook, in firing order.

    :param around: puts a test of the request around a plugin's call of a hook.
    :raises costrel_spec.errors.PluginSetupFailed: if an async implementation can't be called.
    """
    return {
        hook: tuple(
            around(plugin, hook, _call(app, plugin, hook)) for plugin in firing_order(plugins, hook)
        )
        for hook in Hooks.names
    }


def firing_order(plugins: Sequence[LoadedPlugin], hook: str) -> list[LoadedPlugin]:
    """Those of the plugins that implement ``hook``, in the order in which it calls them."""
    inwards = sorted(plugins, key=lambda plugin: plugin.declaration.innermost)
    order = reversed(inwards) if hook in WAY_OUT else inwards
    return [plugin for plugin in order if hook in plugin.hooks]


def _call(app: Host, plugin: LoadedPlugin, hook: str) -> Call:
    implementation = plugin.hooks[hook]
    try:
        function = app.ensure_sync(implementation.function)
    except Exception as error:
        raise failure(plugin, hook, f"is async and can't be called: {error}") from error
    called = _adapted(function, implementation, specifications()[hook])
    listeners: Any = getattr(implementation.function, "costrel_listeners", None)
    if listeners is None:
        return True, called
    if hasattr(listeners, "watch"):
        return listeners, called
    return True, _while_heard(listeners, called, unheard(hook))


def unheard(hook: str) -> Any:
    """What a hook answers for an implementation that is not asked."""
    return {} if hook == "template_context" else None


def _while_heard(listeners: Sized, function: Callable[..., Any], nothing: Any) -> Any:
    def heard(*arguments: Any) -> Any:
        return function(*arguments) if listeners else nothing

    return update_wrapper(heard, function)


def _adapted(
    function: Callable[..., Any], implementation: Implementation, passed: tuple[str, ...]
) -> Callable[..., Any]:
    """The function itself if it takes what is passed; else one that picks what it takes."""
    if implementation.arguments == passed and function is implementation.function:
        return function
    positions = [passed.index(name) for name in implementation.arguments]
    if not positions:
        adapter: Callable[..., Any] = lambda *_arguments: function()  # noqa: E731  # three of a kind
    elif len(positions) == 1:
        position = positions[0]
        adapter = lambda *arguments: function(arguments[position])  # noqa: E731
    else:
        pick = itemgetter(*positions)
        adapter = lambda *arguments: function(*pick(arguments))  # noqa: E731
    # Logs name the function by these attributes.
    return update_wrapper(adapter, implementation.function)
