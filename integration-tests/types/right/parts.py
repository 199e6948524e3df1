"""Users of the parts, without the distribution."""

from typing import Any, assert_type

import jinja2

from costrel_core import (
    App,
    Blueprint,
    Request,
    Response,
    current_app,
    g,
    jsonify,
    render_template,
    request,
    session,
    url_for,
)
from costrel_core.app_globals import Globals
from costrel_core.typing import ResponseReturnValue
from costrel_sessions import SecureCookieSessionInterface, TaggedJSONSerializer
from costrel_signals import request_started
from costrel_spec import (
    Application,
    JSONProvider,
    SessionInterface,
    SessionMixin,
    TemplateEngine,
    hookimpl,
)
from costrel_spec.errors import BootError, CostrelError, MissingPart
from costrel_templating import Environment, JinjaTemplates
from costrel_testing import Client


class Framework(App):
    """A distribution of one's own."""

    parts = ("sessions", "templating")
    env_prefix = "ACME"


app = Framework(__name__, plugins=(), without=["templating"])
pages = Blueprint("pages", __name__)
assert_type(current_app, App)
assert_type(request, Request)
assert_type(session, SessionMixin)
assert_type(g, Globals)
assert_type(app.json, JSONProvider)
assert_type(app.session_interface, SessionInterface)
assert_type(app.template_engine, TemplateEngine | None)


@app.get("/")
@pages.get("/")
def index() -> ResponseReturnValue:
    """What a view may return has a name."""
    return url_for("index"), 200, {"X-A": "1"}


@app.get("/made")
def made() -> Response:
    """A response."""
    return jsonify(text=render_template("page.html"))


@hookimpl
def provide_templates(app: Application) -> TemplateEngine:
    """Jinja fills the slot."""
    return JinjaTemplates(app)


def environment_of(app: Application) -> jinja2.Environment:
    """The environment of any application."""
    return Environment(app, trim_blocks=True)


def start() -> int:
    """Errors have codes."""
    try:
        app.setup_plugins()
    except MissingPart as error:
        print(error.code)
    except (BootError, CostrelError):
        return 1
    return 0


def begun(sender: App, **extra: Any) -> None:
    """A request began."""


client: Any = app.test_client()
typed: Client = Client(app, Response)
interface: SessionInterface = SecureCookieSessionInterface()
text: str = TaggedJSONSerializer().dumps({})
request_started.connect(begun, app)
app.register_blueprint(pages)
environment_of(app)
