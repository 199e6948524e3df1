"""What the views, functions and handlers of generated applications do, by name."""

from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

from werkzeug.exceptions import HTTPException, NotFound
from werkzeug.wrappers import Response as WerkzeugResponse

View = Callable[[Any, ModuleType, dict[str, Any]], Any]
"""Takes the application, its framework and the arguments of the URL."""


class Oops(Exception):
    """An exception that has nothing to do with HTTP."""


def fail(app: Any, framework: ModuleType, values: dict[str, Any]) -> Any:
    """An exception without a code."""
    raise Oops("oops")


def echo_request(app: Any, framework: ModuleType, values: dict[str, Any]) -> Any:
    """What the request says, read in many ways."""
    request = framework.request
    return {
        "method": request.method,
        "url": request.url,
        "root": request.root_url,
        "endpoint": request.endpoint,
        "blueprints": request.blueprints,
        "arguments": {name: repr(value) for name, value in values.items()},
        "query": request.args.to_dict(flat=False),
        "cookies": request.cookies.to_dict(flat=False),
        "mimetype": request.mimetype,
        "length": request.content_length,
        "accept": request.accept_mimetypes.best_match(["text/html", "application/json"]),
        "host": request.host,
    }


def echo_form(app: Any, framework: ModuleType, values: dict[str, Any]) -> Any:
    """Form fields and files."""
    request = framework.request
    files = {
        name: [file.filename, file.read().decode("latin-1")] for name, file in request.files.items()
    }
    return {"form": request.form.to_dict(flat=False), "files": files}


def echo_json(app: Any, framework: ModuleType, values: dict[str, Any]) -> Any:
    """The JSON of the body, sent back."""
    return framework.jsonify(framework.request.get_json())


def echo_body(app: Any, framework: ModuleType, values: dict[str, Any]) -> Any:
    """The body itself, of its own type."""
    request = framework.request
    return request.get_data(), 200, {"Content-Type": request.content_type or "text/plain"}


def need_field(app: Any, framework: ModuleType, values: dict[str, Any]) -> Any:
    """A field that the form must have."""
    return framework.request.form["name"]


def count(app: Any, framework: ModuleType, values: dict[str, Any]) -> Any:
    """A session that changes."""
    session = framework.session
    session["count"] = session.get("count", 0) + 1
    return str(session["count"])


def permanent(app: Any, framework: ModuleType, values: dict[str, Any]) -> Any:
    """A session for longer."""
    framework.session.permanent = True
    return "permanent"


def flashed(app: Any, framework: ModuleType, values: dict[str, Any]) -> Any:
    """A message now, and those from before."""
    framework.flash("hello", "info")
    return str(framework.get_flashed_messages(with_categories=True))


def cookies(app: Any, framework: ModuleType, values: dict[str, Any]) -> Any:
    """Cookies with attributes."""
    response = framework.make_response("cookies")
    response.set_cookie("a", "b; c", max_age=60, path="/p", secure=True, httponly=True)
    response.set_cookie("é", "ü", domain="example.com", samesite="Lax", partitioned=True)
    response.delete_cookie("gone")
    return response


def links(app: Any, framework: ModuleType, values: dict[str, Any]) -> Any:
    """URLs of this view and of a file."""
    request = framework.request
    return [
        framework.url_for(request.endpoint, **values, _anchor="x y"),
        framework.url_for(request.endpoint, **{**values, "more": "ü&"}, _external=True),
        framework.url_for("static", filename="a b/ü"),
    ]


def chunks(app: Any, framework: ModuleType, values: dict[str, Any]) -> Iterator[str]:
    """A stream."""
    yield "one"
    yield "two é"


def conditional(app: Any, framework: ModuleType, values: dict[str, Any]) -> Any:
    """An answer that depends on what the client has."""
    response = framework.make_response("0123456789" * 5)
    response.set_etag("version")
    return response.make_conditional(framework.request, accept_ranges=True, complete_length=50)


class StatusError(HTTPException):
    """An HTTP exception of one's own."""

    code = 418
    description = "short & <stout>"


def stout(app: Any, framework: ModuleType, values: dict[str, Any]) -> Any:
    """It, raised."""
    raise StatusError


VIEWS: dict[str, View] = {
    "text": lambda app, framework, values: f"text {sorted(values.items(), key=str)}",
    "bytes": lambda app, framework, values: b"\xff bytes",
    "dict": lambda app, framework, values: {"b": [1, None, 2.5], "a": "é<"},
    "list": lambda app, framework, values: [1, "x", {"y": None}],
    "pair": lambda app, framework, values: ("pair", 299),
    "status": lambda app, framework, values: ("status", "299 Fine"),
    "headers": lambda app, framework, values: ("headers", {"X-A": "1", "Content-Type": "text/x"}),
    "triple": lambda app, framework, values: ({"a": 1}, 201, [("X-A", "1"), ("X-A", "2")]),
    "made": lambda app, framework, values: (framework.make_response("made", 202), {"X-B": "2"}),
    "foreign": lambda app, framework, values: WerkzeugResponse("foreign", 203, {"X-C": "3"}),
    "application": lambda app, framework, values: NotFound("as an application"),
    "empty": lambda app, framework, values: ("", 204),
    "unmodified": lambda app, framework, values: ("", 304),
    "none": lambda app, framework, values: None,
    "wrong": lambda app, framework, values: 5,
    "wrong_tuple": lambda app, framework, values: (),
    "redirect": lambda app, framework, values: framework.redirect("/é?x=1", 303),
    "forbidden": lambda app, framework, values: framework.abort(403, "no & <no>"),
    "unauthorized": lambda app, framework, values: framework.abort(401),
    "stout": stout,
    "fail": fail,
    "lookup": lambda app, framework, values: {}["missing"],
    "stream": chunks,
    "kept": lambda app, framework, values: framework.stream_with_context(
        chunks(app, framework, values)
    ),
    "request": echo_request,
    "form": echo_form,
    "field": need_field,
    "json": echo_json,
    "body": echo_body,
    "count": count,
    "permanent": permanent,
    "touched": lambda app, framework, values: str("count" in framework.session),
    "flashed": flashed,
    "cookies": cookies,
    "links": links,
    "conditional": conditional,
    "template": lambda app, framework, values: framework.render_template_string(
        "{{ request.path }} {{ x | default('<') }} {{ '<' }}", x="&"
    ),
    "file": lambda app, framework, values: app.send_static_file("page.txt"),
}

BEFORE: dict[str, View] = {
    "nothing": lambda app, framework, values: None,
    "answer": lambda app, framework, values: ("answered before", 298),
    "forbidden": VIEWS["forbidden"],
    "fail": fail,
    "session": lambda app, framework, values: framework.session.update(seen=1),
}

AFTER: dict[str, Callable[[Any, ModuleType, Any], Any]] = {
    "keep": lambda app, framework, response: response,
    "header": lambda app, framework, response: (response.headers.add("X-After", "1"), response)[1],
    "replace": lambda app, framework, response: framework.make_response("replaced", 297),
    "vary": lambda app, framework, response: (response.vary.add("Accept"), response)[1],
    "fail": fail,
}

HANDLED: dict[str, int | type[Exception]] = {
    "403": 403,
    "404": 404,
    "405": 405,
    "400": 400,
    "500": 500,
    "http": HTTPException,
    "oops": Oops,
    "lookup": LookupError,
    "every": Exception,
}

HANDLERS: dict[str, Callable[[Any, ModuleType, Any], Any]] = {
    "text": lambda app, framework, error: f"handled {type(error).__name__}",
    "pair": lambda app, framework, error: ({"error": getattr(error, "code", 0)}, 296),
    "itself": lambda app, framework, error: (
        error if isinstance(error, HTTPException) else "no response"
    ),
    "redirect": lambda app, framework, error: framework.redirect("/handled"),
}
