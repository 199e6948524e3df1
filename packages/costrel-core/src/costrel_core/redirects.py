"""Redirects: where they may lead, and the response that leads there."""

from functools import cache
from typing import Any

from markupsafe import escape
from werkzeug.utils import redirect as _werkzeug_redirect
from werkzeug.wrappers import Response as WerkzeugResponse

from costrel_spec import current
from costrel_spec.errors import UnsafeRedirect

_SCRIPTS = ("javascript:", "data:", "vbscript:")
# Browsers drop these in front of a URL, and tabs and line ends anywhere in it (WHATWG URL, 4.4).
_DROPPED_BEFORE = "".join(map(chr, range(33)))
_DROPPED = dict.fromkeys(map(ord, "\t\n\r"))


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


def checked_location(location: str) -> str:
    """``location``, unless following it would run a script in the page.

    :raises UnsafeRedirect: if its scheme is ``javascript``, ``data`` or ``vbscript``.
    """
    if location[:1] != "/":
        seen = location.translate(_DROPPED).lstrip(_DROPPED_BEFORE).lower()
        if seen.startswith(_SCRIPTS):
            raise UnsafeRedirect(
                f"A redirect to {location!r} was refused: the link would run a script in the page."
                " Redirect to a path or to an http or https URL, and never to unchecked input."
            )
    return location


def redirect_response(
    location: str, code: int, response_class: type[WerkzeugResponse]
) -> WerkzeugResponse:
    """A ``response_class`` with Werkzeug's page that sends the browser to ``location``."""
    page = _page().replace(_PLACE, escape(checked_location(location)))
    response = response_class(page, code, mimetype="text/html")
    response.headers["Location"] = location
    return response


_PLACE = "/costrel-location"


@cache
def _page() -> str:
    """Werkzeug's page, with ``_PLACE`` where the location belongs."""
    return _werkzeug_redirect(_PLACE).get_data(as_text=True)
