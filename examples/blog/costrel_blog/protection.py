"""Protection: forms are sent from our own pages only, and pages load our own files only."""

import secrets

from costrel import Costrel, Response, abort, request, session

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


def init_app(app: Costrel) -> None:
    """Check every form, and let templates put `csrf_token()` into theirs."""
    app.before_request(_refuse_foreign_forms)
    app.after_request(_add_headers)
    app.add_template_global(csrf_token)


def csrf_token() -> str:
    """The secret that the visitor's forms carry; no other site can read it."""
    token: str = session.setdefault("csrf_token", secrets.token_urlsafe(16))
    return token


def _refuse_foreign_forms() -> None:
    if request.method in {"GET", "HEAD", "OPTIONS"}:
        return
    sent, kept = request.form.get("csrf_token", ""), session.get("csrf_token", "")
    if not kept or not secrets.compare_digest(sent.encode(), kept.encode()):
        abort(400, "This form is out of date. Go back, reload the page and send it once more.")


def _add_headers(response: Response) -> Response:
    response.headers.update(HEADERS)
    return response
