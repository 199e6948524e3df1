"""Access: who is logged in, and what pages ask to find out."""

import re

from costrel import Costrel, abort, flash, g, redirect, request, session, url_for

from . import authors
from .authors import Author

# A path on this site. Browsers take "//" and "/\" for the start of another host, and skip over tabs
# and line ends.
OWN_PATH = re.compile(r"/(?![/\\])[^\x00-\x20\\]*")


def init_app(app: Costrel) -> None:
    """Let templates ask `current_author()`."""
    app.add_template_global(current_author)


def log_in(author: Author) -> None:
    """Begin a new session for this author; nothing of the visitor's old one is kept."""
    session.clear()
    session["author_id"] = author.id


def log_out() -> None:
    """End the session."""
    session.clear()


def current_author() -> Author | None:
    """Who is logged in, looked up once for each request."""
    if "author" not in g:
        author_id = session.get("author_id")
        g.author = None if author_id is None else authors.find(author_id)
    author: Author | None = g.author
    return author


def require_author() -> Author:
    """Who is logged in; if nobody is, the answer leads to the log-in page and from there back."""
    author = current_author()
    if author is None:
        flash("Please log in first.", "notice")
        back = request.path if request.method == "GET" else None
        abort(redirect(url_for("account.log_in_form", next=back), 303))
    return author


def page_after_log_in() -> str:
    """The page that led to the log-in, if it is one of ours; all posts otherwise."""
    target = request.args.get("next", "")
    return target if OWN_PATH.fullmatch(target) else url_for("posts.newest")
