"""Which requests a plugin acts for: all, those of some blueprints, or all but those of some views."""

from collections.abc import Callable
from functools import update_wrapper
from typing import Any, TypeVar

from costrel_spec import Call
from costrel_spec.errors import ScopeRefused
from costrel_spec.hooks import SCOPABLE

from .loading import LoadedPlugin

_MARK = "costrel_exempt"

_View = TypeVar("_View", bound=Callable[..., Any])


def exempt(*plugins: str) -> Callable[[_View], _View]:
    """A decorator: ``before_request`` of these plugins is not called for this view.

    It marks a function or a class of views. Put it where the name is that is registered, which is to
    say outermost, below ``route``::

        @app.post("/hooks/payment")
        @exempt("acme-csrf")
        def payment(): ...
    """
    for name in plugins:
        if not isinstance(name, str):  # pyright: ignore[reportUnnecessaryIsInstance]  # of whatever
            raise TypeError(
                f"exempt({name!r}): exempt takes the names of plugins; write"
                ' @exempt("acme-csrf"), with parentheses.'
            )

    def mark(view: _View) -> _View:
        setattr(view, _MARK, frozenset(plugins) | exempted(view))
        return view

    return mark


def exempted(view: Any) -> frozenset[str]:
    """The plugins that a view is exempt from; of a class of views, what the class says counts too."""
    own: frozenset[str] = getattr(view, _MARK, frozenset())
    by_class: frozenset[str] = getattr(getattr(view, "view_class", None), _MARK, frozenset())
    return own | by_class


class Scopes:
    """The blueprints that plugins are used by, of one application; a plugin not named acts for all."""

    def __init__(self) -> None:
        self._blueprints: dict[str, set[str]] = {}
        self._app_wide: set[str] = set()

    def add(self, plugin: LoadedPlugin, blueprint: str | None) -> None:
        """Let the plugin act for a blueprint's requests, or for all where that is None.

        :raises ScopeRefused: if it has a hook that knows no request.
        """
        if blueprint is None:
            self._app_wide.add(plugin.name)
            return
        others = sorted(plugin.hooks.keys() - SCOPABLE)
        if others or plugin.declaration.slots:
            what = f"the hook {others[0]}" if others else "a slot"
            raise ScopeRefused(
                f"The blueprint {blueprint!r} uses the plugin {plugin.source}, which has {what}."
                f" That acts for the whole application. Use it there: app.use({plugin.name!r}); or"
                f" split the plugin, for a blueprint can use the hooks {', '.join(sorted(SCOPABLE))}.",
                [plugin.name],
            )
        self._blueprints.setdefault(plugin.name, set()).add(blueprint)

    def of(self, plugin: str) -> frozenset[str] | None:
        """The blueprints that the plugin acts for; None where it acts for all requests."""
        if plugin in self._app_wide or plugin not in self._blueprints:
            return None
        return frozenset(self._blueprints[plugin])

    def around(
        self, plugin: LoadedPlugin, hook: str, call: Call, *, exempt: frozenset[str]
    ) -> Call:
        """The sealed call, as it is, or inside a test of the request where one is needed.

        :param exempt: the plugins that some view is exempt from.
        """
        guard, function = call
        if hook == "before_request" and plugin.name in exempt:
            function = _but_for_exempted(plugin.name, function)
        blueprints = self.of(plugin.name)
        if blueprints is not None and hook in SCOPABLE:
            nothing: Any = {} if hook == "template_context" else None
            function = _within(blueprints, function, nothing)
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
