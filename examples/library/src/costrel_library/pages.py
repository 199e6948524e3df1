"""The pages, and the same as JSON."""

from costrel import Blueprint, Response, abort, jsonify, render_template, request

from .books import BOOKS, Book

pages = Blueprint("pages", __name__)


def _found(number: int) -> Book:
    return BOOKS.get(number) or abort(404)


@pages.get("/")
def shelf() -> str:
    """All books."""
    return render_template("shelf.html", books=BOOKS.values())


@pages.get("/books/<int:number>")
def book(number: int) -> str:
    """One book."""
    return render_template("book.html", book=_found(number))


@pages.get("/api/books")
def api_books() -> Response:
    """All books, as JSON."""
    return jsonify(list(BOOKS.values()))


@pages.get("/api/books/<int:number>")
def api_book(number: int) -> Response:
    """One book, as JSON."""
    return jsonify(_found(number))


@pages.post("/api/search")
def api_search() -> Response:
    """The books that have a word in their titles; ``{"word": ...}`` asks for it."""
    match request.get_json():
        case {"word": str(word)}:
            found = [each for each in BOOKS.values() if word.lower() in each.title.lower()]
        case _:
            abort(400)
    return jsonify(found)
