"""Response objects."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, assert_type

from werkzeug.datastructures import Headers

from costrel import Response, make_response, render_template


def made() -> Response:
    """A response with all that can be set on one."""
    response = make_response(render_template("page.html"), 201, {"X-Made": "yes"})
    assert_type(response, Response)
    assert_type(response.status, str)
    assert_type(response.status_code, int)
    assert_type(response.headers, Headers)
    assert_type(response.mimetype, str | None)
    assert_type(response.get_data(as_text=True), str)
    assert_type(response.is_json, bool)
    assert_type(response.max_cookie_size, int)
    response.status = "202 ACCEPTED"
    response.status_code = 202
    response.mimetype = "text/plain"
    response.set_data("text")
    response.data = b"bytes"
    response.headers.extend({"X-A": "1"})
    response.set_cookie(
        "name",
        "value",
        max_age=timedelta(days=1),
        expires=datetime.now(UTC),
        path="/",
        domain="example.org",
        secure=True,
        httponly=True,
        samesite="Lax",
        partitioned=True,
    )
    response.delete_cookie("old")
    response.cache_control.max_age = 60
    response.vary.add("Accept")
    response.last_modified = datetime.now(UTC)
    response.add_etag()

    @response.call_on_close
    def closed() -> None:
        """Runs when it was sent."""

    assert_type(response.get_json(), Any)
    return response


def chunks() -> Iterator[str]:
    """Parts of a body."""
    yield "a"


def constructed() -> list[Response]:
    """Every form of the constructor."""
    return [
        Response(),
        Response("text", 200, {"X-A": "1"}, "text/plain"),
        Response(b"bytes", status="404 NOT FOUND", headers=[("X-A", "1")]),
        Response(chunks(), content_type="text/csv; charset=utf-8", direct_passthrough=False),
    ]
