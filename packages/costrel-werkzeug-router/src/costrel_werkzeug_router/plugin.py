"""The plugin ``werkzeug-router``, which fills the slot ``router``."""

from costrel_spec import Application, Plugin, Router, hookimpl

from .router import WerkzeugRouter

plugin = Plugin(api=1)


@hookimpl
def provide_router(app: Application) -> Router:
    """Werkzeug's matcher over all rules of the application's map."""
    return WerkzeugRouter(app.url_map)
