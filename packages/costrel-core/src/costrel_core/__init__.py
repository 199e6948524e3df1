"""Costrel's application: it serves requests alone, and parts hang on it."""

from typing import TYPE_CHECKING

from costrel_spec import has_app_context, has_request_context
from costrel_spec.late_names import late_names

from .app import App
from .app_context import AppContext
from .config import Config, ConfigAttribute
from .contexts import RequestContext
from .json.provider import DefaultJSONProvider, JSONProvider
from .proxies import app_ctx, current_app, g, request, request_ctx, session
from .redirects import redirect
from .requests import Request
from .responses import Response
from .templating import (
    get_template_attribute,
    render_template,
    render_template_string,
    stream_template,
    stream_template_string,
)

if TYPE_CHECKING:
    from costrel_spec import SessionInterface, SessionMixin

    from .aborting import abort
    from .blueprints import Blueprint, BlueprintSetupState
    from .exemption import exempt
    from .files import send_file, send_from_directory
    from .flashing import flash, get_flashed_messages
    from .shortcuts import (
        after_this_request,
        copy_current_request_context,
        jsonify,
        make_response,
        url_for,
    )
    from .streaming import stream_with_context
else:
    # What an application consists of is above; here is what it may be written with.
    __getattr__, __dir__ = late_names(
        __name__,
        {
            "costrel_spec": ("SessionInterface", "SessionMixin"),
            ".aborting": ("abort",),
            ".blueprints": ("Blueprint", "BlueprintSetupState"),
            ".exemption": ("exempt",),
            ".files": ("send_file", "send_from_directory"),
            ".flashing": ("flash", "get_flashed_messages"),
            ".shortcuts": (
                "after_this_request",
                "copy_current_request_context",
                "jsonify",
                "make_response",
                "url_for",
            ),
            ".streaming": ("stream_with_context",),
        },
    )

__all__ = [
    "App",
    "AppContext",
    "Blueprint",
    "BlueprintSetupState",
    "Config",
    "ConfigAttribute",
    "DefaultJSONProvider",
    "JSONProvider",
    "Request",
    "RequestContext",
    "Response",
    "SessionInterface",
    "SessionMixin",
    "abort",
    "after_this_request",
    "app_ctx",
    "copy_current_request_context",
    "current_app",
    "exempt",
    "flash",
    "g",
    "get_flashed_messages",
    "get_template_attribute",
    "has_app_context",
    "has_request_context",
    "jsonify",
    "make_response",
    "redirect",
    "render_template",
    "render_template_string",
    "request",
    "request_ctx",
    "send_file",
    "send_from_directory",
    "session",
    "stream_template",
    "stream_template_string",
    "stream_with_context",
    "url_for",
]
