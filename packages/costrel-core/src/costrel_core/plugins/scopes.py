"""Which requests a plugin acts for: all, those of some blueprints, or all but those of some views."""

from collections.abc import Callable
from functools import update_wrapper
from typing import Any

from costrel_spec import Call
from costrel_spec.errors import ScopeRefused
from costrel_spec.hooks import SCOPABLE

from ..exemption import exempted
from .ledger import Entry, Ledger
from .loading import LoadedPlugin
from .seal import unheard

SCOPE = "scope"
"""The kind of the entries in the ledger; the key is a blueprint, or None for the application."""


class Scopes:
    """The blueprints that plugins are used by, of one application; a plugin not named acts for all.

    :param ledger: holds them, an entry each, so that they go with a plugin that is left out.
    """

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def add(self, plugin: LoadedPlugin, blueprint: str | None) -> None:
        """Let the plugin act for a blueprint's requests, or for all where that is None.

        :raises ScopeRefused: if it has a hook that knows no request.
        """
        others = sorted(plugin.hooks.keys() - SCOPABLE)
        if blueprint is not None and (others or plugin.declaration.slots):
            what = f"the hook {others[0]}" if others else "a slot"
            raise ScopeRefused(
                f"The blueprint {blueprint!r} uses the plugin {plugin.source}, which has {what}."
                f" That acts for the whole application. Use it there: app.use({plugin.name!r}); or"
                f" split the plugin, for a blueprint can use the hooks {', '.join(sorted(SCOPABLE))}.",
                [plugin.name],
            )
        self._ledger.renew(Entry(SCOPE, blueprint, plugin.source, plugin.object))

    @property
    def narrow(self) -> dict[str, frozenset[str]]:
        """The plugins that act for some blueprints only, and for which."""
        found: dict[str, set[Any]] = {}
        for entry in self._ledger.entries(SCOPE):
            found.setdefault(entry.owner.name, set()).add(entry.key)
        return {name: frozenset(keys) for name, keys in found.items() if None not in keys}


def around(
    call: Call, hook: str, plugin: str, blueprints: frozenset[str] | None, exempt: frozenset[str]
) -> Call:
    """The sealed call, as it is, or inside a test of the request where one is needed.

    :param blueprints: those that the plugin acts for; None for all requests.
    :param exempt: the plugins that some view is exempt from.
    """
    guard, function = call
    if hook == "before_request" and plugin in exempt:
        function = _but_for_exempted(plugin, function)
    if blueprints is not None:
        function = _within(blueprints, function, unheard(hook))
    return guard, function


def _within(
    blueprints: frozenset[str], function: Callable[..., Any], nothing: Any
) -> Callable[..., Any]:
    def scoped(ctx: Any, *others: Any) -> Any:
        if ctx is None or blueprints.isdisjoint(ctx.blueprints):
            return nothing
        return function(ctx, *others)

    return update_wrapper(scoped, function)


def _but_for_exempted(plugin: str, function: Callable[..., Any]) -> Callable[..., Any]:
    def called(ctx: Any) -> Any:
        view = ctx.app.view_functions.get(ctx.request.endpoint)
        return None if plugin in exempted(view) else function(ctx)

    return update_wrapper(called, function)
