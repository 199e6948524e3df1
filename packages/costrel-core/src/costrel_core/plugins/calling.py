"""Calls of the boot hooks, one plugin at a time, that blame the plugin for what goes wrong."""

from collections.abc import Callable
from typing import Any

from costrel_spec.errors import PluginSetupFailed

from .host import Host
from .loading import LoadedPlugin
from .raised import raised


def call(
    app: Host,
    plugin: LoadedPlugin,
    hook: str,
    into: Callable[..., Any] | None = None,
    **arguments: Any,
) -> Any:
    """What the plugin's implementation of ``hook`` answers.

    :param into: makes what is wanted of the answer, or of nothing where the answer is None.
    :param arguments: what the hook passes besides ``app``.
    :raises PluginSetupFailed: from whatever it raises, SystemExit included.
    """
    implementation = plugin.hooks[hook]
    passed = {"app": app, **arguments}
    try:
        function = app.ensure_sync(implementation.function)
        answer = function(*[passed[name] for name in implementation.arguments])
        if into is None:
            return answer
        return into() if answer is None else into(answer)
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        raise failure(plugin, hook, raised(error)) from error


def failure(plugin: LoadedPlugin, hook: str, event: str) -> PluginSetupFailed:
    """The error for a boot hook of ``plugin``; ``event`` says what the hook did."""
    return PluginSetupFailed(
        f"The plugin {plugin.source} failed: its hook {hook} {event}. {plugin.source.remedy}"
    )
