"""The pages to list, read, write, edit and delete posts."""

from datetime import UTC, datetime

from werkzeug import Response

from costrel import Blueprint, abort, flash, redirect, render_template, request, url_for

from . import posts
from .access import require_author
from .posts import Draft, Post

PAGE_SIZE = 10
LAST_PAGE = 1_000_000

post_pages = Blueprint("posts", __name__)


@post_pages.get("/")
def newest() -> str:
    """All posts, page by page."""
    page = min(request.args.get("page", 1, type=int), LAST_PAGE)
    if page < 1:
        abort(404)
    found = posts.newest(PAGE_SIZE + 1, skip=(page - 1) * PAGE_SIZE)
    if page > 1 and not found:
        abort(404)
    return render_template(
        "posts/newest.html", posts=found[:PAGE_SIZE], page=page, more=len(found) > PAGE_SIZE
    )


@post_pages.get("/posts/<int:post_id>")
def read(post_id: int) -> str:
    """One post."""
    return render_template("posts/read.html", post=_post(post_id))


@post_pages.get("/posts/new")
def write_form() -> str:
    """An empty page to write on."""
    require_author()
    return render_template("posts/write.html", draft=Draft(), problems={})


@post_pages.post("/posts/new")
def write() -> tuple[str, int] | Response:
    """Publish a post."""
    author = require_author()
    draft = Draft.from_form(request.form)
    if problems := draft.problems():
        return render_template("posts/write.html", draft=draft, problems=problems), 422
    post_id = posts.publish(author, draft, datetime.now(UTC))
    flash("Your post is published.")
    return redirect(url_for(".read", post_id=post_id), 303)


@post_pages.get("/posts/<int:post_id>/edit")
def edit_form(post_id: int) -> str:
    """A post's title and text, to work on."""
    post = _own_post(post_id)
    draft = Draft(post.title, post.text)
    return render_template("posts/edit.html", post=post, draft=draft, problems={})


@post_pages.post("/posts/<int:post_id>/edit")
def edit(post_id: int) -> tuple[str, int] | Response:
    """Change a post."""
    post = _own_post(post_id)
    draft = Draft.from_form(request.form)
    if problems := draft.problems():
        return render_template("posts/edit.html", post=post, draft=draft, problems=problems), 422
    posts.change(post, draft, datetime.now(UTC))
    flash("Your changes are saved.")
    return redirect(url_for(".read", post_id=post_id), 303)


@post_pages.post("/posts/<int:post_id>/delete")
def delete(post_id: int) -> Response:
    """Delete a post."""
    posts.delete(_own_post(post_id))
    flash("Your post is deleted.")
    return redirect(url_for(".newest"), 303)


def _post(post_id: int) -> Post:
    return posts.find(post_id) or abort(404)


def _own_post(post_id: int) -> Post:
    author = require_author()
    post = _post(post_id)
    if post.author != author:
        abort(403, f"Only {post.author.name} can change this post.")
    return post
