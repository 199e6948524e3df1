"""Users of the parts who ask for what the parts do not have."""

import click

from costrel_cli import AppGroup, Brand, CommandRunner, ScriptInfo, with_appcontext
from costrel_core import App, Blueprint, ConfigAttribute, current_app
from costrel_core import Costrel as Missing  # wrong
from costrel_core.typing import ViewReturn  # wrong
from costrel_sessions import SecureCookieSession, SecureCookieSessionInterface
from costrel_signals import request_started, template_rendered
from costrel_spec import Hooks, JSONProvider, NullSession
from costrel_templating import DispatchingJinjaLoader, Environment, JinjaTemplates
from costrel_testing import Client

app = App(__name__)
users = AppGroup("users")


class Framework(App):
    """A distribution that spells its attributes wrong."""

    parts = 5  # wrong
    env_prefix = None  # wrong
    json_provider_class = dict  # wrong
    response_class = str  # wrong


@users.command("init")
def init() -> None:
    """Make the database."""


@with_appcontext
def drop(name: str) -> str:
    """Drop the database."""
    return name


assert isinstance(init, click.Command)
init.nam  # wrong
drop(5)  # wrong
users.comand("other")  # wrong
ScriptInfo(app_import="a")  # wrong
ScriptInfo().load_app().nme  # wrong
Brand()  # wrong
Brand("acme").prefix = "ACME"  # wrong
CommandRunner().invoke()  # wrong
Client(app).session_transactions()  # wrong
Client(app).open("/", buffered="yes")  # wrong
SecureCookieSessionInterface().open_session(app)  # wrong
SecureCookieSession(5)  # wrong
NullSession().accessed = "yes"  # wrong
Environment()  # wrong
JinjaTemplates("app")  # wrong
DispatchingJinjaLoader(app).list()  # wrong
template_rendered.sent(app)  # wrong
request_started.connect(5)  # wrong
Hooks().before_rendering  # wrong
JSONProvider(app).dump({})  # wrong
JSONProvider(app).dumps()  # wrong
ConfigAttribute(5)  # wrong
Blueprint("pages", __name__, url="/pages")  # wrong
Blueprint("pages", __name__).record("state")  # wrong
Blueprint("pages", __name__).register_blueprint(app)  # wrong
current_app.ensure_sync()  # wrong
app.test_request_context("/").session.add("name")  # wrong
