"""URLs built from endpoints."""

import sys
from typing import Any
from urllib.parse import quote

from werkzeug.routing import BuildError, MapAdapter

from costrel_spec import current

from . import adapters
from .blueprint_names import blueprint_names
from .redirects import redirect_response
from .templating import Templating


class URLs(Templating):
    """The part of an application that builds URLs and redirects."""

    __slots__ = ()

    create_url_adapter = adapters.create_url_adapter

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
        request = current.get()[1]
        if request is not None:
            adapter = request.url_adapter
            if adapter is None:
                adapter = adapters.hostless_adapter(self, request.request.environ)
            if endpoint[:1] == ".":
                names = request.blueprints
                endpoint = f"{names[0]}{endpoint}" if names else endpoint[1:]
            if _external is None:
                _external = _scheme is not None
        else:
            adapter = self._adapter_outside_requests()
            if _external is None:
                _external = True
        if _scheme is not None and not _external:
            raise ValueError("When specifying '_scheme', '_external' must be True.")
        self.inject_url_defaults(endpoint, values)
        try:
            url = adapter.build(
                endpoint, values, method=_method, url_scheme=_scheme, force_external=_external
            )
        except BuildError as error:
            values.update(_anchor=_anchor, _method=_method, _scheme=_scheme, _external=_external)
            return self.handle_url_build_error(error, endpoint, values)
        if _anchor is None:
            return url
        return f"{url}#{quote(_anchor, safe=_ANCHOR_SAFE)}"

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

    def redirect(self, location: str, code: int = 302) -> Any:
        """A response that sends the browser to ``location``."""
        return redirect_response(location, code, self.response_class)


_ANCHOR_SAFE = "%!#$&'()*+,/:;=?@"
