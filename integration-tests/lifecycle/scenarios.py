"""The ways that a request can take through the watched application."""

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Thread
from typing import Any, NoReturn

from werkzeug.exceptions import Forbidden

from .views import VIEWS, fail
from .watched_site import Act, Site

STREAMS = ("generated", "kept", "template_stream")
"""The views whose streams keep the request, which is a listed difference."""

PREFIXES = ("", "/shop", "/shop/cart")


@dataclass(frozen=True)
class Scenario:
    """What happens.

    :param acts: what functions do instead of nothing, by what the transcript calls them.
    """

    drive: Callable[[Site], object]
    acts: dict[str, Act] = field(default_factory=dict)
    config: dict[str, Any] = field(default_factory=dict)
    asynchronous: bool = False


def request(path: str, method: str = "GET", **options: Any) -> Callable[[Site], object]:
    """One request."""
    return lambda site: site.send(path, method, **options)


def at_each_level(name: str) -> Callable[[Site], object]:
    """A request for this view of the application and of each blueprint."""

    def drive(site: Site) -> None:
        for prefix in PREFIXES:
            site.send(f"{prefix}/{name}")

    return drive


def with_a_session(path: str, **content: Any) -> Callable[[Site], object]:
    """A request with the cookie of a session in which Ada is the user."""

    def drive(site: Site) -> None:
        serializer = site.app.session_interface.get_signing_serializer(site.app)
        cookie = serializer.dumps({"user": "Ada", **content})
        site.send(path, headers={"Cookie": f"session={cookie}"})

    return drive


def abandoned(site: Site) -> None:
    """A stream whose reader leaves after the first chunk."""
    environ = site.app.test_request_context("/kept").request.environ
    answer = site.app(environ, lambda *arguments: None)
    site.note("server sends", next(iter(answer)))
    answer.close()
    site.note("server is done")


def clients(site: Site) -> None:
    """A client that keeps the contexts of its last request."""
    with site.app.test_client() as client:
        for path in ("/", "/shop/"):
            client.get(path)
            site.note("kept")
    site.note("left")


def by_hand(site: Site) -> None:
    """Contexts that nobody's request pushed."""
    with site.app.app_context():
        site.note("application")
        with site.app.test_request_context("/shop/number/7/"):
            site.note("request")
            with site.other.app_context():
                site.note("other")
            site.note("preprocessed", site.app.preprocess_request())
            site.note("dispatched", site.app.dispatch_request())
        site.note("application")
    site.note("nothing")


def by_hand_with_an_error(site: Site) -> None:
    """A block that fails."""
    try:
        with site.app.test_request_context("/"):
            fail()
    except Exception as error:
        site.note("outside", error)


def pushed_twice(site: Site) -> None:
    """One context, two pushes; it ends with the last pop."""
    for context in (site.app.app_context(), site.app.test_request_context("/")):
        context.push()
        context.push()
        context.pop()
        site.note("once more")
        context.pop()


def in_a_thread(site: Site) -> None:
    """A request on another thread while one is current here."""
    with site.app.test_request_context("/shop/"):
        thread = Thread(target=site.send, args=("/",))
        thread.start()
        thread.join()
        site.note("still here")


def extended(site: Site) -> None:
    """Filters, tests and globals of templates, and a template."""
    for kind in ("filter", "test", "global"):
        getattr(site.app, f"template_{kind}")(f"a_{kind}")(site.function(f"template_{kind}"))
        getattr(site.app, f"add_template_{kind}")(site.function(f"add_template_{kind}"))
    site.send("/template")


def forbid(*_arguments: object) -> NoReturn:
    """An HTTP exception."""
    raise Forbidden


def replace(*_arguments: object) -> str:
    """An answer."""
    return "replaced"


SCENARIOS: dict[str, Scenario] = {
    **{name: Scenario(at_each_level(name)) for name in VIEWS if name not in STREAMS},
    **{name: Scenario(request(f"/{name}")) for name in STREAMS},
    **{
        f"async {name or 'success'}": Scenario(at_each_level(name), asynchronous=True)
        for name in ("", "special", "fail", "stream", "modified", "later")
    },
    "async flashed": Scenario(request("/flashed"), asynchronous=True),
    "async template": Scenario(request("/template"), asynchronous=True),
    "success": Scenario(at_each_level("")),
    "head": Scenario(request("/", "HEAD")),
    "options": Scenario(request("/shop/cart/number/7/", "OPTIONS")),
    "number": Scenario(at_each_level("number/7/")),
    "slash": Scenario(at_each_level("number/7")),
    "slash of a form": Scenario(request("/number/7", "PUT", data={"a": "b"})),
    "slash of a form in debug mode": Scenario(
        request("/number/7", "PUT", data={"a": "b"}), config={"DEBUG": True}
    ),
    "missing": Scenario(at_each_level("missing")),
    "not a number": Scenario(at_each_level("number/seven/")),
    "wrong method": Scenario(request("/shop/number/7/", "POST")),
    "static": Scenario(request("/static/page.txt")),
    "static that is missing": Scenario(request("/static/missing.txt")),
    "refused host": Scenario(request("/"), config={"TRUSTED_HOSTS": ["site.example"]}),
    "propagating": Scenario(at_each_level("fail"), config={"PROPAGATE_EXCEPTIONS": True}),
    "trapped": Scenario(at_each_level("forbidden"), config={"TRAP_HTTP_EXCEPTIONS": True}),
    "testing": Scenario(
        at_each_level("fail"), config={"TESTING": True, "PROPAGATE_EXCEPTIONS": None}
    ),
    "before_request aborts": Scenario(at_each_level(""), {"before_request site 1": forbid}),
    "before_request of a blueprint aborts": Scenario(
        at_each_level(""), {"before_request shop 2": forbid}
    ),
    "before_request fails": Scenario(at_each_level(""), {"before_request site 2": fail}),
    "before_request answers": Scenario(at_each_level(""), {"before_request site 1": replace}),
    "before_request of a blueprint answers": Scenario(
        at_each_level(""), {"before_request cart 1": replace}
    ),
    "before_app_request answers": Scenario(at_each_level(""), {"before_app_request cart": replace}),
    "preprocessor aborts": Scenario(at_each_level(""), {"url_value_preprocessor shop": forbid}),
    "request_started aborts": Scenario(at_each_level(""), {"signal request_started": forbid}),
    "after_request aborts": Scenario(at_each_level(""), {"after_request site 1": forbid}),
    "after_request fails": Scenario(at_each_level(""), {"after_request shop 1": fail}),
    "after_request fails after an error": Scenario(
        at_each_level("fail"), {"after_request site 2": fail}
    ),
    "handler of server errors": Scenario(at_each_level("fail"), {"errorhandler site 500": replace}),
    "handler answers with an error": Scenario(
        at_each_level("handled"), {"errorhandler site Handled": lambda error: Forbidden()}
    ),
    "handler aborts": Scenario(at_each_level("handled"), {"errorhandler site Handled": forbid}),
    "session read": Scenario(with_a_session("/touched")),
    "session changed": Scenario(with_a_session("/shop/modified")),
    "session not touched": Scenario(with_a_session("/")),
    "session permanent and not touched": Scenario(with_a_session("/", _permanent=True)),
    "session forged": Scenario(request("/touched", headers={"Cookie": "session=forged.x.y"})),
    "session of an error": Scenario(with_a_session("/fail")),
    "extended templates": Scenario(extended),
    "clients": Scenario(clients),
    "by hand": Scenario(by_hand),
    "by hand with an error": Scenario(by_hand_with_an_error),
    "pushed twice": Scenario(pushed_twice),
    "in a thread": Scenario(in_a_thread),
    "abandoned stream": Scenario(abandoned),
    "one teardown_request fails": Scenario(request("/"), {"teardown_request site 2": fail}),
    "one teardown_appcontext fails": Scenario(request("/"), {"teardown_appcontext site 2": fail}),
    "handler fails": Scenario(request("/fail"), {"errorhandler site 500": fail}),
    "after_request forgets": Scenario(
        request("/"), {"after_request site 2": lambda response: None}
    ),
    "request_finished fails": Scenario(request("/"), {"signal request_finished": fail}),
    "request_tearing_down fails": Scenario(request("/"), {"signal request_tearing_down": fail}),
}
