"""The pages to register, log in and log out."""

from werkzeug import Response

from costrel import Blueprint, flash, redirect, render_template, request, url_for

from . import access, authors
from .authors import Credentials

account_pages = Blueprint("account", __name__, url_prefix="/account")


@account_pages.get("/register")
def register_form() -> str:
    """The form for newcomers."""
    return render_template("account/register.html", name="", problems={})


@account_pages.post("/register")
def register() -> tuple[str, int] | Response:
    """Add an author."""
    entered = Credentials.from_form(request.form)
    problems = entered.problems()
    if not problems and not authors.register(entered):
        problems["name"] = f"The name {entered.name} is taken. Please choose another."
    if problems:
        page = render_template("account/register.html", name=entered.name, problems=problems)
        return page, 422
    flash("Your account is ready. Log in and write something.")
    return redirect(url_for(".log_in_form"), 303)


@account_pages.get("/login")
def log_in_form() -> str:
    """The form for those who have been here before."""
    return render_template("account/log_in.html", name="", problems={})


@account_pages.post("/login")
def log_in() -> tuple[str, int] | Response:
    """Begin a session."""
    entered = Credentials.from_form(request.form)
    author = authors.authenticate(entered)
    if author is None:
        problems = {"password": "The name and the password do not belong together."}
        page = render_template("account/log_in.html", name=entered.name, problems=problems)
        return page, 422
    access.log_in(author)
    flash(f"Hello, {author.name}.")
    return redirect(access.page_after_log_in(), 303)


@account_pages.post("/logout")
def log_out() -> Response:
    """End the session."""
    access.log_out()
    flash("You are logged out. Come back soon.")
    return redirect(url_for("posts.newest"), 303)
