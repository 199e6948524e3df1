"""The Jinja environment of one application."""

from typing import Any

import jinja2
from jinja2.utils import LRUCache

from costrel_spec import Application

from .cache import TemplateCache
from .context import Context
from .template import Template


class Environment(jinja2.Environment):
    """A Jinja environment that finds the templates of an application and of its blueprints.

    :param options: Jinja's own; ``loader`` defaults to ``app.create_global_jinja_loader()``.
    """

    app: Application
    globals: dict[str, Any]  # Jinja names a few types

    def __init__(self, app: Application, **options: Any) -> None:
        if "loader" not in options:
            options["loader"] = app.create_global_jinja_loader()
        super().__init__(**options)
        self.app = app
        # Set here, since as a class attribute it would hide that of ``NativeEnvironment`` and the
        # like in a class made of both.
        if self.template_class is jinja2.Template:
            self.template_class = Template
        if self.context_class is jinja2.runtime.Context:
            self.context_class = Context
        cache: Any = self.cache
        if type(cache) is LRUCache:
            self.cache = TemplateCache(cache.capacity)
