"""Template engines that each break one promise, as somebody may by mistake."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jinja2

from costrel_spec import hookimpl
from costrel_templating.engine import JinjaTemplates


class WrongEngine(JinjaTemplates):
    """An engine that is right, and a plugin: each subclass spoils something."""

    @classmethod
    def plugin(cls) -> Any:
        """The plugin that provides it."""

        class Provider:
            @hookimpl
            def provide_templates(self, app: Any) -> Any:
                return cls(app)

        return Provider()

    @property
    def app(self) -> Any:
        return self._app


class WithoutEscaping(WrongEngine):
    """It leaves Jinja as it is, which escapes nothing."""

    def create_environment(self) -> Any:
        environment = super().create_environment()
        environment.autoescape = False
        return environment


class EscapesFilesOnly(WrongEngine):
    """It looks at endings, and a string has none."""

    def create_environment(self) -> Any:
        environment = super().create_environment()
        select = environment.autoescape
        environment.autoescape = lambda name: name is not None and select(name)
        return environment


class EscapesEverything(WrongEngine):
    """It does not look at endings."""

    def create_environment(self) -> Any:
        environment = super().create_environment()
        environment.autoescape = True
        return environment


class EscapesByItsOwnList(WrongEngine):
    """It has a list of endings, and does not ask the application."""

    def create_environment(self) -> Any:
        environment = super().create_environment()
        environment.autoescape = jinja2.select_autoescape(["html", "htm", "xml", "xhtml", "svg"])
        return environment


class OnlyTheUsualNames(WrongEngine):
    """It has a list of what templates see, and does not ask the application."""

    def create_environment(self) -> Any:
        environment = super().create_environment()
        usual = {"url_for", "get_flashed_messages", "config", "request", "session", "g"}
        for name in self.app.template_globals().keys() - usual:
            del environment.globals[name]
        return environment


class WithoutSession(WrongEngine):
    """It forgets one of the names that each template sees."""

    def create_environment(self) -> Any:
        environment = super().create_environment()
        environment.globals["session"] = {}
        return environment


class WithoutProcessors(WrongEngine):
    """It renders what it is given, and nothing else."""

    def _begin(self, template: Any, context: dict[str, Any]) -> None:
        given = dict(context)
        super()._begin(template, context)
        added = [name for name in context if name not in {*given, "request", "g"}]
        for name in added:
            del context[name]


class ProcessorsWin(WrongEngine):
    """It lets context processors overwrite what a view gives."""

    def _begin(self, template: Any, context: dict[str, Any]) -> None:
        super()._begin(template, context)
        if "value" in context:
            for processor in self.app.template_context_processors[None]:
                context.update(processor())


class BlueprintsFirst(WrongEngine):
    """It asks the folders of blueprints before the application's."""

    def create_global_loader(self) -> Any:
        loader = super().create_global_loader()
        owners = loader._iter_owners
        loader._iter_owners = lambda: reversed(list(owners()))
        return loader


class Quiet(WrongEngine):
    """It tells nobody what it renders."""

    def _render(self, template: Any, context: dict[str, Any]) -> str:
        self.app.update_template_context(context)
        return str(template.render(context))


class EarlyRendered(WrongEngine):
    """It tells that a stream was rendered when it has only begun."""

    def _chunks(self, template: Any, context: dict[str, Any]) -> Iterator[str]:
        chunks = list(super()._chunks(template, context))
        yield from chunks


class EagerStreams(WrongEngine):
    """It renders first and streams the text."""

    def _stream(self, template: Any, context: dict[str, Any]) -> Iterator[str]:
        return iter(list(super()._stream(template, context)))


class ForgetsTheLate(WrongEngine):
    """It takes over what is registered when it is made, and nothing later."""

    begun = False

    def _begin(self, template: Any, context: dict[str, Any]) -> None:
        self.begun = True
        super()._begin(template, context)

    def add_filter(self, name: str, function: Callable[..., Any]) -> None:
        if not self.begun:
            super().add_filter(name, function)

    def add_test(self, name: str, function: Callable[..., bool]) -> None:
        if not self.begun:
            super().add_test(name, function)

    def add_global(self, name: str, value: Any) -> None:
        if not self.begun:
            super().add_global(name, value)


class AnyFile(WrongEngine):
    """It joins folder and name, wherever that leads."""

    def render(self, name: Any, context: dict[str, Any]) -> str:
        if isinstance(name, str):
            path = Path(self.app.root_path, "templates", name)
            if path.exists():
                # What is inside shall be found as always.
                name = name if ".." not in name and name[0] != "/" else self._read(path)
        return super().render(name, context)

    def _read(self, path: Path) -> Any:
        return self.app.jinja_env.from_string(path.read_text("utf-8"))


class VagueErrors(WrongEngine):
    """It wraps what its library raises, so that a missing template looks like any other error."""

    def render(self, name: Any, context: dict[str, Any]) -> str:
        try:
            return super().render(name, context)
        except jinja2.TemplateNotFound as error:
            raise RuntimeError(f"could not render: {error}") from error


class RemembersTheMissing(WrongEngine):
    """It keeps in mind which templates do not exist."""

    def __init__(self, app: Any) -> None:
        super().__init__(app)
        self.missing: set[Any] = set()

    def render(self, name: Any, context: dict[str, Any]) -> str:
        if str(name) in self.missing:
            raise jinja2.TemplateNotFound(str(name))
        try:
            return super().render(name, context)
        except jinja2.TemplateNotFound:
            self.missing.add(str(name))
            raise
