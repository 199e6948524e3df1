"""URLs built from endpoints."""

from __future__ import annotations

import sys
from typing import Any
from urllib.parse import quote

from werkzeug.routing import BuildError, MapAdapter
from werkzeug.wrappers import Response as WerkzeugResponse

from . import adapters
from .blueprint_names import blueprint_names
from .context import get_current
from .paths import build_path, plain_path
from .redirects import redirect_response
from .templating import Templating


class URLs(Templating):
    """The part of an application that builds URLs and redirects."""

    __slots__ = ()

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
        request = get_current()[1]
        if (
            _method is None
            and _scheme is None
            and not _external
            and not self._replaced
            and type(self).inject_url_defaults is _INJECT
        ):
            # Most URLs need no more than this.
            path = plain_path(self, request, endpoint, values)
            if path is not None:
                return path if _anchor is None else _anchored(path, _anchor)
        return self._any_url(request, endpoint, values, _anchor, _method, _scheme, _external)

    def _any_url(
        self,
        request: Any,
        endpoint: str,
        values: dict[str, Any],
        anchor: str | None,
        method: str | None,
        scheme: str | None,
        external: bool | None,
    ) -> str:
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
        return self._built(adapter, endpoint, values, anchor, method, scheme, external)

    def _built(
        self,
        adapter: Any,
        endpoint: str,
        values: dict[str, Any],
        anchor: str | None,
        method: str | None,
        scheme: str | None,
        external: bool,
    ) -> str:
        try:
            url = None
            if not external and method is None:
                url = build_path(adapter, endpoint, values)
            if url is None:
                url = adapter.build(
                    endpoint, values, method=method, url_scheme=scheme, force_external=external
                )
        except BuildError as error:
            values.update(_anchor=anchor, _method=method, _scheme=scheme, _external=external)
            return self.handle_url_build_error(error, endpoint, values)
        return url if anchor is None else _anchored(url, anchor)

    def _adapter_outside_requests(self) -> MapAdapter:
        context = get_current()[0]
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


def _anchored(url: str, anchor: str) -> str:
    return f"{url}#{quote(anchor, safe=_ANCHOR_SAFE)}"


_INJECT = URLs.inject_url_defaults
_ANCHOR_SAFE = "%!#$&'()*+,/:;=?@"
