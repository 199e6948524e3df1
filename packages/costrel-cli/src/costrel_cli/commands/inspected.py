"""The application of a command that explains it, constructed whatever its plugins do."""

import warnings
from collections.abc import Callable
from functools import update_wrapper
from importlib.metadata import version
from typing import Any, Protocol, TypeVar, cast, runtime_checkable

import click

from costrel_spec.errors import CostrelDeprecationWarning
from costrel_spec.inspection import Commands, Owner
from costrel_spec.variables import INSPECT

from ..script import ScriptInfo
from .variable import variable

Function = TypeVar("Function", bound=Callable[..., Any])


@runtime_checkable
class Owned(Protocol):
    """A group that knows whose its commands are."""

    def owners(self) -> Commands:
        """The owners of the commands, by name."""
        ...


def with_inspector(f: Function) -> Function:
    """A callback that is given what explains the application, and the owners of all commands."""

    @click.pass_context
    def run(ctx: click.Context, /, *args: Any, **kwargs: Any) -> Any:
        with variable(INSPECT, "1"), warnings.catch_warnings():
            # What is deprecated is a finding, and must stop nothing.
            warnings.simplefilter("ignore", CostrelDeprecationWarning)
            app = ctx.ensure_object(ScriptInfo).load_app()
        group = ctx.find_root().command
        owners: Commands = group.owners() if isinstance(group, Owned) else {}
        return ctx.invoke(f, app.assembly, owners, *args, **kwargs)

    return cast(Function, update_wrapper(run, f))


def framework_owner() -> Owner:
    """The owner of the commands that every application has."""
    return Owner("framework", "cli", "costrel-cli", version("costrel-cli"))
