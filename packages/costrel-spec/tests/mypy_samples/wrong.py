"""Implementations that do not fit: each line that says so is found, and no other."""

from typing import Any

from werkzeug.wrappers import Response

from costrel_spec import Application, RequestContext, hookimpl, listened


@hookimpl
def setpu(app: Application) -> None:  # wrong: no hook "setpu"; did you mean "setup"?
    """No such hook."""


@hookimpl
def zzz() -> None:  # wrong: There is no hook "zzz"
    """Nothing is similar."""


@hookimpl
def setup(ap: Application) -> None:  # wrong: The hook setup(app) has no argument "ap"
    """No such argument."""


@hookimpl
def after_request(
    ctx: RequestContext,
    response: str,  # wrong: passes "Response" as "response", and the implementation takes "str"
) -> None:
    """An argument of another type."""


@hookimpl
def request_finished(response: Response) -> str:  # wrong: answers "None"
    """An answer that nobody wants."""
    return response.status


@hookimpl
def provide_json(app: Application) -> str:  # wrong: answers "JSONProvider | None"
    """An answer of another type."""
    return app.name


@hookimpl
def provide_cache(application: Application) -> str:  # wrong: provide_cache(app, inner) has no
    """The hook of a plugin's own slot has an argument like the others."""
    return application.name


@hookimpl
@listened([])
def request_started(ctx: RequestContext, app: Any) -> None:  # wrong: no argument "app"
    """An argument too many."""


@hookimpl
def handle_error(error, context):  # type: ignore[no-untyped-def]  # wrong: no argument "context"
    """Names count without annotations too."""
    return error, context


class Plugin:
    """Methods of all kinds."""

    @hookimpl
    def flashed(self, message: str, category: int) -> None:  # wrong: passes "str" as "category"
        """An argument of another type."""

    @hookimpl
    @staticmethod
    def commands(app: Application) -> list[Any]:  # wrong: The hook commands() has
        """A static method."""
        return [app]

    @classmethod
    @hookimpl
    def deploy_checks(cls, app: Application) -> int:  # wrong: answers "Iterable[str]"
        """A class method."""
        return len(app.name)

    @hookimpl(specname="shell_context")
    def names(self, app: Application) -> list[str]:  # wrong: The hook "shell_context" answers
        """Named after no hook."""
        return [app.name]

    @hookimpl(specname="shell_contxt")
    def more(self) -> list[str]:  # wrong: There is no hook "shell_contxt"
        """Named after no hook at all."""
        return []

    @hookimpl
    async def before_request(self, ctx: Application) -> None:  # wrong: passes "RequestContext"
        """An async function."""

    @hookimpl
    async def context_popped(self) -> int:  # wrong: implementation "int"
        """An async function's answer."""
        return 3

    @hookimpl
    def rendered(self, *args: Any) -> None:  # wrong: has no argument "*args"
        """Arguments are passed by name."""

    @hookimpl
    def before_render(self, **context: Any) -> None:  # wrong: has no argument "**context"
        """In a dictionary neither."""

    @hookimpl
    def teardown_request(self, *, ctx: RequestContext) -> None:  # wrong: passes "ctx" by position
        """The seal passes arguments by position."""
