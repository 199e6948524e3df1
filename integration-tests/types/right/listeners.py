"""Signals: heard from one application or from all."""

from typing import Any

from costrel import Costrel, request_started, template_rendered

app = Costrel(__name__)


def started(sender: Costrel, **extra: Any) -> None:
    """A request began."""


@template_rendered.connect_via(app)
def rendered(sender: Costrel, **extra: Any) -> None:
    """A template was rendered."""


request_started.connect(started, app)
with request_started.connected_to(started, app):
    pass
