"""The application. What is looked up in this module is looked up at call time, as in Flask."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from costrel import Costrel
from costrel_core import App
from costrel_flask.borrowing import borrowed

from .config import Config
from .ctx import AppContext, RequestContext, _AppCtxGlobals
from .globals import _cv_app, _cv_request, current_app, g, request, request_ctx, session
from .helpers import get_debug_flag, get_flashed_messages, get_load_dotenv, send_from_directory
from .wrappers import Request, Response

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment
    from werkzeug.routing import MapAdapter

_HOMES = {"costrel_cli.command_line": ".cli", "costrel_templating.engine": ".templating"}
"""Where the names live that Flask's users replace and that a part, by its module, looks up."""


class Flask(Costrel):
    """A Flask application: Costrel's, with the names of Flask's command, variables and files."""

    env_prefix = "FLASK"
    plugins_prefix = "COSTREL"  # FLASK_PLUGINS, FLASK_LOCK may be keys of somebody's configuration
    config_class = Config
    app_ctx_globals_class = _AppCtxGlobals

    def _fill(self, slot: str) -> Any:
        value = super()._fill(slot)
        home = _HOMES.get(type(value).__module__)
        return value if home is None else import_module(home, __package__).part(self)

    def app_context(self) -> AppContext:
        """A context in which this application is current, for a ``with`` statement."""
        return AppContext(self)

    def request_context(self, environ: "WSGIEnvironment") -> RequestContext:
        """A context of the request that ``environ`` describes."""
        return RequestContext(self, environ, None, None)

    def bind_to_environ(self, environ: "WSGIEnvironment", **names: Any) -> "MapAdapter":
        """The adapter of a request; Werkzeug's warnings about its host name this module."""
        adapter: MapAdapter = self.url_map.bind_to_environ(environ, **names)
        return adapter

    def announce(self) -> None:
        """Print what the development server serves, by what ``show_server_banner`` is now."""
        import_module(".cli", __package__).show_server_banner(self.debug, self.name)


__getattr__ = borrowed(
    __name__,
    {
        "werkzeug.datastructures": "Headers ImmutableDict",
        "werkzeug.exceptions": "BadRequestKeyError HTTPException InternalServerError",
        "werkzeug.routing": "BuildError MapAdapter RequestRedirect RoutingException Rule",
        "werkzeug.serving": "is_running_from_reloader",
        "werkzeug.wsgi": "get_host",
        "flask.sansio.app": (
            "T_shell_context_processor T_teardown T_template_filter T_template_global"
            " T_template_test"
        ),
        "flask.sessions": "SecureCookieSessionInterface SessionInterface",
        "flask.signals": (
            "appcontext_tearing_down got_request_exception request_finished request_started"
            " request_tearing_down"
        ),
        "flask.templating": "Environment",
    },
)

__all__ = [
    "App",
    "AppContext",
    "Config",
    "Flask",
    "Request",
    "RequestContext",
    "Response",
    "_cv_app",
    "_cv_request",
    "current_app",
    "g",
    "get_debug_flag",
    "get_flashed_messages",
    "get_load_dotenv",
    "request",
    "request_ctx",
    "send_from_directory",
    "session",
]
