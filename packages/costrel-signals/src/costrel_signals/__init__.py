"""Blinker signals for the lifecycle of an application."""

from typing import TYPE_CHECKING

from costrel_spec.late_names import late_names

if TYPE_CHECKING:
    from .signals import (
        Namespace,
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
else:
    # An application whose signals nobody uses does without blinker.
    __getattr__, __dir__ = late_names(
        __name__,
        {
            ".signals": (
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
            ),
        },
    )

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
