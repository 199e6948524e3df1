"""Signals in a few lines: the kit's other right answer."""

from typing import Any

from blinker import Namespace

from costrel_spec import Plugin, hookimpl

_signals = Namespace()
appcontext_pushed = _signals.signal("pushed")
request_started = _signals.signal("started")
before_render_template = _signals.signal("before")
template_rendered = _signals.signal("rendered")
message_flashed = _signals.signal("flashed")
got_request_exception = _signals.signal("failed")
request_finished = _signals.signal("finished")
request_tearing_down = _signals.signal("request ends")
appcontext_tearing_down = _signals.signal("context ends")
appcontext_popped = _signals.signal("popped")


class PlainSignals:
    """A plugin that asks at each hook who listens."""

    plugin = Plugin(innermost=True)

    def tell(self, signal: Any, app: Any, **arguments: Any) -> None:
        """Call the receivers; the failures of each are its own."""
        for receiver in self.receivers(signal, app):
            try:
                receiver(app, **arguments)
            except Exception as error:
                self.note(app, error)

    def receivers(self, signal: Any, app: Any) -> list[Any]:
        """Whom to call."""
        return list(signal.receivers_for(app))

    def note(self, app: Any, error: Exception) -> None:
        """Tell of a failure."""
        app.logger.error("A receiver failed.", exc_info=error)

    @hookimpl
    def context_pushed(self, app: Any) -> None:
        self.tell(appcontext_pushed, app)

    @hookimpl
    def request_started(self, ctx: Any) -> None:
        request_started.send(ctx.app)

    @hookimpl
    def before_render(self, app: Any, template: Any, context: Any) -> None:
        self.tell(before_render_template, app, template=template, context=context)

    @hookimpl
    def rendered(self, app: Any, template: Any, context: Any) -> None:
        self.tell(template_rendered, app, template=template, context=context)

    @hookimpl
    def flashed(self, app: Any, message: Any, category: str) -> None:
        self.tell(message_flashed, app, message=message, category=category)

    @hookimpl
    def request_failed(self, ctx: Any, error: Exception) -> None:
        self.tell(got_request_exception, ctx.app, exception=error)

    @hookimpl
    def request_finished(self, ctx: Any, response: Any) -> None:
        self.tell(request_finished, ctx.app, response=response)

    @hookimpl
    def teardown_request(self, ctx: Any, error: Any) -> None:
        self.tell(request_tearing_down, ctx.app, exc=error)

    @hookimpl
    def teardown_context(self, app: Any, error: Any) -> None:
        self.tell(appcontext_tearing_down, app, exc=error)

    @hookimpl
    def context_popped(self, app: Any) -> None:
        self.tell(appcontext_popped, app)
