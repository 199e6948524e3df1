"""Implementations that fit: mypy finds nothing here."""

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from werkzeug.wrappers import Response

import costrel_spec
from costrel_spec import Application, JSONProvider, RequestContext, hookimpl, listened

_Function = TypeVar("_Function", bound=Callable[..., Any])


def untyped(function: Any) -> Any:
    """A decorator that hides the types."""
    return function


def hidden(function: _Function) -> Callable[..., Any]:
    """A decorator that hides the arguments."""
    return function


@hookimpl
def setup() -> None:
    """No argument at all."""


@hookimpl
def deploy_checks(app: Application) -> Iterator[str]:
    """A generator is an iterable."""
    yield app.name


@hookimpl
async def before_request(ctx: RequestContext) -> str:
    """What an async function answers counts once it was waited for."""
    return ctx.app.name


@hookimpl
def after_request(response: object, /, ctx: RequestContext | None = None) -> Response:
    """Another order, wider types, a default, by position only."""
    return Response(f"{response} {ctx}")


@hookimpl
def provide_cache(app: Application) -> dict[str, Any]:
    """A slot of a plugin's own may be filled with anything."""
    return {app.name: None}


@hookimpl
def provide_json(inner: Callable[[], JSONProvider | None]) -> JSONProvider:
    """Less than the specification allows, around what is known to be there."""
    raise NotImplementedError


@hookimpl
def handle_error(error, ctx):  # type: ignore[no-untyped-def]
    """Without annotations only the names are compared."""
    return error, ctx


@hookimpl
@untyped
def request_failed(nothing: int) -> str:
    """What the decorator hides is not compared."""
    return str(nothing)


@hookimpl
@hidden
def teardown_context(app: Application) -> None:
    """Nor is what it makes vague."""


@untyped
def unknown(app: int) -> None:
    """What is not marked is no hook."""


class Plugin:
    """Methods of all kinds."""

    @hookimpl(specname="shell_context")
    def names(self, app: Application) -> dict[str, int]:
        """Named after no hook."""
        return {app.name: 1}

    @hookimpl(specname=None)
    def context_pushed(self) -> None:
        """Named after its hook after all."""

    @hookimpl
    @staticmethod
    def commands() -> list[int]:
        """A static method."""
        return [3]

    @classmethod
    @hookimpl
    def config_defaults(cls) -> dict[str, object]:
        """A class method."""
        return {}

    @costrel_spec.hookimpl
    @listened([])
    def request_started(self, ctx: Any) -> None:
        """With listeners."""


marked = hookimpl(lambda app: app)
