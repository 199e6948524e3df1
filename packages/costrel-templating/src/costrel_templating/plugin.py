"""The plugin ``templating``: Jinja for the slot ``templates``."""

from costrel_spec import Application, TemplateEngine, hookimpl


@hookimpl
def provide_templates(app: Application) -> TemplateEngine:
    """Jinja, set up for ``app``."""
    # Imported here since it takes Jinja along, which an application that renders nothing can spare.
    from .engine import JinjaTemplates  # noqa: PLC0415  # the reason is above

    return JinjaTemplates(app)
