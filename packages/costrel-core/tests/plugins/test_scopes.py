"""Which requests a plugin acts for."""

from typing import Any

import pytest
from werkzeug.test import Client

from costrel_core import App, Blueprint, abort, exempt
from costrel_core.views import MethodView
from costrel_spec import Plugin, hookimpl
from costrel_spec.errors import (
    ScopeRefused,
)
from costrel_spec.hooks import SCOPABLE

pytestmark = pytest.mark.alone


class Guard:
    """A plugin that notes the path of each request at each hook that may be scoped."""

    plugin_name = "guard"

    def __init__(self) -> None:
        self.seen: list[tuple[str, str]] = []

    def note(self, hook: str, ctx: Any) -> None:
        self.seen.append((hook, ctx.request.path))

    @hookimpl
    def request_started(self, ctx: Any) -> None:
        self.note("request_started", ctx)

    @hookimpl
    def before_request(self, ctx: Any) -> None:
        self.note("before_request", ctx)

    @hookimpl
    def handle_error(self, ctx: Any) -> None:
        self.note("handle_error", ctx)

    @hookimpl
    def request_failed(self, ctx: Any) -> None:
        self.note("request_failed", ctx)

    @hookimpl
    def after_request(self, ctx: Any, response: Any) -> None:
        response.headers["X-Guarded"] = "yes"
        self.note("after_request", ctx)

    @hookimpl
    def request_finished(self, ctx: Any) -> None:
        self.note("request_finished", ctx)

    @hookimpl
    def teardown_request(self, ctx: Any) -> None:
        self.note("teardown_request", ctx)

    @hookimpl
    def template_context(self, ctx: Any) -> dict[str, str]:
        self.note("template_context", ctx)
        return {"guarded": "yes"}


def site(app: App, guard: object, **options: Any) -> Client:
    """``/`` of the application, ``/in/``, ``/in/deep/`` of blueprints, of which one uses the guard."""

    def view() -> dict[str, Any]:
        context: dict[str, Any] = {}
        app.update_template_context(context)
        return {"guarded": context.get("guarded")}

    inside, deep = Blueprint("inside", "site"), Blueprint("deep", "site")
    for where in (app, inside, deep):
        where.add_url_rule("/", "view", view)
        where.add_url_rule("/fails", "fails", lambda: 1 // 0)
    inside.use(guard)
    inside.register_blueprint(deep, url_prefix="/deep")
    app.register_blueprint(inside, url_prefix="/in", **options)
    return Client(app)


@pytest.mark.parametrize("path", ["/", "/fails", "/missing", "/in/", "/in/fails", "/in/deep/"])
def test_a_plugin_acts_for_the_blueprint_that_uses_it(make_app: Any, path: str) -> None:
    """At every hook, also for the blueprints inside; for nothing else, not for what is not found."""
    guard = Guard()
    answer = site(make_app(), guard).get(path)
    assert {where for _, where in guard.seen} == ({path} if path.startswith("/in") else set())
    assert ("X-Guarded" in answer.headers) is path.startswith("/in")
    if path.endswith("/"):
        assert answer.json == {"guarded": "yes" if path.startswith("/in") else None}
    if path.startswith("/in"):
        failed = {"handle_error", "request_failed"}
        expected = SCOPABLE - (failed if path.endswith("/") else {"template_context"})
        assert {hook for hook, _ in guard.seen} == expected


def test_outside_of_requests_a_scoped_plugin_gives_no_template_context(make_app: Any) -> None:
    """There is no blueprint then."""
    app = make_app()
    site(app, Guard())
    app.seal()
    context: dict[str, Any] = {}
    with app.app_context():
        app.update_template_context(context)
    assert "guarded" not in context


def test_what_the_application_uses_too_acts_everywhere(make_app: Any) -> None:
    """Once per request, in whatever order the two say so."""
    for first in (True, False):
        guard, app = Guard(), make_app()
        if first:
            app.use(guard)
        client = site(app, guard)
        if not first:
            app.use(guard)
        client.get("/")
        client.get("/in/")
        assert [path for hook, path in guard.seen if hook == "before_request"] == ["/", "/in/"]


def test_a_plugin_that_was_chosen_acts_for_the_blueprint_only(make_app: Any, acme: Any) -> None:
    """The blueprint names it; it is installed, and on, as everything is that is installed."""
    acme("stamp", "@hookimpl\ndef after_request(ctx, response): response.headers['X-Stamp'] = '1'")
    for plugins in (["stamp"], []):
        client = site(make_app(plugins=plugins), "stamp")
        assert "X-Stamp" in client.get("/in/").headers
        assert "X-Stamp" not in client.get("/").headers


def test_a_factory_is_called_once_per_application(make_app: Any) -> None:
    """However many blueprints use it, under whatever names they are registered."""
    made: list[Guard] = []

    class Counted(Guard):
        def __init__(self) -> None:
            super().__init__()
            made.append(self)

    app = make_app()
    client = site(app, Counted, name="first")
    again = Blueprint("again", "site")
    again.use(Counted)
    again.add_url_rule("/", "view", lambda: "again")
    app.register_blueprint(again, url_prefix="/again")
    app.register_blueprint(again, url_prefix="/twice", name="twice")
    for path in ("/in/", "/again/", "/twice/", "/"):
        client.get(path)
    (guard,) = made
    assert [path for hook, path in guard.seen if hook == "before_request"] == [
        "/in/",
        "/again/",
        "/twice/",
    ]


def test_each_application_resolves_it_for_itself(make_app: Any) -> None:
    """A blueprint may be registered on several; each makes its own plugin."""
    inside = Blueprint("inside", "site")
    inside.use(Guard)
    inside.add_url_rule("/", "view", lambda: "")
    apps = [make_app(), make_app()]
    for app in apps:
        app.register_blueprint(inside)
    Client(apps[0]).get("/")
    one, two = (app.assembly.plugins[-1].object for app in apps)
    assert one.seen
    assert not two.seen


@pytest.mark.parametrize(
    ("hook", "declaration", "what"),
    [
        ("setup", Plugin(), "the hook setup"),
        ("context_pushed", Plugin(), "the hook context_pushed"),
        ("provide_json", Plugin(), "the hook provide_json"),
        ("before_request", Plugin(slots={"cache"}), "a slot"),
    ],
)
def test_a_blueprint_can_not_use_what_knows_no_request(
    make_app: Any, plugin: Any, hook: str, declaration: Plugin, what: str
) -> None:
    """It would act for the whole application; the error says where to use it."""

    def implementation() -> None: ...

    implementation.__name__ = hook
    wide = plugin(implementation, name="wide")
    wide.plugin = declaration
    inside = Blueprint("inside", "site")
    inside.use(wide)
    app = make_app()
    with pytest.raises(
        ScopeRefused, match=rf"'inside' uses the plugin 'wide' .* has {what}\."
    ) as e:
        app.register_blueprint(inside)
    assert "app.use('wide')" in str(e.value)


# -- views that are exempt --------------------------------------------------------------------------


class Closed:
    """A plugin that lets nobody in."""

    plugin_name = "closed"

    @hookimpl
    def before_request(self) -> None:
        abort(403)

    @hookimpl
    def after_request(self, response: Any) -> None:
        response.headers["X-Closed"] = "1"


class Door(MethodView):
    """A view of a class."""

    def get(self) -> str:
        """Say hello."""
        return "in"


@pytest.mark.parametrize(
    ("view", "status"),
    [
        (lambda: "in", 403),
        (exempt("closed")(lambda: "in"), 200),
        (exempt("other", "closed")(lambda: "in"), 200),
        (exempt("closed")(exempt("other")(lambda: "in")), 200),
        (exempt("other")(lambda: "in"), 403),
        (Door.as_view("door"), 403),
        (exempt("closed")(type("OpenDoor", (Door,), {})).as_view("door"), 200),
        (type("OpenDoor", (Door,), {"decorators": [exempt("closed")]}).as_view("door"), 200),
    ],
)
def test_a_view_is_exempt_from_a_plugin(make_app: Any, view: Any, status: int) -> None:
    """From its before_request; its other hooks act for that view too."""
    app = make_app(plugins=[Closed])
    app.add_url_rule("/", "view", view)
    answer = Client(app).get("/")
    assert (answer.status_code, answer.headers["X-Closed"]) == (status, "1")
    assert Client(app).get("/missing").status_code == 403


@pytest.mark.parametrize(("known", "status"), [(True, 200), (False, 403)])
def test_a_view_that_is_replaced_after_the_seal(make_app: Any, known: bool, status: int) -> None:
    """It is exempt if the plugin has an exempt view already; the plugin is called otherwise."""
    app = make_app(plugins=[Closed])
    app.add_url_rule("/", "view", lambda: "first")
    if known:
        app.add_url_rule("/other", "other", exempt("closed")(lambda: "other"))
    client = Client(app)
    assert client.get("/").status_code == 403
    app.view_functions["view"] = exempt("closed")(lambda: "second")
    assert client.get("/").status_code == status
    app.view_functions["view"] = lambda: "third"
    assert client.get("/").status_code == 403


def test_an_async_view_is_exempt(make_app: Any) -> None:
    """As any other, and from an async hook too."""
    pytest.importorskip("asgiref")

    class Later:
        plugin_name = "later"

        @hookimpl
        async def before_request(self) -> None:
            abort(403)

    @exempt("later")
    async def view() -> str:
        return "in"

    app = make_app(plugins=[Later])
    app.add_url_rule("/", "view", view)
    app.add_url_rule("/closed", "closed", lambda: "in")
    assert Client(app).get("/").text == "in"
    assert Client(app).get("/closed").status_code == 403


def test_a_view_that_nobody_exempts_costs_no_call(make_app: Any) -> None:
    """The hook is the plugin's own function then."""
    app = make_app(plugins=[Closed])
    app.add_url_rule("/", "view", exempt("other")(lambda: "in"))
    app.seal()
    (function,) = app.hooks.before_request
    assert function.__wrapped__.__func__ is Closed.before_request
    assert getattr(function.__wrapped__, "__wrapped__", None) is None
