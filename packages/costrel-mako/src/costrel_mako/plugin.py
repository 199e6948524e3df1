"""The plugin ``mako``: Mako for the slot ``templates``."""

from typing import Any

from costrel_spec import Application, TemplateEngine, hookimpl


@hookimpl
def config_defaults() -> dict[str, Any]:
    """No options: Mako as this package sets it up."""
    return {"MAKO_OPTIONS": {}}


@hookimpl
def provide_templates(app: Application) -> TemplateEngine:
    """Mako, set up for ``app``."""
    # Imported here since it takes Mako along, which an application that renders nothing can spare.
    from .engine import MakoTemplates  # noqa: PLC0415  # the reason is above

    return MakoTemplates(app)
