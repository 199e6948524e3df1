"""The pipelines of one application: what its plugins do at each hook of a request."""

from collections.abc import Sequence
from threading import Lock
from typing import TYPE_CHECKING

from costrel_spec import Call, Hooks
from costrel_spec.errors import PluginSetupFailed

from ..exemption import exempted
from .host import Host
from .loading import LoadedPlugin
from .roster import Roster
from .scopes import Scopes, around
from .seal import sealed
from .wrapping import wrappings

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication


class Pipelines:
    """Fills the hooks of an application: once for good, and ahead of that with who is ready."""

    def __init__(self, roster: Roster, scopes: Scopes) -> None:
        self._roster = roster
        self._scopes = scopes
        self._lock = Lock()
        self._sealed = False

    def listen(self, app: Host, hooks: Hooks, ready: Sequence[LoadedPlugin]) -> None:
        """Fill ``hooks`` with the calls of these plugins, unless they are sealed.

        :raises PluginSetupFailed: if an implementation can't be called.
        """
        self._fill(hooks, self._calls(app, ready), for_good=False)

    def seal(self, app: Host, hooks: Hooks, inner: "WSGIApplication") -> "WSGIApplication":
        """Fill ``hooks`` with the calls of all plugins; the application ``inner`` in their wrappings.

        :raises PluginSetupFailed: if an implementation can't be called, or a wrapping fails.
        """
        if self._roster.problems.kept:
            self.leave_out(app, inner)
        calls = self._calls(app, self._roster.active)
        made = wrappings(app, self._roster.active, inner)
        self._fill(hooks, calls, for_good=True)
        for entry in made:
            self._roster.ledger.record(entry)
        self._roster.report(app.logger)
        return made[-1].value if made else inner

    def leave_out(self, app: Host, inner: "WSGIApplication") -> None:
        """Leave out the plugins that can't be sealed, each by itself."""
        for plugin in self._roster.active:
            try:
                self._calls(app, [plugin])
                wrappings(app, [plugin], inner)
            except PluginSetupFailed as error:
                self._roster.fail(plugin, error)

    def _calls(self, app: Host, plugins: Sequence[LoadedPlugin]) -> dict[str, tuple[Call, ...]]:
        views = tuple(app.view_functions.values())
        exempt = frozenset(name for view in views for name in exempted(view))
        narrow = self._scopes.narrow
        return sealed(
            app,
            plugins,
            lambda plugin, hook, call: around(
                call, hook, plugin.name, narrow.get(plugin.name), exempt
            ),
        )

    def _fill(self, hooks: Hooks, calls: dict[str, tuple[Call, ...]], *, for_good: bool) -> None:
        # A context of another thread, which saw fewer plugins, must not have the last word. The lock
        # is one that no plugin is called under, since it may wait for that thread.
        with self._lock:
            if for_good or not self._sealed:
                for hook, each in calls.items():
                    hooks.seal(hook, each)
                self._sealed = for_good
