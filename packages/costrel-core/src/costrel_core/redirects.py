"""Redirects: responses that send the browser elsewhere."""

from functools import cache
from typing import Any

from markupsafe import escape
from werkzeug.utils import redirect as _werkzeug_redirect
from werkzeug.wrappers import Response as WerkzeugResponse

from costrel_spec import current

from .locations import checked_location, is_plain
from .responses import Response as OwnResponse


def redirect(
    location: str,
    code: int = 302,
    Response: type[WerkzeugResponse] | None = None,  # noqa: N803  # Flask's name
) -> WerkzeugResponse:
    """A response that sends the browser to ``location``, made by the current application.

    :param Response: the class of the response where no application is current.
    """
    part = current.get()[0]
    if part is None:
        return redirect_response(location, code, Response or WerkzeugResponse)
    app: Any = part.app
    response: WerkzeugResponse = app.redirect(location, code=code)
    return response


def redirect_response(
    location: str, code: int, response_class: type[WerkzeugResponse]
) -> WerkzeugResponse:
    """A ``response_class`` with Werkzeug's page that sends the browser to ``location``."""
    page = _page().replace(_PLACE, escape(checked_location(location)))
    if response_class is OwnResponse and is_plain(location):
        # A plain location needs no check.
        response: WerkzeugResponse = OwnResponse(page, code, mimetype="text/html")
        response.headers._list.append(("Location", location))  # pyright: ignore[reportPrivateUsage]
        return response
    response = response_class(page, code, mimetype="text/html")
    response.headers["Location"] = location
    return response


_PLACE = "/costrel-location"


@cache
def _page() -> str:
    """Werkzeug's page, with ``_PLACE`` where the location belongs."""
    return _werkzeug_redirect(_PLACE).get_data(as_text=True)
