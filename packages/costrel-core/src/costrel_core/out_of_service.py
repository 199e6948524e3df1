"""What answers in place of an application that must not serve."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .responses import Response

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

REASONS = {
    "safe": "safe mode: COSTREL_SAFE_MODE left the plugins out, and what they guard may be open.",
    "inspect": "inspection: COSTREL_INSPECT left out the plugins that failed.",
}
"""Why an application does not serve, by its mode; for the log, and no business of a client."""


def out_of_service() -> WSGIApplication:
    """A WSGI application that answers 503 (RFC 9110, section 15.6.4) to everything."""
    return Response(
        "The service is unavailable.\n",
        503,
        mimetype="text/plain",
        headers={"Cache-Control": "no-store"},
    )
