"""Useful functions."""

import io
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn, assert_type

import werkzeug
from werkzeug.exceptions import NotFound

from costrel import (
    Response,
    abort,
    after_this_request,
    copy_current_request_context,
    jsonify,
    make_response,
    redirect,
    send_file,
    send_from_directory,
    url_for,
)


def use() -> Response:
    """Each of them."""
    assert_type(url_for("page", number=1), str)
    url_for(".page", _anchor="top", _method="POST", _scheme="https", _external=True, tags=["a"])
    assert_type(redirect("/", code=303), werkzeug.Response)
    redirect("/", Response=Response)
    assert_type(make_response(), Response)
    assert_type(make_response("text", 201), Response)
    assert_type(jsonify({"a": 1}), Response)
    assert_type(jsonify(a=1), Response)
    assert_type(send_from_directory(Path("files"), "report.pdf", as_attachment=True), Response)
    return send_file(
        io.BytesIO(b"a,b"),
        mimetype="text/csv",
        as_attachment=True,
        download_name="table.csv",
        conditional=False,
        etag="tag",
        last_modified=datetime.now(UTC),
        max_age=lambda name: None if name is None else 60,
    )


def find(numbers: dict[str, int], name: str) -> int:
    """After abort() nothing follows, and a checker knows it."""
    number = numbers.get(name)
    if number is None:
        abort(404, description="No such number.")
    return number


def refuse() -> NoReturn:
    """A response can be what it ends with."""
    abort(Response("no", 403))


def view() -> Response:
    """Functions that get the response or the request of this view."""

    @after_this_request
    def add_header(response: Response) -> Response:
        """The response, with a header."""
        response.headers["X-A"] = "1"
        return response

    @copy_current_request_context
    def work(number: int) -> str:
        """Something for another thread."""
        return str(number)

    assert_type(work(1), str)
    assert_type(add_header(Response()), Response)
    return jsonify([1, 2]) if find({}, "a") else jsonify(None)


def not_found() -> NotFound:
    """An exception of HTTP can be returned as well."""
    return NotFound()
