"""Templates. Whoever replaces ``_render`` or ``_stream`` in this module replaces what runs."""

from collections.abc import Iterator
from typing import Any

from jinja2 import Template

from costrel_core import (
    render_template,
    render_template_string,
    stream_template,
    stream_template_string,
)
from costrel_core.templating import default_template_context as _default_template_ctx_processor
from costrel_flask.borrowing import borrowed
from costrel_templating import DispatchingJinjaLoader, Environment, JinjaTemplates


class Templates(JinjaTemplates):
    """Jinja for one application, by way of this module's functions."""

    def _render(self, template: Template, context: dict[str, Any]) -> str:
        return _render(self._app, template, context)

    def _stream(self, template: Template, context: dict[str, Any]) -> Iterator[str]:
        return _stream(self._app, template, context)

    def rendered(self, template: Template, context: dict[str, Any]) -> str:
        """What ``_render`` does unless it is replaced."""
        return super()._render(template, context)

    def streamed(self, template: Template, context: dict[str, Any]) -> Iterator[str]:
        """What ``_stream`` does unless it is replaced."""
        return super()._stream(template, context)


def part(app: Any) -> Templates:
    """What fills the slot ``templates``."""
    return Templates(app)


def _render(app: Any, template: Template, context: dict[str, Any]) -> str:
    return Templates(app).rendered(template, context)


def _stream(app: Any, template: Template, context: dict[str, Any]) -> Iterator[str]:
    return Templates(app).streamed(template, context)


__getattr__ = borrowed(
    __name__,
    {
        "jinja2": "BaseLoader TemplateNotFound",
        "flask.globals": "_cv_app _cv_request current_app request",
        "flask.helpers": "stream_with_context",
        "flask.signals": "before_render_template template_rendered",
    },
)

__all__ = [
    "DispatchingJinjaLoader",
    "Environment",
    "_default_template_ctx_processor",
    "_render",
    "_stream",
    "render_template",
    "render_template_string",
    "stream_template",
    "stream_template_string",
]
