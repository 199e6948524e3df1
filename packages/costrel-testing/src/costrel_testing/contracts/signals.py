"""The contract of the part ``signals``: what is sent, by whom, with what and when."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from importlib import import_module
from importlib.metadata import entry_points
from logging import ERROR
from typing import Any, ClassVar

import pytest

from costrel_spec import PROJECT

from ..client import Client
from .contract import Contract, plugin_name
from .promise import expect, expect_equal

SIGNALS = {
    "appcontext_pushed": "context_pushed",
    "request_started": "request_started",
    "before_render_template": "before_render",
    "template_rendered": "rendered",
    "message_flashed": "flashed",
    "got_request_exception": "request_failed",
    "request_finished": "request_finished",
    "request_tearing_down": "teardown_request",
    "appcontext_tearing_down": "teardown_context",
    "appcontext_popped": "context_popped",
}
"""The ten signals, each with the hook that it belongs to."""

ARGUMENTS = {
    "before_render_template": ("context", "template"),
    "template_rendered": ("context", "template"),
    "message_flashed": ("category", "message"),
    "got_request_exception": ("exception",),
    "request_finished": ("response",),
    "request_tearing_down": ("exc",),
    "appcontext_tearing_down": ("exc",),
}
"""The names of their arguments, where they have some."""

OF_A_REQUEST = [
    "appcontext_pushed",
    "request_started",
    "request_finished",
    "request_tearing_down",
    "appcontext_tearing_down",
    "appcontext_popped",
]
ISOLATED = [name for name in OF_A_REQUEST if name != "request_started"]

Sent = list[tuple[str, Any, dict[str, Any]]]


class _Listener:
    # Its function outlives it: WeakMethod fails where both are collected at once.
    def __init__(self, heard: list[Any]) -> None:
        self.heard = heard

    def listen(self, sender: Any) -> None:
        self.heard.append(sender)


class SignalsContract(Contract):
    """What every implementation of signals promises."""

    part: ClassVar[str] = "signals"
    """The plugin that the one under test stands in for."""

    signals: ClassVar[str] = ""
    """The path of the module that has the signals; empty: the plugin's module, or a package around it."""

    def options(self, chosen: list[object]) -> dict[str, Any]:
        """Without the part that the plugin stands in for."""
        others = self.plugin not in (None, self.part)
        return {"plugins": chosen, "deny": [self.part] if others else []}

    def check(self, app: Any) -> None:
        """Fail where the plugin under test is not on every hook that has a signal."""
        name = self.part if self.plugin is None else plugin_name(type(self).plugin)
        hooks = {state.name: state.hooks for state in app.assembly.overview()}.get(name, ())
        missing = sorted(set(SIGNALS.values()).difference(hooks))
        if missing:
            pytest.fail(f"{self.subject()} has no hook {', '.join(missing)}.", pytrace=False)

    # -- fixtures -------------------------------------------------------------------------------------

    @pytest.fixture
    def source(self, chosen: list[object]) -> Any:
        """The module that has the signals."""
        if self.signals:
            return import_module(self.signals)
        name = module_of(chosen[0] if chosen else self.part)
        while name:
            module = import_module(name)
            if all(hasattr(module, signal) for signal in SIGNALS):
                return module
            name = name.rpartition(".")[0]
        pytest.fail(
            f"{self.subject()} has its signals elsewhere than in its module. Say where:"
            ' signals = "module".',
            pytrace=False,
        )

    @pytest.fixture
    def sent(self, source: Any) -> Iterator[Sent]:
        """Whatever is sent: signal, sender, arguments."""
        record: Sent = []

        def recorder(name: str) -> Callable[..., None]:
            def receive(sender: Any, **arguments: Any) -> None:
                record.append((name, sender, arguments))

            return receive

        with ExitStack() as stack:
            for name in SIGNALS:
                stack.enter_context(getattr(source, name).connected_to(recorder(name)))
            yield record

    @pytest.fixture
    def app(self, make_app: Callable[..., Any], facade: Any) -> Any:
        """An application with a page for each way that a request may go."""
        app = make_app(PROPAGATE_EXCEPTIONS=False)

        def fail() -> None:
            raise ZeroDivisionError

        def handled() -> None:
            raise KeyError

        def answer(_error: Exception) -> str:
            return "handled"

        def flash() -> str:
            facade.flash("saved", "info")
            return "flashed"

        def template() -> Any:
            return facade.render_template_string("Hello")

        def stream() -> Any:
            return facade.stream_template_string("Hello")

        app.add_url_rule("/", "page", lambda: "page")
        app.register_error_handler(KeyError, answer)
        for view in (fail, handled, flash, template, stream):
            app.add_url_rule(f"/{view.__name__}", view.__name__, view)
        return app

    # -- what is sent ---------------------------------------------------------------------------------

    def test_a_request(self, client: Client, sent: Sent) -> None:
        """A request sends six signals, in the order of its life."""
        client.get("/").close()
        expect_equal("What was sent", [name for name, _, _ in sent], OF_A_REQUEST)

    def test_a_context(self, app: Any, sent: Sent) -> None:
        """A context outside of requests sends that it is pushed, ends and is popped."""
        with app.app_context():
            pass
        expected = [name for name in OF_A_REQUEST if name.startswith("appcontext")]
        expect_equal("What was sent", [name for name, _, _ in sent], expected)

    def test_senders(self, app: Any, client: Client, sent: Sent) -> None:
        """The sender of each signal is the application itself, and no proxy of it."""
        for path in ("/", "/fail", "/flash", "/template"):
            client.get(path).close()
        wrong = [(name, sender) for name, sender, _ in sent if sender is not app]
        expect(not wrong, f"There are other senders: {wrong}.")
        expect_equal("The signals sent", {name for name, _, _ in sent}, set(SIGNALS))

    def test_arguments(self, client: Client, sent: Sent) -> None:
        """Each signal has the arguments that Flask's has, by name."""
        for path in ("/", "/fail", "/flash", "/template"):
            client.get(path).close()
        found = {name: tuple(sorted(arguments)) for name, _, arguments in sent}
        expected = {name: ARGUMENTS.get(name, ()) for name in SIGNALS}
        expect_equal("The names of the arguments", found, expected)

    def test_the_response(self, app: Any, client: Client, source: Any) -> None:
        """`request_finished` has the response as it is sent: after `after_request`, the session saved."""
        seen: list[tuple[bool, bool]] = []

        def mark(response: Any) -> Any:
            response.headers["X-After"] = "yes"
            return response

        def look(_sender: Any, response: Any) -> None:
            seen.append(("X-After" in response.headers, "Set-Cookie" in response.headers))

        app.after_request(mark)
        with source.request_finished.connected_to(look):
            client.get("/flash").close()
        what = "Whether there is what after_request adds, and the cookie of the session,"
        expect_equal(what, seen, [(True, True)])

    def test_messages(self, client: Client, sent: Sent) -> None:
        """`message_flashed` has the message and its category."""
        client.get("/flash").close()
        found = [arguments for name, _, arguments in sent if name == "message_flashed"]
        expect_equal("The arguments", found, [{"message": "saved", "category": "info"}])

    # -- failures -------------------------------------------------------------------------------------

    def test_failures(self, client: Client, sent: Sent) -> None:
        """A failure that nobody handles is sent, with the exception, before the answer is finished."""
        client.get("/fail").close()
        names = [name for name, _, _ in sent]
        wanted = ["got_request_exception", "request_finished"]
        expect_equal("What was sent", [name for name in names if name in wanted], wanted)
        (error,) = [arguments["exception"] for _, _, arguments in sent if "exception" in arguments]
        expect(isinstance(error, ZeroDivisionError), f"The exception is {error!r}.")

    def test_handled_failures(self, client: Client, sent: Sent) -> None:
        """What an error handler answers, and a missing page, are no failures."""
        for path in ("/handled", "/missing"):
            client.get(path).close()
        names = [name for name, _, _ in sent]
        expect("got_request_exception" not in names, f"What was sent is {names}.")

    def test_aborting(self, app: Any, client: Client, source: Any, facade: Any) -> None:
        """A receiver of `request_started` may abort: its exception is handled as a view's is."""

        def refuse(_sender: Any) -> None:
            facade.abort(403)

        with source.request_started.connected_to(refuse, app):
            expect_equal("The status", client.get("/").status_code, 403)
        expect_equal("The status without the receiver", client.get("/").status_code, 200)

    @pytest.mark.parametrize("name", ISOLATED)
    def test_failing_receivers(
        self, app: Any, client: Client, source: Any, caplog: pytest.LogCaptureFixture, name: str
    ) -> None:
        """A receiver of any other signal that fails is logged; the answer and the others go on."""
        called: list[Any] = []

        def receiver() -> Callable[..., None]:
            def receive(sender: Any, **_arguments: Any) -> None:
                called.append(sender)
                if len(called) == 1:
                    raise LookupError(name)

            return receive

        # Receivers are called in no particular order: whichever is first has to be the one that fails.
        receivers = [receiver() for _ in range(3)]
        with ExitStack() as stack:
            for each in receivers:
                stack.enter_context(getattr(source, name).connected_to(each, app))
            stack.enter_context(caplog.at_level(ERROR))
            response = client.get("/")
            response.close()
        expect_equal("The answer", (response.status_code, response.text), (200, "page"))
        expect_equal("The number of receivers called", len(called), 3)
        logged = [record for record in caplog.records if record.exc_info]
        expect_equal("The number of failures logged", len(logged), 1)

    # -- who hears it ---------------------------------------------------------------------------------

    def test_other_applications(
        self, app: Any, client: Client, make_app: Callable[..., Any], source: Any
    ) -> None:
        """A receiver that is connected to one application hears no other one."""
        heard: list[Any] = []
        other = make_app()
        with source.request_started.connected_to(heard.append, other):
            client.get("/").close()
            expect_equal("What the other application's receiver heard", heard, [])
            Client(other, other.response_class).get("/").close()
        expect_equal("What it heard of its own", heard, [other])

    def test_late_receivers(self, app: Any, client: Client, source: Any) -> None:
        """A receiver may be connected, and disconnected, after the first request."""
        heard: list[Any] = []

        def listen(sender: Any) -> None:
            heard.append(sender)

        client.get("/").close()
        source.request_started.connect(listen, app)
        client.get("/").close()
        source.request_started.disconnect(listen, app)
        client.get("/").close()
        expect_equal("How often it was called", len(heard), 1)

    def test_weak_receivers(self, app: Any, client: Client, source: Any) -> None:
        """Being connected keeps no receiver alive, and one that is gone is not called."""
        heard: list[Any] = []
        listener = _Listener(heard)
        source.request_started.connect(listener.listen, app)
        client.get("/").close()
        del listener
        client.get("/").close()
        expect_equal("How often it was called", len(heard), 1)

    # -- when -----------------------------------------------------------------------------------------

    def test_what_is_current(self, client: Client, source: Any, facade: Any) -> None:
        """The request is current for its own signals; the application for all but `appcontext_popped`."""
        seen: dict[str, tuple[bool, bool]] = {}

        def watch(name: str) -> Callable[..., None]:
            def receive(_sender: Any, **_arguments: Any) -> None:
                seen[name] = (facade.has_app_context(), facade.has_request_context())

            return receive

        with ExitStack() as stack:
            for name in OF_A_REQUEST:
                stack.enter_context(getattr(source, name).connected_to(watch(name)))
            client.get("/").close()
        expected = {
            name: (name != "appcontext_popped", name.startswith("request")) for name in OF_A_REQUEST
        }
        expect_equal("Whether application and request are current", seen, expected)

    def test_the_applications_functions(self, app: Any, client: Client, source: Any) -> None:
        """A request's signals enclose the application's own functions, but for what tears down."""
        log: list[str] = []

        def writer(word: str, *returned: Any) -> Callable[..., Any]:
            def write(*_given: Any, **_arguments: Any) -> Any:
                log.append(word)
                return _given[0] if returned else None

            return write

        app.url_value_preprocessor(writer("preprocessor"))
        app.before_request(writer("before"))
        app.after_request(writer("after", "its response"))
        app.teardown_request(writer("teardown"))
        app.teardown_appcontext(writer("teardown context"))
        with ExitStack() as stack:
            for name in OF_A_REQUEST:
                stack.enter_context(getattr(source, name).connected_to(writer(name)))
            client.get("/").close()
        expected = "appcontext_pushed request_started preprocessor before after request_finished"
        expected += " teardown request_tearing_down"
        ends = ["teardown context", "appcontext_tearing_down", "appcontext_popped"]
        expect_equal("The order", log, [*expected.split(), *ends])

    # -- templates ------------------------------------------------------------------------------------

    def test_templates(self, client: Client, sent: Sent) -> None:
        """A template is sent before it is rendered and after, with its context."""
        client.get("/template").close()
        names = [name for name, _, arguments in sent if "template" in arguments]
        expect_equal("What was sent", names, ["before_render_template", "template_rendered"])
        first, second = [arguments for _, _, arguments in sent if "template" in arguments]
        expect("request" in first["context"], f"The context is {first['context']!r}.")
        same = first["context"] is second["context"] and first["template"] is second["template"]
        expect(same, "Template and context are other objects after it was rendered.")

    def test_streamed_templates(self, client: Client, sent: Sent) -> None:
        """Of a streamed template, `template_rendered` is sent after the last part."""
        response = client.get("/stream", buffered=False)
        begun = [name for name, _, _ in sent]
        expect("template_rendered" not in begun, f"Before the last part was sent: {begun}.")
        expect_equal("The text", response.text, "Hello")
        response.close()
        names = [name for name, _, _ in sent]
        expect("template_rendered" in names, f"After the last part was sent: {names}.")


def module_of(plugin: object) -> str:
    """The name of the module in which a plugin is."""
    if isinstance(plugin, str):
        found = entry_points(group=PROJECT, name=plugin)
        return next((entry.module for entry in found), "")
    return str(getattr(plugin, "__module__", None) or getattr(plugin, "__name__", ""))
