"""The ten signals of an application's life. The sender is always the application."""

from blinker import NamedSignal, Namespace

from . import listeners
from .listeners import Listeners

__all__ = [
    "Namespace",
    "appcontext_popped",
    "appcontext_pushed",
    "appcontext_tearing_down",
    "before_render_template",
    "got_request_exception",
    "message_flashed",
    "request_finished",
    "request_started",
    "request_tearing_down",
    "template_rendered",
]

_signals = Namespace()


def _signal(name: str, receivers: Listeners, doc: str) -> NamedSignal:
    signal = _signals.signal(name, doc)
    signal.receivers = receivers
    receivers.signal = signal
    return signal


appcontext_pushed = _signal(
    "appcontext-pushed",
    listeners.appcontext_pushed,
    "An application became current; a request, if there is one, is not visible yet.",
)
request_started = _signal(
    "request-started",
    listeners.request_started,
    "A request begins. What a receiver raises is the request's failure: it may abort.",
)
before_render_template = _signal(
    "before-render-template",
    listeners.before_render_template,
    "A template is about to be rendered. Arguments: template, context (which may be changed).",
)
template_rendered = _signal(
    "template-rendered",
    listeners.template_rendered,
    "A template was rendered; of a stream, the last part. Arguments: template, context.",
)
message_flashed = _signal(
    "message-flashed",
    listeners.message_flashed,
    "A message was flashed. Arguments: message, category.",
)
got_request_exception = _signal(
    "got-request-exception",
    listeners.got_request_exception,
    "A request failed with an exception that nothing handled. Arguments: exception.",
)
request_finished = _signal(
    "request-finished",
    listeners.request_finished,
    "The response is final, and the session saved. Arguments: response.",
)
request_tearing_down = _signal(
    "request-tearing-down",
    listeners.request_tearing_down,
    "A request ended, after its teardown functions. Arguments: exc (what failed, or None).",
)
appcontext_tearing_down = _signal(
    "appcontext-tearing-down",
    listeners.appcontext_tearing_down,
    "A context ended, after its teardown functions. Arguments: exc (what failed, or None).",
)
appcontext_popped = _signal(
    "appcontext-popped",
    listeners.appcontext_popped,
    "An application is no longer current.",
)
