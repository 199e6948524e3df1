"""Error pages in the blog's own look."""

from werkzeug import Response
from werkzeug.exceptions import HTTPException

from costrel import Costrel, g, render_template

HEADINGS = {
    400: "That did not work",
    403: "Not yours to change",
    404: "Nothing here",
    413: "Too much at once",
    500: "Something broke",
    503: "Not ready yet",
}
TEXTS = {
    404: "The page has moved on, or was never there.",
    413: "What you sent is too large. Try a shorter text.",
    500: "The mistake is ours, and it has been written down. Please try again later.",
}


def init_app(app: Costrel) -> None:
    """Answer every HTTP error with a page."""
    app.register_error_handler(HTTPException, _page)


def _page(error: HTTPException) -> Response:
    code = error.code or 500
    if code >= 500:
        g.author = None  # looking it up may be what failed
    response = Response.force_type(error.get_response())  # with its headers, such as Allow
    response.data = render_template(
        "error.html",
        code=code,
        heading=HEADINGS.get(code, error.name),
        text=TEXTS.get(code, error.description),
    )
    return response
