"""What happens in an application, line by line, in words that do not tell the framework."""

from collections.abc import Callable, Iterator, Mapping
from types import FunctionType, MethodType, ModuleType
from typing import Any

from flask import Config as FlaskConfig
from flask.ctx import _AppCtxGlobals as FlaskGlobals
from jinja2 import Template
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Request, Response

from costrel import Config, Costrel

Globals = Costrel.app_ctx_globals_class


class Transcript:
    """The lines of one run.

    A line says what happened, and after the ``@`` which application and request were current then:
    ``before_request site 1 @site /``. Calls of stations are ``> name(arguments)``, and end with
    ``< name = result`` or ``! name: error``.
    """

    def __init__(self, framework: ModuleType) -> None:
        self.framework = framework
        self.lines: list[str] = []

    def note(self, what: str, *arguments: object, **named: object) -> None:
        """One line."""
        words = [word(argument) for argument in arguments]
        words += [f"{name}={word(named[name])}" for name in sorted(named)]
        given = f"({', '.join(words)})" if words else ""
        self.lines.append(f"{what}{given} {self._current()}")

    def watch(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The same method of a class, which notes each call and its end."""

        def watched(this: Any, *arguments: Any, **named: Any) -> Any:
            if name.endswith("sync") and not hasattr(arguments[0], "is_noted"):
                return function(this, *arguments)  # of a plugin, of which Flask has none
            self.note(f"> {name}", *arguments, **named)
            try:
                result = function(this, *arguments, **named)
            except BaseException as error:
                self.note(f"! {name}: {word(error)}")
                raise
            self.note(f"< {name} = {word(result)}")
            return result

        return watched

    def _current(self) -> str:
        framework = self.framework
        app = framework.current_app.name if framework.has_app_context() else "-"
        path = framework.request.path if framework.has_request_context() else "-"
        return f"@{app} {path}"


def word(value: object) -> str:  # noqa: PLR0912  # a list of kinds
    """What a value is, the same for either framework."""
    # Of proxies, what they stand for.
    value = getattr(value, "_get_current_object", lambda: value)()
    match value:
        case None | bool() | int() | float() | str() | bytes():
            return repr(value)
        case Response():
            return f"<response {value.status} {value.mimetype}>"
        case Request():
            return f"<request {value.method} {value.path}>"
        case BaseException():
            return f"<{type(value).__name__}: {str(value).split('.')[0]}>"
        case Template():
            return f"<template {value.name}>"
        case EnvironBuilder():
            return "<builder>"
        case FunctionType() | MethodType():
            return f"<{value.__name__ if hasattr(value, 'is_noted') else 'function'}>"
        case type():
            return f"<{value.__name__}>"
        case Config() | FlaskConfig():
            return "<config>"
        case Globals() | FlaskGlobals():
            return "<g>"
        case Mapping() if "wsgi.version" in value:
            return f"<environ {value['REQUEST_METHOD']} {value['PATH_INFO']}>"
        case dict():
            return "{" + ", ".join(f"{key!r}: {word(value[key])}" for key in sorted(value)) + "}"
        case Iterator() | [bytes(), *_]:
            return "<answer>"
        case tuple() | list():
            return "(" + ", ".join(map(word, value)) + ")"
        case _:
            return f"<{getattr(value, 'name', None) or type(value).__name__}>"
