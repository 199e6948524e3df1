"""Tests of the signals of an application."""

from typing import Any

import pytest
from werkzeug.exceptions import abort
from werkzeug.test import Client

import costrel_signals
from costrel_core import App, flash, render_template_string
from costrel_signals import listeners, plugin
from costrel_spec import current_app, has_request_context, request


@pytest.fixture
def app() -> App:
    """An application with a page for each way that a request may go."""
    app = App("site")
    app.secret_key = "key"

    @app.route("/")
    def page() -> str:
        return "page"

    @app.route("/fail")
    def fail() -> str:
        raise ZeroDivisionError

    @app.route("/template")
    def template() -> str:
        return render_template_string("Hello {{ name }}", name="Ada")

    @app.route("/flash")
    def flashing() -> str:
        flash("saved", "info")
        return "flashed"

    return app


def test_a_request_sends_its_signals_in_order(app: App, sent: list[Any]) -> None:
    """The sender is the application itself, no proxy."""
    response = Client(app).get("/")
    assert response.data == b"page"
    response.close()
    assert [name for name, _, _ in sent] == [
        "appcontext_pushed",
        "request_started",
        "request_finished",
        "request_tearing_down",
        "appcontext_tearing_down",
        "appcontext_popped",
    ]
    assert all(sender is app for _, sender, _ in sent)
    arguments = {name: arguments for name, _, arguments in sent}
    assert arguments["request_started"] == {}
    assert arguments["request_finished"]["response"].data == b"page"
    assert arguments["request_tearing_down"] == {"exc": None}
    assert arguments["appcontext_tearing_down"] == {"exc": None}
    assert arguments["appcontext_pushed"] == arguments["appcontext_popped"] == {}


def test_an_application_need_not_have_served_a_request(app: App, sent: list[Any]) -> None:
    """Contexts, templates and messages of a script, a command or a test are sent as well."""
    with app.app_context():
        render_template_string("hello")
    with app.test_request_context():
        flash("saved")
    assert [name for name, _, _ in sent] == [
        "appcontext_pushed",
        "before_render_template",
        "template_rendered",
        "appcontext_tearing_down",
        "appcontext_popped",
        "appcontext_pushed",
        "message_flashed",
        "request_tearing_down",
        "appcontext_tearing_down",
        "appcontext_popped",
    ]


def test_a_failure_is_sent_with_the_exception(app: App, sent: list[Any]) -> None:
    """Before the response that it becomes is finished."""
    Client(app).get("/fail").close()
    names = [name for name, _, _ in sent]
    assert names.index("got_request_exception") < names.index("request_finished")
    arguments = {name: arguments for name, _, arguments in sent}
    assert type(arguments["got_request_exception"]["exception"]) is ZeroDivisionError
    assert arguments["request_finished"]["response"].status_code == 500


def test_a_template_is_sent_with_its_context(app: App, sent: list[Any]) -> None:
    """Before it is rendered, and after."""
    assert Client(app).get("/template").data == b"Hello Ada"
    rendered = [
        (name, arguments) for name, _, arguments in sent if name.endswith(("template", "rendered"))
    ]
    assert [name for name, _ in rendered] == ["before_render_template", "template_rendered"]
    for _, arguments in rendered:
        assert set(arguments) == {"template", "context"}
        assert arguments["context"]["name"] == "Ada"


def test_a_receiver_may_change_the_context_of_a_template(app: App) -> None:
    """Of before_render_template, that is."""

    def rename(sender: App, template: Any, context: dict[str, Any]) -> None:
        context["name"] = "Grace"

    with costrel_signals.before_render_template.connected_to(rename, app):
        assert Client(app).get("/template").data == b"Hello Grace"


def test_a_flashed_message_is_sent_with_its_category(app: App, sent: list[Any]) -> None:
    """While the request is handled."""
    Client(app).get("/flash").close()
    assert ("message_flashed", app, {"message": "saved", "category": "info"}) in sent


def test_where_receivers_are_called(app: App, names: list[str]) -> None:
    """What is current for each: a context's own signals come before and after the request's."""
    seen: dict[str, tuple[bool, str | None]] = {}

    def watch(name: str) -> Any:
        def receive(sender: App, **arguments: Any) -> None:
            seen[name] = (bool(current_app), request.path if has_request_context() else None)

        return receive

    receivers = {name: watch(name) for name in names}
    for name, receive in receivers.items():
        getattr(costrel_signals, name).connect(receive, app)
    Client(app).get("/").close()
    assert seen == {
        "appcontext_pushed": (True, None),
        "request_started": (True, "/"),
        "request_finished": (True, "/"),
        "request_tearing_down": (True, "/"),
        "appcontext_tearing_down": (True, None),
        "appcontext_popped": (False, None),
    }


def test_a_receiver_of_request_started_may_abort(app: App) -> None:
    """Its exception is handled as a view's is."""

    def refuse(sender: App) -> None:
        abort(403)

    with costrel_signals.request_started.connected_to(refuse, app):
        assert Client(app).get("/").status_code == 403
    assert Client(app).get("/").status_code == 200


@pytest.mark.parametrize(
    "name",
    [
        "appcontext_pushed",
        "request_finished",
        "request_tearing_down",
        "appcontext_tearing_down",
        "appcontext_popped",
    ],
)
def test_a_failing_receiver_costs_nobody_the_answer(app: App, name: str, caplog: Any) -> None:
    """Nor does it keep the other receivers from being called; it is logged."""
    heard: list[App] = []

    def fail(sender: App, **arguments: Any) -> None:
        raise RuntimeError

    def listen(sender: App, **arguments: Any) -> None:
        heard.append(sender)

    signal = getattr(costrel_signals, name)
    with signal.connected_to(fail, app), signal.connected_to(listen, app):
        response = Client(app).get("/")
        response.close()
    assert (response.status_code, response.data) == (200, b"page")
    assert heard == [app]
    assert [record.exc_info[0] for record in caplog.records] == [RuntimeError]


def test_an_application_hears_only_what_it_sends(app: App) -> None:
    """Receivers of another sender are not called."""
    heard: list[App] = []
    other = App("other")
    with costrel_signals.request_started.connected_to(heard.append, other):
        Client(app).get("/").close()
        assert heard == []
        Client(other).get("/").close()
    assert heard == [other]


def test_a_receiver_that_connects_late_is_heard(app: App) -> None:
    """After the first request, when everything is sealed."""
    client = Client(app)
    client.get("/").close()
    heard: list[App] = []
    with costrel_signals.request_started.connected_to(heard.append, app):
        client.get("/").close()
    client.get("/").close()
    assert heard == [app]


def test_every_hook_is_called_only_while_somebody_listens() -> None:
    """Each carries the collection of its own signal, and no signal is without a hook."""
    hooks = {
        name: value for name, value in vars(plugin).items() if hasattr(value, "costrel_listeners")
    }
    assert len(hooks) == 10
    collections = [
        value for value in vars(listeners).values() if type(value) is listeners.Listeners
    ]
    guards = [hook.costrel_listeners for hook in hooks.values()]
    assert sorted(map(id, guards)) == sorted(map(id, collections))


def test_without_the_part_an_application_runs_and_sends_nothing(sent: list[Any]) -> None:
    """Leaving it out leaves nothing else out."""
    app = App("site", deny={"signals"})
    app.add_url_rule("/", view_func=lambda: "page")
    assert Client(app).get("/").data == b"page"
    assert sent == []
