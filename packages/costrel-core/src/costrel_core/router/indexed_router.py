"""The router: answers from the index of a map, and asks Werkzeug where the index is not certain."""

from typing import TYPE_CHECKING, Final

from werkzeug.exceptions import MethodNotAllowed, NotFound
from werkzeug.routing import Map as WerkzeugMap

from .index import Index, Match
from .map import Map

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

    from costrel_spec.slots.router import HasURLAdapter

WEBSOCKET_SCHEMES: Final = frozenset({"ws", "wss"})


class _Unindexed:
    """Stands in for a map whose adapter has to answer every request."""

    def __init__(self) -> None:
        # An index of a map of another kind knows nothing, and says so.
        self.index = Index(WerkzeugMap())


class IndexedRouter:
    """Matches requests as ``url_map``'s adapter would, several times faster.

    It is at its best with a ``costrel_core.router.Map``; any other map works at Werkzeug's speed.

    :param by_host: whether the host of a request selects the rules although none names a host or
        subdomain, as under Flask's ``subdomain_matching``: then the adapter answers every request.
    """

    def __init__(self, url_map: WerkzeugMap, *, by_host: bool = False) -> None:
        self.url_map = url_map
        self._source = url_map if isinstance(url_map, Map) and not by_host else _Unindexed()

    def match(
        self,
        method: str,
        path: str,
        context: "HasURLAdapter",
        environ: "WSGIEnvironment",
    ) -> Match:
        """The rule and its converted arguments, as ``MapAdapter.match(return_rule=True)`` has them.

        :param method: the request method, upper case.
        :param path: PATH_INFO, decoded.
        :param context: has the adapter of this request; asked for redirects, WebSockets, slashes
            in a row, and where hosts or subdomains decide.
        :raises werkzeug.exceptions.HTTPException: NotFound, MethodNotAllowed, RequestRedirect or
            WebsocketMismatch, a new one each time.
        """
        if (
            "HTTP_UPGRADE" not in environ
            and environ.get("wsgi.url_scheme") not in WEBSOCKET_SCHEMES
        ):
            index = self._source.index
            for rule, defaults in index.static.get(path, ()):
                methods = rule.methods
                if methods is None or method in methods:
                    return rule, defaults.copy()
            found = index.find(method, path)
            if isinstance(found, tuple):
                return found
            if found is not None:
                raise MethodNotAllowed(valid_methods=[*found]) if found else NotFound
        rule, arguments = context.url_adapter.match(path, method, return_rule=True)
        return rule, dict(arguments)
