"""The plugins' wrappings of the WSGI application."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from .calling import call, failure
from .host import Host
from .ledger import Entry
from .loading import LoadedPlugin

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

HOOK = "wrap_wsgi"


def wrappings(
    app: Host, plugins: Iterable[LoadedPlugin], inner: "WSGIApplication"
) -> tuple[Entry, ...]:
    """An entry for the ledger for each wrapping around ``inner``, the outermost last.

    The first plugin is the outermost. Nothing is recorded here, so that an attempt that fails leaves
    no trace.

    :raises costrel_spec.errors.PluginSetupFailed: if a plugin fails, or answers what is no WSGI
        application.
    """
    entries: list[Entry] = []
    within: Any = inner
    for plugin in reversed([each for each in plugins if HOOK in each.hooks]):
        wrapped: Any = call(app, plugin, HOOK, inner=within)
        if not callable(wrapped):
            raise failure(plugin, HOOK, f"answered {wrapped!r}, no WSGI application")
        maker = plugin.hooks[HOOK].function
        entries.append(Entry("wsgi application", None, plugin.source, wrapped, within, maker=maker))
        within = wrapped
    return tuple(entries)
