"""Anvil, a web framework with Flask's API: a distribution of Costrel's parts.

This module is all of it: a class with its list of parts, and names to import. The modules beside it hold
more names and nothing else: what Flask's users find in ``flask.views`` is in ``anvil_web.views``. Each part
named here may be missing; what needs it then says how to install it, or names the missing module.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import MappingProxyType
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
    from costrel_testing import Client

    from . import blueprints as blueprints
    from . import cli as cli
    from . import config as config
    from . import ctx as ctx
    from . import helpers as helpers
    from . import json as json
    from . import logging as logging
    from . import sessions as sessions
    from . import templating as templating
    from . import typing as typing
    from . import views as views
    from . import wrappers as wrappers

__version__ = "0.1.0"


class Anvil(App):
    """An application with the parts of this distribution, as far as they are installed."""

    parts = ("sessions", "mako", "cli", "testing", "msgspec")
    env_prefix = "ANVIL"
    default_config = MappingProxyType(
        {
            **App.default_config,
            "SESSION_COOKIE_SAMESITE": "Lax",
        }
    )

    if TYPE_CHECKING:  # what these parts put into the slots
        cli: AppGroup  # pyright: ignore[reportIncompatibleVariableOverride]  # nobody assigns another

        def test_client(self, use_cookies: bool = True, **kwargs: Any) -> Client: ...  # noqa: D102
        def test_cli_runner(self, **kwargs: Any) -> CommandRunner: ...  # noqa: D102


current_app = cast(Anvil, _current_app)


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
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        found = getattr(costrel_core, name)
        # From now on it is found without this function.
        setattr(sys.modules[__name__], name, found)
        return found

    def __dir__() -> list[str]:
        return sorted({*vars(sys.modules[__name__]), *__all__, *_MODULES})


__all__ = [
    "Anvil",
    "Blueprint",
    "Config",
    "Request",
    "Response",
    "abort",
    "after_this_request",
    "copy_current_request_context",
    "current_app",
    "exempt",
    "flash",
    "g",
    "get_flashed_messages",
    "get_template_attribute",
    "has_app_context",
    "has_request_context",
    "json",
    "jsonify",
    "make_response",
    "redirect",
    "render_template",
    "render_template_string",
    "request",
    "send_file",
    "send_from_directory",
    "session",
    "stream_template",
    "stream_template_string",
    "stream_with_context",
    "url_for",
]
