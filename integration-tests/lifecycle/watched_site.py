"""One application that notes all that happens to it: at its stations, functions and signals."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from werkzeug.test import create_environ

from .transcript import Transcript
from .views import VIEWS, Handled, Special
from .watched import FRAMEWORKS, STATIONS, watched, watched_sessions

FOLDER = str(Path(__file__).parent)
SIGNALS = (
    "template_rendered",
    "before_render_template",
    "request_started",
    "request_finished",
    "got_request_exception",
    "request_tearing_down",
    "appcontext_tearing_down",
    "appcontext_pushed",
    "appcontext_popped",
    "message_flashed",
)
"""All ten."""

Act = Callable[..., Any]


@dataclass(frozen=True)
class Watch:
    """What is watched; an application without stations of its own takes shorter ways."""

    stations: bool = True
    signals: bool = True


class Site:
    """An application with two blueprints, ``cart`` inside ``shop``, and the transcript of its life.

    Another application beside it appears in the same transcript.

    :param acts: what functions do instead of nothing, by what the transcript calls them.
    :param asynchronous: whether functions and receivers are ``async def``, where Flask allows it.
    :param options: further arguments of the application's class.
    """

    def __init__(
        self,
        framework: str,
        watch: Watch,
        acts: dict[str, Act],
        *,
        asynchronous: bool = False,
        **options: Any,
    ) -> None:
        self._options = options
        self.framework, self._kind = FRAMEWORKS[framework]
        self._name = framework
        self._watch = watch
        self._acts = acts
        self._asynchronous = asynchronous
        self.transcript = Transcript(self.framework)
        self.note = self.transcript.note
        self.app, self.other = self._make("site"), self._make("other")
        shop, cart = (
            self.framework.Blueprint(name, "site", root_path="/", url_prefix=f"/{name}")
            for name in ("shop", "cart")
        )
        for scaffold, level in ((self.app, "site"), (shop, "shop"), (cart, "cart")):
            self._enclose(scaffold, level)
            self._handle(scaffold, level)
            self._route(scaffold, level)
        for scaffold, level in ((shop, "shop"), (cart, "cart")):
            self._enclose_application(scaffold, level)
        for app in (self.app, self.other):
            for number in (1, 2):
                app.teardown_appcontext(self.function(f"teardown_appcontext {app.name} {number}"))
        self._register_in_every_way()
        shop.register_blueprint(cart)
        self.app.register_blueprint(shop)
        self.set_up = self.transcript.lines.copy()
        self.transcript.lines.clear()

    def _make(self, name: str) -> Any:
        kind = self._kind
        if self._watch.stations:
            kind = watched(kind, STATIONS, self.transcript)
            kind.session_interface = watched_sessions(self._name, self.transcript)
        instance_path = FOLDER if name == "site" else None
        app = kind(name, root_path=FOLDER, instance_path=instance_path, **self._options)
        app.config.update(SECRET_KEY="key", PROPAGATE_EXCEPTIONS=False)
        return app

    # -- what is registered -----------------------------------------------------------------------

    def function(self, name: str, default: Act = lambda *arguments: None) -> Act:
        """A function that notes its call, and does what ``acts`` says."""

        def called(*arguments: Any, **named: Any) -> Any:
            self.note(name, *arguments, **named)
            return self._acts.get(name, default)(*arguments)

        async def awaited(*arguments: Any, **named: Any) -> Any:
            return called(*arguments, **named)

        for function in (called, awaited):
            function.__name__ = name
            function.__dict__["is_noted"] = True
        # These are called as they are, and not awaited.
        plain = any(kind in name for kind in ("url_", "context_processor"))
        return awaited if self._asynchronous and not plain else called

    def _enclose(self, scaffold: Any, level: str) -> None:
        """Functions around the requests of an application or blueprint."""
        for number in (1, 2):
            scaffold.before_request(self.function(f"before_request {level} {number}"))
            scaffold.after_request(self.function(f"after_request {level} {number}", _same))
            scaffold.teardown_request(self.function(f"teardown_request {level} {number}"))
        scaffold.url_value_preprocessor(self.function(f"url_value_preprocessor {level}"))
        scaffold.url_defaults(self.function(f"url_defaults {level}"))
        scaffold.context_processor(
            self.function(f"context_processor {level}", lambda: {f"by_{level}": 1})
        )

    def _enclose_application(self, blueprint: Any, level: str) -> None:
        """Functions of a blueprint around all requests of the application."""
        blueprint.before_app_request(self.function(f"before_app_request {level}"))
        blueprint.after_app_request(self.function(f"after_app_request {level}", _same))
        blueprint.teardown_app_request(self.function(f"teardown_app_request {level}"))
        blueprint.app_url_value_preprocessor(self.function(f"app_url_value_preprocessor {level}"))
        blueprint.app_url_defaults(self.function(f"app_url_defaults {level}"))
        blueprint.app_context_processor(self.function(f"app_context_processor {level}", dict))

    def _handle(self, scaffold: Any, level: str) -> None:
        """Handlers by class and by code; the blueprints' are for more."""
        handled: list[Any] = [Handled, 403, 404]
        if level != "site":
            handled = [Handled, Special, 403]
        if f"errorhandler {level} 500" in self._acts:
            handled.append(500)
        for one in handled:
            name = f"errorhandler {level} {getattr(one, '__name__', one)}"
            function = self.function(name, lambda error: ("handled", 299))
            scaffold.register_error_handler(one, function)

    def _route(self, scaffold: Any, level: str) -> None:
        """The same views at each level, and the errors at each."""
        for name, view in VIEWS.items():
            function = self.function(f"view {level} {name}", lambda view=view: view(self))
            rule = "/" if name == "index" else f"/{name}"
            scaffold.add_url_rule(rule, name, function)
        function = self.function(f"view {level} number", lambda: "number")
        scaffold.add_url_rule("/number/<int:number>/", "number", function, methods=["GET", "PUT"])

    def _register_in_every_way(self) -> None:
        """The decorators that nothing else here uses."""
        app = self.app
        for method in ("get", "post", "put", "patch", "delete"):
            getattr(app, method)(f"/by_{method}")(self.function(f"view site by_{method}"))
        app.route("/by_route", methods=["GET"])(self.function("view site by_route"))
        app.endpoint("by_endpoint")(self.function("view site by_endpoint"))
        app.errorhandler(410)(self.function("errorhandler site 410"))
        app.shell_context_processor(self.function("shell_context_processor"))

    # -- what happens -----------------------------------------------------------------------------

    def send(self, path: str, method: str = "GET", app: Any = None, **options: Any) -> None:
        """Do what a server does, and note what it sees."""
        environ = create_environ(path, method=method, **options)

        def start_response(status: str, headers: Any, exc_info: Any = None) -> Any:
            self.note("server starts", status, sorted(name for name, _ in headers))

        try:
            answer = (app or self.app)(environ, start_response)
            with closing(answer) if hasattr(answer, "close") else nullcontext():
                for chunk in answer:
                    self.note("server sends", chunk)
                self.note("server closes")
        except Exception as error:
            self.note("server fails", error)
        self.note("server is done")

    @contextmanager
    def receivers(self) -> Iterator[None]:
        """Receivers of all signals of both applications, while the context lasts."""
        with ExitStack() as stack:
            for name in SIGNALS if self._watch.signals else ():
                function = self.function(f"signal {name}")
                for app in (self.app, self.other):
                    stack.enter_context(getattr(self.framework, name).connected_to(function, app))
            yield


def _same(response: Any) -> Any:
    return response
