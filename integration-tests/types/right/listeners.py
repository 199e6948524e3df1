"""Signals: heard from one application or from all, and signals of one's own."""

from typing import Any

from costrel import (
    Costrel,
    Response,
    appcontext_popped,
    appcontext_pushed,
    appcontext_tearing_down,
    before_render_template,
    got_request_exception,
    message_flashed,
    request_finished,
    request_started,
    request_tearing_down,
    template_rendered,
)
from costrel.signals import Namespace

app = Costrel(__name__)


def started(sender: Costrel, **extra: Any) -> None:
    """A request began."""


@template_rendered.connect_via(app)
@before_render_template.connect_via(app)
def rendered(sender: Costrel, template: Any, context: dict[str, Any], **extra: Any) -> None:
    """A template is or was rendered."""


@request_finished.connect
def finished(sender: Costrel, response: Response, **extra: Any) -> None:
    """A request has its response."""


@got_request_exception.connect
def failed(sender: Costrel, exception: Exception, **extra: Any) -> None:
    """A request failed."""


@request_tearing_down.connect
@appcontext_tearing_down.connect
def ended(sender: Costrel, exc: BaseException | None = None, **extra: Any) -> None:
    """A context ends."""


@message_flashed.connect
def flashed(sender: Costrel, message: Any, category: str, **extra: Any) -> None:
    """A message was flashed."""


for signal in (appcontext_pushed, appcontext_popped):
    signal.connect(started, app, weak=False)
request_started.connect(started, app)
with request_started.connected_to(started, app), request_started.muted():
    pass
request_started.disconnect(started)

own = Namespace()
saved = own.signal("saved", "Something was saved.")
saved.send(app, number=1)
if saved.receivers:
    results: list[tuple[Any, Any]] = saved.send(app)
