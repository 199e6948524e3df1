"""The smallest application, its configuration and its test."""

from costrel import Costrel, Response, jsonify, make_response, render_template, request

app = Costrel(__name__)
app.config["SECRET_KEY"] = "typed"
app.config.from_mapping(TESTING=True)


@app.get("/<name>")
def hello(name: str) -> dict[str, str]:
    """A dictionary becomes JSON."""
    return {"hello": name}


@app.route("/search", methods=["GET", "POST"])
def search() -> tuple[str, int]:
    """A body and a status."""
    word: str = request.args.get("word", "")
    page: int | None = request.args.get("page", type=int)
    return render_template("found.html", word=word, page=page), 201


@app.post("/made")
def made() -> Response:
    """A response object."""
    response: Response = make_response(jsonify(made=True))
    response.headers["X-Made"] = "yes"
    return response


@app.errorhandler(404)
def missing(error: Exception) -> tuple[str, int]:
    """What is sent for a page that is missing."""
    app.logger.info("%s: %s", app.name, error)
    return "missing", 404


@app.before_request
def note() -> None:
    """Runs before each view."""


def check() -> None:
    """The test client is of the type that Werkzeug's users know."""
    with app.test_client() as client:
        client.get("/Ada")
    with app.app_context(), app.test_request_context("/Ada"):
        pass
