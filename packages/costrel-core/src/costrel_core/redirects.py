"""Redirects: responses that send the browser elsewhere."""

from __future__ import annotations

from functools import cache
from typing import Any

from markupsafe import escape
from werkzeug.utils import redirect as _werkzeug_redirect
from werkzeug.wrappers import Response as WerkzeugResponse

from .context import get_current
from .headers import checked_text
from .locations import checked_location
from .responses import Response as OwnResponse


def redirect(
    location: str,
    code: int = 302,
    Response: type[WerkzeugResponse] | None = None,  # noqa: N803  # Flask's name
) -> WerkzeugResponse:
    """A response that sends the browser to ``location``, made by the current application.

    :param Response: the class of the response where no application is current.
    """
    part = get_current()[0]
    if part is None:
        return redirect_response(location, code, Response or WerkzeugResponse)
    app: Any = part.app
    response: WerkzeugResponse = app.redirect(location, code=code)
    return response


def redirect_response(
    location: str, code: int, response_class: type[WerkzeugResponse]
) -> WerkzeugResponse:
    """A ``response_class`` with Werkzeug's page that sends the browser to ``location``."""
    page = str.join(escape(checked_location(location)), _page())
    if response_class is not OwnResponse:
        response = response_class(page, code, mimetype="text/html")
        response.headers["Location"] = location
        return response
    # With all arguments given, the interpreter makes the object without a detour.
    own = OwnResponse(page, code, None, "text/html", None, False)
    # No other location is there to be replaced.
    header = "Location", checked_text("Header values", location)
    own.headers._list.append(header)  # pyright: ignore[reportPrivateUsage]
    return own


_PLACE = "/costrel-location"


@cache
def _page() -> list[str]:
    """Werkzeug's page, cut where the location belongs."""
    return _werkzeug_redirect(_PLACE).get_data(as_text=True).split(_PLACE)
