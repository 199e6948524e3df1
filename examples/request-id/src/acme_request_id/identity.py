"""The id of a request: what the request brings, where that is trusted, else a new one."""

import re
from secrets import token_hex

from costrel_spec import RequestContext, has_request_context, request_context

HEADER = "REQUEST_ID_HEADER"
TRUSTED = "REQUEST_ID_TRUSTED"
KEY = "acme.request_id"
"""Where the id is kept: in the WSGI environment, which nothing but the request has."""

_SAFE = re.compile("[A-Za-z0-9_-]{8,64}")
"""What can't break out of a line of the log, nor out of a page."""


def request_id() -> str:
    """The id of the current request.

    :raises RuntimeError: outside requests.
    """
    return identify(request_context())


def current_id() -> str | None:
    """The same; None outside requests."""
    return request_id() if has_request_context() else None


def identify(ctx: RequestContext) -> str:
    """The id of that request, which is made when it is first asked for."""
    environ = ctx.request.environ
    if KEY not in environ:
        environ[KEY] = _brought(ctx) or token_hex(8)
    found: str = environ[KEY]
    return found


def _brought(ctx: RequestContext) -> str | None:
    config = ctx.app.config
    # Loggers go by name: records of another application with that name come by as well.
    if not config.get(TRUSTED):
        return None
    given: str = ctx.request.headers.get(config[HEADER], "")
    return given if _SAFE.fullmatch(given) else None
