"""What the views of the watched application do."""

from collections.abc import Callable, Iterator
from threading import Thread
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from .watched_site import Site


class Handled(Exception):
    """Has handlers in the application and in the blueprints."""


class Special(Handled):
    """Has handlers of its own in the blueprints."""


class Unhandled(Exception):
    """Has no handler."""


def fail(*_arguments: object) -> NoReturn:
    """An exception without a handler."""
    raise Unhandled("unhandled")


def handled(site: "Site") -> NoReturn:
    """An exception with a handler."""
    raise Handled("handled")


def special(site: "Site") -> NoReturn:
    """An exception whose class and base class have handlers."""
    raise Special("special")


def chunks(site: "Site") -> Iterator[str]:
    """Two chunks, each of which is noted."""
    for number in (1, 2):
        site.note("stream", number)
        yield f"chunk {number}"


def torn(site: "Site") -> Iterator[str]:
    """A chunk and then a failure."""
    site.note("stream")
    yield "chunk"
    fail()


def generated(site: "Site") -> Any:
    """The decorator of streams."""
    framework = site.framework

    @framework.stream_with_context
    def generate() -> Iterator[str]:
        site.note("stream", framework.request.path)
        yield "chunk"

    return generate()


def touched(site: "Site") -> str:
    """Read the session."""
    return str(site.framework.session.get("user"))


def modified(site: "Site") -> str:
    """Change the session."""
    site.framework.session["user"] = "Ada"
    return "modified"


def permanent(site: "Site") -> str:
    """Keep the session for longer."""
    site.framework.session.permanent = True
    return "permanent"


def flashed(site: "Site") -> str:
    """Flash a message, and show it."""
    site.framework.flash("hello", "info")
    return str(site.framework.get_flashed_messages(with_categories=True))


def nested(site: "Site") -> str:
    """Application contexts inside the request, of this application and the other."""
    for app in (site.app, site.other):
        with app.app_context():
            site.note("inside", app.name, sorted(site.framework.g))
    return "nested"


def pushed(site: "Site") -> str:
    """Requests made by hand inside the request."""
    for app in (site.app, site.other):
        with app.test_request_context("/made"):
            site.note("inside", app.name)
    return "pushed"


def sent(site: "Site") -> str:
    """Whole requests inside the request."""
    site.send("/")
    site.send("/nowhere", app=site.other)
    return "sent"


def threaded(site: "Site") -> str:
    """The request, in another thread."""
    framework = site.framework

    @framework.copy_current_request_context
    def work() -> None:
        site.note("in the thread")

    thread = Thread(target=work)
    thread.start()
    thread.join()
    return "threaded"


def later(site: "Site") -> str:
    """Functions for after this request, the second one asked for by the first."""

    def first(response: Any) -> Any:
        site.note("after_this_request", response)
        site.framework.after_this_request(second)
        return response

    def second(response: Any) -> Any:
        site.note("after_this_request again", response)
        return response

    site.framework.after_this_request(first)
    return "later"


def linked(site: "Site") -> str:
    """URLs, of which one can't be built."""
    framework = site.framework
    site.note("built", framework.url_for(".number", number=3, x="y"))
    site.note("built", framework.url_for("shop.cart.index", _external=True))
    try:
        framework.url_for("missing")
    except Exception as error:
        site.note("not built", error)
    return "linked"


def read(site: "Site") -> str:
    """Files of the application and of its instance."""
    for open_file in (site.app.open_resource, site.app.open_instance_resource):
        with open_file("static/page.txt") as file:
            site.note("read", file.read())
    return "read"


VIEWS: dict[str, Callable[["Site"], Any]] = {
    "index": lambda site: "index",
    "handled": handled,
    "special": special,
    "fail": fail,
    "forbidden": lambda site: site.framework.abort(403),
    "teapot": lambda site: site.framework.abort(418),
    "nothing": lambda site: None,
    "redirected": lambda site: site.framework.redirect("/elsewhere"),
    "made": lambda site: site.framework.make_response("made", 201),
    "json": lambda site: {"a": [1]},
    "stream": chunks,
    "torn": torn,
    "kept": lambda site: site.framework.stream_with_context(chunks(site)),
    "generated": generated,
    "touched": touched,
    "modified": modified,
    "permanent": permanent,
    "flashed": flashed,
    "template": lambda site: site.framework.render_template("page.html", number=1),
    "text": lambda site: site.framework.render_template_string("{{ 1 + 1 }}"),
    "template_stream": lambda site: site.framework.stream_template("page.html", number=1),
    "lost": lambda site: site.framework.render_template("lost.html"),
    "nested": nested,
    "pushed": pushed,
    "sent": sent,
    "threaded": threaded,
    "later": later,
    "linked": linked,
    "read": read,
}
"""Views by endpoint and path."""
