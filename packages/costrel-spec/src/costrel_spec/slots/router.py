"""The slot ``router``: which rule answers a request."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol

from werkzeug.routing import Map, MapAdapter, Rule

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment


class Router(Protocol):
    """A matcher over one map of rules. The map, its rules and URL building stay Werkzeug's."""

    @property
    def url_map(self) -> Map:
        """The map that is matched; it may gain rules and change flags at any time."""
        ...

    def match(
        self,
        method: str,
        path: str,
        adapter: Callable[[], MapAdapter],
        environ: "WSGIEnvironment",
    ) -> tuple[Rule, dict[str, Any]]:
        """The rule and its converted arguments, as ``MapAdapter.match(return_rule=True)`` has them.

        :param method: the request method, upper case.
        :param path: PATH_INFO, decoded.
        :param adapter: makes the map adapter of this request; costly, so only asked where needed.
        :param environ: the request's WSGI environment.
        :raises werkzeug.exceptions.HTTPException: NotFound, MethodNotAllowed or RequestRedirect, a
            new one each time.
        """
        ...
