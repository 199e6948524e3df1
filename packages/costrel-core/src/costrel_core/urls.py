"""URLs built from endpoints."""

import sys
from typing import Any
from urllib.parse import quote

from werkzeug.routing import BuildError, MapAdapter
from werkzeug.wrappers import Response as WerkzeugResponse

from costrel_spec import current

from . import adapters
from .blueprint_names import blueprint_names
from .paths import Paths
from .redirects import redirect_response
from .router import Map
from .templating import Templating


class URLs(Templating):
    """The part of an application that builds URLs and redirects."""

    __slots__ = ()

    _paths: Paths | None = None

    create_url_adapter = adapters.create_url_adapter

    def bind_to_environ(self, environ: Any, **names: Any) -> MapAdapter:
        """The map's adapter of that environment.

        A distribution whose users filter Werkzeug's warnings by the module that they point at calls
        the map itself.
        """
        adapter: MapAdapter = self.url_map.bind_to_environ(environ, **names)
        return adapter

    def url_for(
        self,
        /,
        endpoint: str,
        *,
        _anchor: str | None = None,
        _method: str | None = None,
        _scheme: str | None = None,
        _external: bool | None = None,
        **values: Any,
    ) -> str:
        """The URL of ``endpoint`` with these values; values that the rule does not name are its query.

        :param endpoint: in a request, a leading dot stands for its blueprint.
        :raises werkzeug.routing.BuildError: if no rule fits and no handler of build errors helps.
        """
        return self._url(endpoint, values, _anchor, _method, _scheme, _external)

    def _url(
        self,
        endpoint: str,
        values: dict[str, Any],
        anchor: str | None,
        method: str | None,
        scheme: str | None,
        external: bool | None,
    ) -> str:
        request = current.get()[1]
        if request is not None:
            adapter = request.url_adapter
            if adapter is None:
                adapter = adapters.hostless_adapter(self, request.request.environ)
            if endpoint[:1] == ".":
                names = request.blueprints
                endpoint = f"{names[0]}{endpoint}" if names else endpoint[1:]
            if external is None:
                external = scheme is not None
        else:
            adapter = self._adapter_outside_requests()
            if external is None:
                external = True
        if scheme is not None and not external:
            raise ValueError("When specifying '_scheme', '_external' must be True.")
        self.inject_url_defaults(endpoint, values)
        try:
            url = None
            if not external and method is None:
                paths = self._paths
                if paths is None or not (
                    paths.map is adapter.map and paths.index is paths.map.index
                ):
                    paths = self._find_paths(adapter.map)
                url = paths.build(adapter, endpoint, values)
            if url is None:
                url = adapter.build(
                    endpoint, values, method=method, url_scheme=scheme, force_external=external
                )
        except BuildError as error:
            values.update(_anchor=anchor, _method=method, _scheme=scheme, _external=external)
            return self.handle_url_build_error(error, endpoint, values)
        if anchor is None:
            return url
        return f"{url}#{quote(anchor, safe=_ANCHOR_SAFE)}"

    def _find_paths(self, url_map: Any) -> Paths:
        """What builds paths of the map as it is now; nothing of a map of another kind."""
        if type(url_map) is not Map:
            return _NO_PATHS
        paths = self._paths = Paths(url_map)
        return paths

    def _adapter_outside_requests(self) -> MapAdapter:
        context = current.get()[0]
        adapter = self.create_url_adapter(None) if context is None else context.url_adapter
        if adapter is None:
            raise RuntimeError(
                "Unable to build URLs outside an active request without 'SERVER_NAME' configured."
                " Also configure 'APPLICATION_ROOT' and 'PREFERRED_URL_SCHEME' as needed."
            )
        return adapter

    def inject_url_defaults(self, endpoint: str, values: dict[str, Any]) -> None:
        """Let the ``url_defaults`` functions of the application and the blueprints add values."""
        functions = self.url_default_functions
        if not functions:
            return
        for name in (None, *reversed(blueprint_names(endpoint))):
            if name in functions:
                for function in functions[name]:
                    function(endpoint, values)

    def handle_url_build_error(
        self, error: BuildError, endpoint: str, values: dict[str, Any]
    ) -> str:
        """The URL that a function of ``url_build_error_handlers`` finds.

        :raises werkzeug.routing.BuildError: if none finds one.
        """
        for handler in self.url_build_error_handlers:
            try:
                url: str | None = handler(error, endpoint, values)
            except BuildError as other:
                error = other
            else:
                if url is not None:
                    return url
        if error is sys.exc_info()[1]:
            raise  # noqa: PLE0704  # called while the error is handled
        raise error

    def redirect(self, location: str, code: int = 302) -> WerkzeugResponse:
        """A response that sends the browser to ``location``."""
        return redirect_response(location, code, self.response_class)


_NO_PATHS = Paths(Map())
_ANCHOR_SAFE = "%!#$&'()*+,/:;=?@"
