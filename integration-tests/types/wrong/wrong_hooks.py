"""Hooks marked with what the boot refuses, and slots filled with what fits no slot."""

from costrel import Costrel
from costrel_sessions import JSONTag, TaggedJSONSerializer
from costrel_spec import (
    Application,
    ClientFactory,
    Plugin,
    RequestContext,
    SessionInterface,
    TemplateEngine,
    hookimpl,
    isolate,
)
from costrel_spec.errors import MissingPart

plugin = Plugin("acme", api=1)  # wrong
typo = Plugin(befor={"sessions"})  # wrong
one_name = Plugin(slots=5)  # wrong
Plugin().api = 2  # wrong


@hookimpl(tryfirst=True)  # wrong
def before_request(ctx: RequestContext) -> None:
    pass


@hookimpl(wrapper=True)  # wrong
def rendered() -> None:
    pass


@hookimpl(specname=5)  # wrong
def flashed() -> None:
    pass


@hookimpl("setup")  # wrong
def set_up() -> None:
    pass


class Engine:
    """Renders, and does nothing else."""

    name = "half"

    def render(self, name: str, context: dict[str, str]) -> str:
        return name


class Clients:
    """Makes clients with other arguments."""

    client_class = dict

    def client(self, app: Application) -> None:
        pass


@hookimpl
def provide_templates(app: Application) -> TemplateEngine:
    return Engine()  # wrong


@hookimpl
def provide_testing(app: Application) -> ClientFactory:
    return Clients()  # wrong


@hookimpl
def provide_sessions(app: Application) -> SessionInterface:
    return Engine()  # wrong


def plain(app: Application, ctx: RequestContext) -> None:
    """What a part may not ask of an application or a request."""
    app.hooks.before_rendering  # wrong
    app.import_names  # wrong
    ctx.request_started()  # wrong
    app.name = 5  # wrong
    isolate(app)  # wrong
    isolate("app", plain)  # wrong


class Tag(JSONTag):
    """A tag of the wrong kind."""

    def check(self) -> bool:  # wrong
        return True


TaggedJSONSerializer().register("tag")  # wrong
TaggedJSONSerializer().dumps()  # wrong
MissingPart.for_slot("use")  # wrong
Costrel(__name__, plugins=5)  # wrong
Costrel(__name__, without=5)  # wrong
