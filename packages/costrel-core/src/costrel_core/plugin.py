"""What core provides itself: the default router and the default JSON provider."""

from typing import Any

from costrel_spec import Plugin, hookimpl

from .router import IndexedRouter

plugin = Plugin()


@hookimpl
def provide_router(app: Any) -> IndexedRouter:
    """Werkzeug's rules behind an index."""
    return IndexedRouter(app.url_map, by_host=app.subdomain_matching)


@hookimpl
def provide_json(app: Any) -> Any:
    """The provider on the standard library's ``json``."""
    return app.json_provider_class(app)
