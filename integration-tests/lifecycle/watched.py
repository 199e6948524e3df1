"""Classes whose public methods, the stations of a request, note each of their calls."""

from inspect import getattr_static, isfunction
from typing import Any

import flask
from flask.sessions import SecureCookieSessionInterface

import costrel
import costrel.sessions

from .transcript import Transcript

FRAMEWORKS: dict[str, Any] = {"flask": (flask, flask.Flask), "costrel": (costrel, costrel.Costrel)}
SESSIONS: dict[str, Any] = {
    "flask": SecureCookieSessionInterface,
    "costrel": costrel.sessions.SecureCookieSessionInterface,
}


def public_methods(kind: type) -> list[str]:
    """The methods that a subclass may override."""
    return [
        name
        for name in dir(kind)
        if isfunction(getattr_static(kind, name)) and (name == "__call__" or name[0] != "_")
    ]


NO_STATIONS = {"make_shell_context", "run", "test_cli_runner", "test_client"}
STATIONS = [name for name in public_methods(flask.Flask) if name not in NO_STATIONS]
"""Every method of Flask's application that can be overridden, but for those that start programs."""


def watched(kind: type, methods: list[str], transcript: Transcript, prefix: str = "") -> Any:
    """A subclass that notes the calls of these methods."""
    notes = {name: transcript.watch(prefix + name, getattr(kind, name)) for name in methods}
    return type(f"Watched{kind.__name__}", (kind,), notes)


def watched_sessions(framework: str, transcript: Transcript) -> Any:
    """A session interface that notes when sessions are opened and saved."""
    methods = ["open_session", "save_session", "is_null_session", "make_null_session"]
    return watched(SESSIONS[framework], methods, transcript, "session_interface.")()
