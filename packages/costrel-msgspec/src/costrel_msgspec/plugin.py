"""The plugin ``msgspec``: fast JSON for the slot ``json``."""

from typing import Any

from costrel_spec import JSONProvider, hookimpl


@hookimpl
def provide_json(app: Any) -> JSONProvider:
    """What ``app`` writes and reads JSON with by default, but faster."""
    # Imported here since it takes msgspec along, which an application with another JSON can spare.
    from .provider import on_top_of  # noqa: PLC0415  # the reason is above

    return on_top_of(app.json_provider_class)(app)
