"""Mako as what fills the slot ``templates``."""

from collections.abc import Callable, Iterator, Mapping
from threading import Lock
from typing import Any, NoReturn

from mako.filters import DEFAULT_ESCAPES

from costrel_spec import Application, isolate
from costrel_spec.errors import OtherEngine

from .lookup import Lookup
from .strings import CompiledStrings
from .template import Template


class MakoTemplates:
    """Mako for one application."""

    name = "mako"

    def __init__(self, app: Application) -> None:
        self._app = app
        self._registered: dict[str, dict[str, Any]] = {"test": {}, "filter": {}, "global": {}}
        self._known: dict[str, Any] | None = None
        self._adding = Lock()
        self.lookup = Lookup(app)
        self._strings = CompiledStrings(self.lookup)

    # -- rendering ------------------------------------------------------------------------------

    def render(self, name: Any, context: dict[str, Any]) -> str:
        """The template of that name (or the first that exists of a list of names), rendered."""
        return self._render(self._template(name), context)

    def render_string(self, source: str, context: dict[str, Any]) -> str:
        """The template whose source is given, rendered."""
        return self._render(self._strings.template(source), context)

    def stream(self, name: Any, context: dict[str, Any]) -> Iterator[str]:
        """The template of that name in chunks.

        It is found, and its context completed, at once; only the chunks are made on demand.
        """
        return self._stream(self._template(name), context)

    def stream_string(self, source: str, context: dict[str, Any]) -> Iterator[str]:
        """The template whose source is given in chunks."""
        return self._stream(self._strings.template(source), context)

    def get_attribute(self, name: str, attribute: str) -> Any:
        """What a template exports: a ``<%def>`` as a function, or a name of a ``<%! %>`` block."""
        template = self.lookup.get_template(name)
        if template.has_def(attribute):
            return template.definition(attribute, self._names)
        try:
            return getattr(template.module, attribute)
        except AttributeError:
            raise AttributeError(
                f"The template {name!r} has nothing called {attribute!r}: no <%def>, no <%block> and"
                " no name of a <%! %> block."
            ) from None

    def _template(self, name: Any) -> Template:
        if isinstance(name, str):
            return self.lookup.get_template(name)
        return name if isinstance(name, Template) else self.lookup.select_template(name)

    def _render(self, template: Template, context: dict[str, Any]) -> str:
        self._begin(template, context)
        text = template.text(self._names, context)
        self._end(template, context)
        return text

    def _stream(self, template: Template, context: dict[str, Any]) -> Iterator[str]:
        self._begin(template, context)
        return self._pieces(template, context)

    def _pieces(self, template: Template, context: dict[str, Any]) -> Iterator[str]:
        yield from template.pieces(self._names, context)
        self._end(template, context)

    def _begin(self, template: Template, context: dict[str, Any]) -> None:
        app = self._app
        app.update_template_context(context)
        for function in app.hooks.before_render:
            isolate(app, function, app, template, context)

    def _end(self, template: Template, context: dict[str, Any]) -> None:
        app = self._app
        for function in app.hooks.rendered:
            isolate(app, function, app, template, context)

    # -- what templates can use -----------------------------------------------------------------

    @property
    def _names(self) -> Mapping[str, Any]:
        """What every template sees: of one name, a global before a filter before a test."""
        names = self._known
        if names is None:
            with self._adding:
                names = dict(self._app.template_globals())
                for registered in self._registered.values():
                    names |= registered
                self._known = names
        return names

    def _add(self, kind: str, name: str, item: Any) -> None:
        with self._adding:
            self._registered[kind][name] = item
            # Made anew by the next rendering; one that has begun keeps what it has.
            self._known = None

    def add_filter(self, name: str, function: Callable[..., Any]) -> None:
        """Make ``function`` a filter, ``${value | name}``, and a function, ``${name(value)}``."""
        if name in DEFAULT_ESCAPES:
            self._app.logger.warning(
                "The filter %r is hidden by Mako's own filter of that name. Templates can call it:"
                " ${%s(value)}; or register it under another name.",
                name,
                name,
            )
        self._add("filter", name, function)

    def add_test(self, name: str, function: Callable[..., bool]) -> None:
        """Make ``function`` a function of every template."""
        self._add("test", name, function)

    def add_global(self, name: str, value: Any) -> None:
        """Make ``value`` visible to every template."""
        self._add("global", name, value)

    # -- what the application's attributes are made of ------------------------------------------

    def create_environment(self) -> NoReturn:
        """There is none: that is Jinja's.

        :raises costrel_spec.errors.OtherEngine: always.
        """
        raise OtherEngine(
            "app.jinja_env is the environment of Jinja, and Mako (costrel-mako) renders the templates"
            " of this application. Register filters, tests and globals with app.template_filter and"
            " its like, which any engine understands; MAKO_OPTIONS has Mako's options."
        )

    def create_global_loader(self) -> Lookup:
        """The lookup of the application's templates and those of its blueprints."""
        return self.lookup

    def create_folder_loader(self, folder: str) -> NoReturn:
        """There is none: a lookup reads ``template_folder`` of the application and the blueprints.

        :raises costrel_spec.errors.OtherEngine: always.
        """
        raise OtherEngine(
            f"jinja_loader, for the folder {folder}, is a loader of Jinja, and Mako (costrel-mako)"
            " renders the templates of this application. It finds them in template_folder."
        )
