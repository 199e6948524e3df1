"""Flask's names, by Costrel. What an application may never use is imported on use."""

import warnings
from importlib import import_module
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from costrel_core import (
    render_template,
    render_template_string,
    stream_template,
    stream_template_string,
)
from costrel_flask.borrowing import borrowed

from . import app, blueprints, config, ctx, globals, helpers, json, wrappers  # noqa: A004  # Flask's
from .app import Flask
from .blueprints import Blueprint
from .config import Config
from .ctx import (
    after_this_request,
    copy_current_request_context,
    has_app_context,
    has_request_context,
)
from .globals import current_app, g, request, session
from .helpers import (
    abort,
    flash,
    get_flashed_messages,
    get_template_attribute,
    make_response,
    redirect,
    send_file,
    send_from_directory,
    stream_with_context,
    url_for,
)
from .json import jsonify
from .wrappers import Request, Response

if TYPE_CHECKING:
    from .signals import (
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

_MODULES = frozenset(
    {
        "cli",
        "debughelpers",
        "logging",
        "sansio",
        "sessions",
        "signals",
        "templating",
        "testing",
        "typing",
        "views",
    }
)
_borrowed = borrowed(
    __name__,
    {
        "flask.signals": (
            "appcontext_popped appcontext_pushed appcontext_tearing_down before_render_template"
            " got_request_exception message_flashed request_finished request_started"
            " request_tearing_down template_rendered"
        ),
    },
)


def __getattr__(name: str) -> Any:
    if name in _MODULES:
        return import_module(f".{name}", __name__)
    if name == "__version__":
        warnings.warn(
            "The '__version__' attribute is deprecated and will be removed in Flask 3.2. Ask for a"
            ' feature, or for importlib.metadata.version("flask").',
            DeprecationWarning,
            stacklevel=2,
        )
        return version("flask")
    return _borrowed(name)


__all__ = [
    "Blueprint",
    "Config",
    "Flask",
    "Request",
    "Response",
    "abort",
    "after_this_request",
    "app",
    "appcontext_popped",
    "appcontext_pushed",
    "appcontext_tearing_down",
    "before_render_template",
    "blueprints",
    "config",
    "copy_current_request_context",
    "ctx",
    "current_app",
    "flash",
    "g",
    "get_flashed_messages",
    "get_template_attribute",
    "globals",
    "got_request_exception",
    "has_app_context",
    "has_request_context",
    "helpers",
    "json",
    "jsonify",
    "make_response",
    "message_flashed",
    "redirect",
    "render_template",
    "render_template_string",
    "request",
    "request_finished",
    "request_started",
    "request_tearing_down",
    "send_file",
    "send_from_directory",
    "session",
    "stream_template",
    "stream_template_string",
    "stream_with_context",
    "template_rendered",
    "url_for",
    "wrappers",
]
