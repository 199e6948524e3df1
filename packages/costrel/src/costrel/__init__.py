"""Costrel, a web framework with Flask's API: a distribution of Costrel's parts.

This module is all of it: a class with its list of parts, and names to import. The modules beside it hold
more names and nothing else: what Flask's users find in ``flask.views`` is in ``costrel.views``. Each part
named here may be missing; what needs it then says how to install it, or names the missing module.
"""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import TYPE_CHECKING, Any, cast

import costrel_core
from costrel_core import App
from costrel_core import current_app as _current_app

if TYPE_CHECKING:
    from costrel_cli import AppGroup, CommandRunner
    from costrel_core import (
        Blueprint,
        Config,
        Request,
        Response,
        abort,
        after_this_request,
        copy_current_request_context,
        exempt,
        flash,
        g,
        get_flashed_messages,
        get_template_attribute,
        has_app_context,
        has_request_context,
        jsonify,
        make_response,
        redirect,
        render_template,
        render_template_string,
        request,
        send_file,
        send_from_directory,
        session,
        stream_template,
        stream_template_string,
        stream_with_context,
        url_for,
    )
    from costrel_signals import (
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
    from costrel_templating import Environment
    from costrel_testing import Client

    from . import blueprints as blueprints
    from . import cli as cli
    from . import config as config
    from . import ctx as ctx
    from . import helpers as helpers
    from . import json as json
    from . import logging as logging
    from . import sessions as sessions
    from . import signals as signals
    from . import templating as templating
    from . import typing as typing
    from . import views as views
    from . import wrappers as wrappers

__version__ = "0.1.0"


class Costrel(App):
    """An application with the parts of this distribution, as far as they are installed."""

    parts = ("sessions", "templating", "signals", "cli", "testing")
    env_prefix = "COSTREL"

    if TYPE_CHECKING:  # what these parts put into the slots
        cli: AppGroup  # pyright: ignore[reportIncompatibleVariableOverride]  # nobody assigns another
        jinja_env: Environment

        def test_client(self, use_cookies: bool = True, **kwargs: Any) -> Client: ...  # noqa: D102
        def test_cli_runner(self, **kwargs: Any) -> CommandRunner: ...  # noqa: D102


current_app = cast(Costrel, _current_app)


_SIGNALS = (
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
)
_MODULES = (
    "app",
    "blueprints",
    "cli",
    "config",
    "ctx",
    "globals",
    "helpers",
    "json",
    "logging",
    "sessions",
    "signals",
    "templating",
    "typing",
    "views",
    "wrappers",
)


if not TYPE_CHECKING:  # to a type checker, a misspelt name shall be missing

    def __getattr__(name: str) -> Any:
        # Imported when somebody asks for it, so that nobody pays for what is not used.
        if name in _MODULES:
            return import_module(f".{name}", __name__)
        if name in _SIGNALS:
            return getattr(_signals(name), name)
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        found = getattr(costrel_core, name)
        # From now on it is found without this function.
        setattr(sys.modules[__name__], name, found)
        return found

    def _signals(name: str) -> ModuleType:
        try:
            return import_module("costrel_signals")
        except ModuleNotFoundError as error:
            raise ImportError(
                f"The signal {name!r} needs a part that is not installed. Install it: pip install"
                " costrel-signals"
            ) from error

    def __dir__() -> list[str]:
        return sorted({*vars(sys.modules[__name__]), *__all__, *_MODULES})


__all__ = [
    "Blueprint",
    "Config",
    "Costrel",
    "Request",
    "Response",
    "abort",
    "after_this_request",
    "appcontext_popped",
    "appcontext_pushed",
    "appcontext_tearing_down",
    "before_render_template",
    "copy_current_request_context",
    "current_app",
    "exempt",
    "flash",
    "g",
    "get_flashed_messages",
    "get_template_attribute",
    "got_request_exception",
    "has_app_context",
    "has_request_context",
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
]

if not TYPE_CHECKING and find_spec("costrel_signals") is None:
    # What can't be imported must not make ``from costrel import *`` fail.
    __all__ = [name for name in __all__ if name not in _SIGNALS]
