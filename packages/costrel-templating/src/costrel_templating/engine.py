"""Jinja as what fills the slot ``templates``."""

from collections.abc import Callable, Iterator
from typing import Any

import jinja2

from costrel_spec import Application, isolate

from .environment import Environment
from .loader import DispatchingJinjaLoader
from .strings import CompiledStrings


class JinjaTemplates:
    """Jinja for one application.

    The environment is always the application's own ``jinja_env``, so that whatever a subclass or an
    extension put there counts.
    """

    name = "jinja"

    def __init__(self, app: Application) -> None:
        self._app = app
        self._strings = CompiledStrings()

    # -- rendering ------------------------------------------------------------------------------

    def render(self, name: Any, context: dict[str, Any]) -> str:
        """The template of that name (or the first that exists of a list of names), rendered."""
        return self._render(self._app.jinja_env.get_or_select_template(name), context)

    def render_string(self, source: str, context: dict[str, Any]) -> str:
        """The template whose source is given, rendered."""
        return self._render(self._strings.template(self._app.jinja_env, source), context)

    def stream(self, name: Any, context: dict[str, Any]) -> Iterator[str]:
        """The template of that name in chunks.

        It is found, and its context completed, at once; only the chunks are made on demand.
        """
        return self._stream(self._app.jinja_env.get_or_select_template(name), context)

    def stream_string(self, source: str, context: dict[str, Any]) -> Iterator[str]:
        """The template whose source is given in chunks."""
        return self._stream(self._strings.template(self._app.jinja_env, source), context)

    def get_attribute(self, name: str, attribute: str) -> Any:
        """What a template exports under a name: a macro, a variable."""
        return getattr(self._app.jinja_env.get_template(name).module, attribute)

    def _render(self, template: jinja2.Template, context: dict[str, Any]) -> str:
        app = self._app
        self._begin(template, context)
        text = template.render(context)
        for function in app.hooks.rendered:
            isolate(app, function, app, template, context)
        return text

    def _stream(self, template: jinja2.Template, context: dict[str, Any]) -> Iterator[str]:
        self._begin(template, context)
        return self._chunks(template, context)

    def _chunks(self, template: jinja2.Template, context: dict[str, Any]) -> Iterator[str]:
        app = self._app
        yield from template.generate(context)
        for function in app.hooks.rendered:
            isolate(app, function, app, template, context)

    def _begin(self, template: jinja2.Template, context: dict[str, Any]) -> None:
        app = self._app
        app.update_template_context(context)
        for function in app.hooks.before_render:
            isolate(app, function, app, template, context)

    # -- what templates can use -----------------------------------------------------------------

    def add_filter(self, name: str, function: Callable[..., Any]) -> None:
        """Make ``function`` a filter."""
        self._app.jinja_env.filters[name] = function

    def add_test(self, name: str, function: Callable[..., bool]) -> None:
        """Make ``function`` a test."""
        self._app.jinja_env.tests[name] = function

    def add_global(self, name: str, value: Any) -> None:
        """Make ``value`` visible to every template, imported ones included."""
        self._app.jinja_env.globals[name] = value

    # -- what the application's attributes are made of ------------------------------------------

    def create_environment(self) -> jinja2.Environment:
        """A new ``jinja_environment`` with ``jinja_options`` and the standard names."""
        app = self._app
        options = dict(app.jinja_options)
        options.setdefault("autoescape", app.select_jinja_autoescape)
        options.setdefault("auto_reload", self._auto_reload())
        environment: jinja2.Environment = (app.jinja_environment or Environment)(app, **options)
        environment.globals.update(app.template_globals())
        environment.policies["json.dumps_function"] = app.json.dumps
        return environment

    def _auto_reload(self) -> Any:
        reload: Any = self._app.config["TEMPLATES_AUTO_RELOAD"]
        return self._app.debug if reload is None else reload

    def create_global_loader(self) -> jinja2.BaseLoader:
        """A loader of the application's templates and those of its blueprints."""
        return DispatchingJinjaLoader(self._app)

    def create_folder_loader(self, folder: str) -> jinja2.BaseLoader:
        """A loader of the templates in one folder (absolute path)."""
        return jinja2.FileSystemLoader(folder)
