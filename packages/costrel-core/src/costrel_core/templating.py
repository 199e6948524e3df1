"""Templates: the same functions and methods, whichever engine fills the slot."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, overload

import costrel_spec
from costrel_spec import app_context, g, request, session

from .context import get_current
from .kept import kept, kept_by
from .naming import Function, named
from .registrar import Registrar
from .scaffold import setupmethod
from .typing import TemplateTest, TemplateTestCallable

_ESCAPED = (".html", ".htm", ".xml", ".xhtml", ".svg")
_ENGINES = (".jinja2", ".jinja", ".j2")
_OF_THE_APPLICATION = (None,)
"""Under which name context processors run that belong to no blueprint."""
_JINJA_REGISTRIES = ("filters", "tests", "globals", "policies", "extensions")


def engine(app: Any, use: str) -> Any:
    """What renders templates for ``app``; MissingPart, naming the ``use``, where nothing does."""
    found = app.template_engine
    if found is None:
        raise costrel_spec.errors.MissingPart.for_slot(use, "templates", "costrel-templating")
    return found


def render_template(template_name_or_list: Any, **context: Any) -> str:
    """The template of that name, or the first that exists of several, rendered."""
    part = get_current()[0] or app_context()
    found = part.app.template_engine or engine(part.app, "render_template()")
    text: str = found.render(template_name_or_list, context)
    return text


def render_template_string(source: str, **context: Any) -> str:
    """The template whose source is given, rendered."""
    part = get_current()[0] or app_context()
    found = part.app.template_engine or engine(part.app, "render_template_string()")
    text: str = found.render_string(source, context)
    return text


def _streamed(chunks: Iterator[str]) -> Iterator[str]:
    if get_current()[1] is None:
        return chunks
    # Few applications stream; what an import that finds the module costs, a template does not feel.
    from .streaming import stream_with_context  # noqa: PLC0415

    return stream_with_context(chunks)


def stream_template(template_name_or_list: Any, **context: Any) -> Iterator[str]:
    """The template of that name in chunks; the request stays current until the last one."""
    found = engine(app_context().app, "stream_template()")
    return _streamed(found.stream(template_name_or_list, context))


def stream_template_string(source: str, **context: Any) -> Iterator[str]:
    """The template whose source is given in chunks; the request stays current until the last one."""
    found = engine(app_context().app, "stream_template_string()")
    return _streamed(found.stream_string(source, context))


def get_template_attribute(template_name: str, attribute: str) -> Any:
    """What a template exports under a name, such as a macro."""
    found = engine(app_context().app, "get_template_attribute()")
    return found.get_attribute(template_name, attribute)


def default_template_context() -> dict[str, Any]:
    """``g`` and, in a request, ``request``: the objects, not their proxies.

    The proxy ``session`` is a global of every template: to look it up here would open the session.
    """
    app_part, request_part = get_current()
    names: dict[str, Any] = {}
    if app_part is not None:
        names["g"] = app_part.g
    if request_part is not None:
        names["request"] = request_part.request
    return names


class Templating(Registrar):
    """The part of an application that has to do with templates."""

    __slots__ = ("template_registrations",)

    jinja_environment: Any = None
    """The class of ``jinja_env``; None: the engine's own."""
    jinja_options: dict[str, Any] = {}  # noqa: RUF012  # assigned anew, as with Flask

    def _make_template_registries(self) -> None:
        self.template_registrations: dict[str, dict[str, Any]] = {
            "filter": {},
            "test": {},
            "global": {},
        }
        self.template_context_processors[None] = [default_template_context]

    def registries(self) -> Mapping[str, Any]:
        """The live registries by name; those of a Jinja environment as soon as there is one."""
        registries = dict(super().registries())
        environment = vars(self).get("jinja_env")
        for name in _JINJA_REGISTRIES:
            found: Any = getattr(environment, name, None)
            if issubclass(type(found), dict):
                registries[f"jinja_env.{name}"] = found
        return registries

    def _fill(self, slot: str) -> Any:
        value = super()._fill(slot)
        if slot == "templates" and value is not None:
            # The engine's methods come back for it.
            kept_by(self)["template_engine"] = value
            for kind, kept in self.template_registrations.items():
                for name, item in kept.items():
                    getattr(value, f"add_{kind}")(name, item)
        return value

    def _add_template(self, kind: str, item: Any, name: str) -> None:
        self.template_registrations[kind][name] = item
        filled = vars(self).get("template_engine")
        if filled is not None:
            getattr(filled, f"add_{kind}")(name, item)

    @overload
    def template_filter(self, name: Function) -> Function: ...
    @overload
    def template_filter(self, name: str | None = None) -> Callable[[Function], Function]: ...
    @setupmethod
    def template_filter(self, name: Any = None) -> Any:
        """A decorator: the function is a filter, under its own name or the one given."""
        return named(self.add_template_filter, name)

    @setupmethod
    def add_template_filter(self, f: Callable[..., Any], name: str | None = None) -> None:
        """What the decorator ``template_filter`` does, as a call."""
        self._add_template("filter", f, name or f.__name__)

    @overload
    def template_test(self, name: TemplateTest) -> TemplateTest: ...
    @overload
    def template_test(self, name: str | None = None) -> Callable[[TemplateTest], TemplateTest]: ...
    @setupmethod
    def template_test(self, name: Any = None) -> Any:
        """A decorator: the function is a test, under its own name or the one given."""
        return named(self.add_template_test, name)

    @setupmethod
    def add_template_test(self, f: TemplateTestCallable, name: str | None = None) -> None:
        """What the decorator ``template_test`` does, as a call."""
        self._add_template("test", f, name or f.__name__)

    @overload
    def template_global(self, name: Function) -> Function: ...
    @overload
    def template_global(self, name: str | None = None) -> Callable[[Function], Function]: ...
    @setupmethod
    def template_global(self, name: Any = None) -> Any:
        """A decorator: the function is visible to every template."""
        return named(self.add_template_global, name)

    @setupmethod
    def add_template_global(self, f: Callable[..., Any], name: str | None = None) -> None:
        """What the decorator ``template_global`` does, as a call."""
        self._add_template("global", f, name or f.__name__)

    # -- what an engine asks for, and what only Jinja has ---------------------------------------

    @kept
    def jinja_env(self) -> Any:
        """The Jinja environment, where Jinja fills the slot."""
        if self.template_engine is not None and "jinja_env" in kept_by(self):
            # Filling the slot handed over what was registered, which needed the environment.
            return kept_by(self)["jinja_env"]
        environment = self.create_jinja_environment()
        kept_by(self)["jinja_env"] = environment
        self.assembly.watch("jinja_env.")
        return environment

    def create_jinja_environment(self) -> Any:
        """Make the Jinja environment; override it to change what is made."""
        return engine(self, "app.jinja_env").create_environment()

    def create_global_jinja_loader(self) -> Any:
        """The loader of the application's and the blueprints' templates."""
        return engine(self, "The template loader").create_global_loader()

    def select_jinja_autoescape(self, filename: str | None) -> bool:
        """Whether the template of that name escapes what it inserts; strings do.

        An engine's suffix is passed over: ``page.html.j2`` is HTML. So is ``page.jinja``, which
        says nothing else.
        """
        if filename is None:
            return True
        name = filename.rpartition("/")[2].lower()
        if not name.endswith(_ENGINES):
            return name.endswith(_ESCAPED)
        name = name.rpartition(".")[0]
        return "." not in name or name.endswith(_ESCAPED)

    def template_globals(self) -> Mapping[str, Any]:
        """What every template sees, besides the context."""
        # An engine asks once.
        from .flashing import get_flashed_messages  # noqa: PLC0415

        return {
            "url_for": self.url_for,  # type: ignore[attr-defined]  # the finished application's
            "get_flashed_messages": get_flashed_messages,
            "config": self.config,
            "request": request,
            "session": session,
            "g": g,
        }

    def update_template_context(self, context: dict[str, Any]) -> None:
        """Add to ``context`` what plugins and context processors give; what it holds already wins."""
        given = context.copy()
        request_part = get_current()[1]
        for function in self.hooks.template_context:
            context.update(function(request_part))
        processors = self.template_context_processors
        names = () if request_part is None else request_part.blueprints
        for name in (None, *names[::-1]) if names else _OF_THE_APPLICATION:
            for processor in processors.get(name, ()):
                context.update(self.ensure_sync(processor)())  # type: ignore[attr-defined]  # the finished application's
        context.update(given)
