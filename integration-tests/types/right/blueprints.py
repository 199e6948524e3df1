"""A blueprint, the factory that registers it, and URLs."""

from werkzeug.wrappers import Response

from costrel import Blueprint, Costrel, abort, current_app, g, redirect, url_for

posts = Blueprint("posts", __name__, url_prefix="/posts")


@posts.get("/<int:number>")
def show(number: int) -> str:
    """One post."""
    if number > current_app.config["LAST"]:
        abort(404)
    g.number = number
    return url_for("posts.show", number=number + 1, _external=True)


@posts.get("/")
def newest() -> Response:
    """The way to the newest post."""
    return redirect(url_for("posts.show", number=1))


@posts.app_template_filter("shout")
def shout(text: str) -> str:
    """A filter that every template can use."""
    return text.upper()


def create_app() -> Costrel:
    """The application."""
    app = Costrel(__name__, without={"signals"})
    app.register_blueprint(posts)
    return app
