"""The router: each request is matched by the map's adapter, with Werkzeug's own matcher."""

# pyright: reportPrivateUsage=false
# Private in Werkzeug: the matcher of a map. There is no public way to choose it.

from typing import TYPE_CHECKING, Any

from werkzeug.routing import Map, Rule
from werkzeug.routing.matcher import StateMachineMatcher

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

    from costrel_spec.slots.router import HasURLAdapter


class WerkzeugRouter:
    """Matches requests as Werkzeug does, with nothing in between.

    The map keeps its rules, converters and flags. If it came with a matcher of its own, which tells
    its ``rules`` in the order in which they were added, Werkzeug's takes that one's place.
    """

    def __init__(self, url_map: Map) -> None:
        self.url_map = url_map
        rules = getattr(url_map._matcher, "rules", None)
        if rules is not None:
            url_map._matcher = _arranged(rules, url_map.merge_slashes)
            url_map._remap = True

    def match(
        self,
        method: str,
        path: str,
        context: "HasURLAdapter",
        environ: "WSGIEnvironment",
    ) -> tuple[Rule, dict[str, Any]]:
        """The rule and its converted arguments, as ``MapAdapter.match(return_rule=True)`` has them.

        :raises werkzeug.exceptions.HTTPException: what the adapter raises.
        """
        rule, arguments = context.url_adapter.match(path, method, return_rule=True)
        return rule, dict(arguments)


def _arranged(rules: list[Rule], merge_slashes: bool) -> StateMachineMatcher:
    matcher = StateMachineMatcher(merge_slashes)
    for rule in rules:
        matcher.add(rule)
    return matcher
