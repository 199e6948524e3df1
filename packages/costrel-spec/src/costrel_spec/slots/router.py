"""The slot ``router``: which rule answers a request."""

from typing import TYPE_CHECKING, Any, Protocol

from werkzeug.routing import Map, MapAdapter, Rule

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment


class HasURLAdapter(Protocol):
    """The context of a request: all that a router gets to know of it besides method and path."""

    @property
    def url_adapter(self) -> MapAdapter:
        """The map adapter of this request, made when it is first asked for, which is costly."""
        ...


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
        context: HasURLAdapter,
        environ: "WSGIEnvironment",
    ) -> tuple[Rule, dict[str, Any]]:
        """The rule and its converted arguments, as ``MapAdapter.match(return_rule=True)`` has them.

        :param method: the request method, upper case.
        :param path: PATH_INFO, decoded.
        :param context: has the map adapter of this request; costly, so only asked where needed.
        :param environ: the request's WSGI environment.
        :raises werkzeug.exceptions.HTTPException: NotFound, MethodNotAllowed or RequestRedirect, a
            new one each time.
        """
        ...
