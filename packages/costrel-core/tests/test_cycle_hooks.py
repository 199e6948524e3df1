"""The hooks of a request: who is asked, and what becomes of the answer or the failure."""

import sys

import pytest
from werkzeug.test import Client

from costrel_core import (
    abort,
    has_app_context,
)
from costrel_spec import listened
from costrel_spec.hooks import LIFECYCLE

pytestmark = pytest.mark.alone


def test_hooks_that_nobody_listens_to_are_not_called(make_app, plugin):
    """Whatever happens to the request."""
    listeners = []

    def silent(name, parameters):
        source = f"def {name}({parameters}): fail({name!r})"
        names = {"fail": called.append}
        exec(source, names)
        return listened(listeners)(names[name])

    called = []
    arguments = {
        "context_pushed": "app",
        "request_started": "ctx",
        "before_request": "ctx",
        "handle_error": "ctx, error",
        "request_failed": "ctx, error",
        "after_request": "ctx, response",
        "request_finished": "ctx, response",
        "teardown_request": "ctx, error",
        "teardown_context": "app, error",
        "context_popped": "app",
    }
    app = make_app(plugins=[plugin(*(silent(*each) for each in arguments.items()))])
    app.add_url_rule("/", "view", lambda: "x")
    app.add_url_rule("/failing", "failing", lambda: 1 / 0)
    client = Client(app)
    assert client.get("/").text == "x"
    assert client.get("/failing").status_code == 500
    assert called == []
    listeners.append("somebody")
    assert client.get("/failing").status_code == 500
    fired = [name for name in LIFECYCLE if name in arguments]
    assert [name for name in dict.fromkeys(called) if name in fired] == [
        "context_pushed",
        "request_started",
        "before_request",
        "handle_error",
        "request_failed",
        "after_request",
        "request_finished",
        "teardown_request",
        "teardown_context",
        "context_popped",
    ]


def test_a_hook_may_answer_before_the_application(make_app, plugin):
    """Then neither its functions nor the view run."""

    def before_request(ctx):
        return ("hooked", 203) if "hook" in ctx.request.args else None

    app = make_app(plugins=[plugin(before_request)])
    app.before_request(lambda: "function")
    client = Client(app)
    assert client.get("/?hook").text == "hooked"
    assert client.get("/?hook").status_code == 203
    assert client.get("/").text == "function"


def test_a_hook_may_replace_the_response_or_leave_it(make_app, plugin):
    """After the application's own functions."""

    def after_request(ctx, response):
        response.headers["X-Hook"] = response.headers["X-Own"]
        return app.response_class("other") if "other" in ctx.request.args else None

    app = make_app(plugins=[plugin(after_request)])

    @app.after_request
    def own(response):
        response.headers["X-Own"] = "own"
        return response

    app.add_url_rule("/", "view", lambda: "x")
    client = Client(app)
    assert client.get("/").headers["X-Hook"] == "own"
    assert client.get("/?other").text == "other"


@pytest.mark.parametrize("hook", ["request_started", "before_request"])
def test_a_hook_before_the_view_fails_closed(make_app, plugin, hook):
    """Its error is the request's; it may abort."""

    def request_started(ctx):
        abort(403)

    def before_request(ctx):
        raise LookupError("on purpose")

    function = {"request_started": request_started, "before_request": before_request}[hook]
    app = make_app(plugins=[plugin(function)])
    app.add_url_rule("/", "view", lambda: pytest.fail("refused"))
    status = Client(app).get("/").status_code
    assert status == (403 if hook == "request_started" else 500)


def test_isolated_hooks_lose_nothing(make_app, plugin, caplog):
    """Their failures are logged, and no more."""

    def context_pushed(app):
        raise LookupError("pushed")

    def request_finished(ctx, response):
        raise LookupError("finished")

    def teardown_request(ctx, error):
        raise LookupError("torn")

    def teardown_context(app, error):
        raise LookupError("ended")

    def context_popped(app):
        raise LookupError("popped")

    hooks = (context_pushed, request_finished, teardown_request, teardown_context, context_popped)
    app = make_app(plugins=[plugin(*hooks)])
    app.add_url_rule("/", "view", lambda: "x")
    client = Client(app)
    for _ in range(2):
        caplog.clear()
        assert client.get("/").text == "x"
        for word in ("pushed", "finished", "torn", "ended", "popped"):
            assert f"LookupError: {word}" in caplog.text


TEARDOWNS = {"teardown_request": "ctx, error", "teardown_context": "app, error"}


def implementing(hook, function):
    """An implementation of a teardown hook, which calls ``function``."""
    names = {"function": function}
    exec(f"def {hook}({TEARDOWNS[hook]}): function()", names)
    return names[hook]


@pytest.mark.parametrize("hook", TEARDOWNS)
def test_a_teardown_hook_knows_nothing_of_the_one_that_failed(make_app, plugin, hook, caplog):
    """It runs after that, not while its failure is handled."""

    def fail():
        raise LookupError("on purpose")

    seen = []
    later = implementing(hook, lambda: seen.append(sys.exception()))
    app = make_app(
        plugins=[plugin(later, name="a_later"), plugin(implementing(hook, fail), name="b_sooner")]
    )
    app.add_url_rule("/", "index", lambda: "view")
    assert [Client(app).get("/").text for _ in range(2)] == ["view", "view"]
    assert seen == [None, None]
    assert caplog.text.count("LookupError: on purpose") == 2


@pytest.mark.parametrize("interrupt", [KeyboardInterrupt, SystemExit])
@pytest.mark.parametrize("hook", TEARDOWNS)
def test_a_teardown_hook_runs_after_one_that_ends_the_program(make_app, plugin, hook, interrupt):
    """Once; then the program ends, and no context is left."""

    def end():
        raise interrupt

    seen = []
    later = implementing(hook, lambda: seen.append("later"))
    app = make_app(
        plugins=[plugin(later, name="a_later"), plugin(implementing(hook, end), name="b_sooner")]
    )
    app.add_url_rule("/", "index", lambda: "view")
    with pytest.raises(interrupt):
        Client(app).get("/")
    assert seen == ["later"]
    assert not has_app_context()
