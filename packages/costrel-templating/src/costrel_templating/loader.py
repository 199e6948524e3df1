"""Where templates are found: the application's folder first, then those of its blueprints."""

from collections.abc import Callable, Iterator
from typing import Any

from jinja2 import BaseLoader, Environment, TemplateNotFound

from costrel_spec import Application

from .explanation import Attempt, explain

Source = tuple[str, str | None, Callable[[], bool] | None]
"""A template's text, its file if it has one, and whether the text is still the newest."""


class DispatchingJinjaLoader(BaseLoader):
    """Asks the application's loader, then the blueprints' loaders in order of registration."""

    def __init__(self, app: Application) -> None:
        self.app = app

    def get_source(self, environment: Environment, template: str) -> Source:
        """The first template of that name; TemplateNotFound where nobody has it."""
        if self.app.config["EXPLAIN_TEMPLATE_LOADING"]:
            return self._get_source_explained(environment, template)
        for _, loader in self._iter_loaders(template):
            try:
                return loader.get_source(environment, template)
            except TemplateNotFound:
                continue
        raise TemplateNotFound(template)

    def _get_source_explained(self, environment: Environment, template: str) -> Source:
        attempts: list[Attempt] = []
        found: list[Source] = []
        for owner, loader in self._iter_loaders(template):
            try:
                found.append(loader.get_source(environment, template))
                attempts.append((owner, loader, found[-1][1] or "<string>"))
            except TemplateNotFound:
                attempts.append((owner, loader, None))
        self.app.logger.info(explain(self.app, template, attempts))
        if not found:
            raise TemplateNotFound(template)
        return found[0]

    def _iter_loaders(self, template: str) -> Iterator[tuple[Any, BaseLoader]]:
        for owner in self._iter_owners():
            loader = owner.jinja_loader
            if loader is not None:
                yield owner, loader

    def _iter_owners(self) -> Iterator[Any]:
        yield self.app
        yield from self.app.iter_blueprints()

    def list_templates(self) -> list[str]:
        """The names that some loader knows, sorted; TypeError where a loader can't list its own."""
        return sorted(
            {name for _, loader in self._iter_loaders("") for name in loader.list_templates()}
        )
