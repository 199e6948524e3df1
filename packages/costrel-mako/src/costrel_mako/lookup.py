"""Where templates are found: the application's folder first, then those of its blueprints."""

import hashlib
import os
import posixpath
from collections.abc import Iterator, Sequence
from functools import lru_cache
from threading import RLock
from typing import Any

import mako
from mako.exceptions import TemplateLookupException
from mako.lookup import TemplateCollection

from costrel_spec import Application
from costrel_spec.errors import CostrelError

from .folder import Folder, Version
from .template import Template

# Mako replaces a function of the module ``warnings`` while it compiles. Two threads that did so at
# once could leave it replaced.
_COMPILING = RLock()


class MissingTemplate(CostrelError, TemplateLookupException, LookupError):
    """No folder has a template of that name."""

    code = "missing-template"


class Lookup(TemplateCollection):
    """The templates of an application and of its blueprints.

    Between templates, names are Mako's: ``/layout.html`` counts from the folder, ``layout.html`` from
    beside the template that says it.
    """

    def __init__(self, app: Application) -> None:
        self.app = app
        self._kept: dict[str, tuple[Template, Version]] = {}

    def get_template(self, uri: str, relativeto: str | None = None) -> Template:
        """The template of that name.

        :raises MissingTemplate: no folder has it; the error says where it was looked for.
        """
        name = self.adjust_uri(uri, relativeto) if relativeto else uri.lstrip("/")
        kept = self._kept.get(name)
        if kept is None or (self._reloads() and kept[1] != self._find(name)):
            return self._load(name)
        return kept[0]

    def select_template(self, names: Sequence[str]) -> Template:
        """The first that exists of several templates.

        :raises MissingTemplate: none of them does.
        """
        for name in names:
            try:
                return self.get_template(name)
            except MissingTemplate:
                continue
        raise self._missing(names)

    def adjust_uri(self, uri: str, relativeto: str | None) -> str:
        """The name that ``uri`` means in the template ``relativeto``."""
        return _adjusted(uri, relativeto)

    def list_templates(self) -> list[str]:
        """The names of all templates, sorted."""
        return sorted({name for _, folder in self._folders() for name in folder.list_templates()})

    def compile(self, name: str | None, **source: Any) -> Template:
        """A template of a ``text``, or of a file (``filename``)."""
        options = {**self.app.config["MAKO_OPTIONS"], **source}
        with _COMPILING:
            return Template(self, name, escapes=self.escapes(name), **options)

    def escapes(self, name: str | None) -> bool:
        """Whether the template of that name escapes what it inserts; None means a string."""
        return self.app.select_jinja_autoescape(_plain(name))

    def _reloads(self) -> bool:
        reload: Any = self.app.config["TEMPLATES_AUTO_RELOAD"]
        return self.app.debug if reload is None else bool(reload)

    def _load(self, name: str) -> Template:
        if self.app.config["EXPLAIN_TEMPLATE_LOADING"]:
            self._explain(name)
        version = self._find(name)
        with _COMPILING:
            kept = self._kept.get(name)
            if kept is None or kept[1] != version:
                kept = self.compile(name, **self._source(name, version)), version
                self._kept[name] = kept
            return kept[0]

    def _source(self, name: str, version: Version) -> dict[str, Any]:
        options: dict[str, Any] = self.app.config["MAKO_OPTIONS"]
        folder = options.get("module_directory")
        if folder is None:
            return {"filename": version.file}
        # Mako would take a module for the template's if it is younger; a file of the same name in
        # another folder, other options and another Mako need other modules, too.
        made_of = repr((version, sorted(options.items()), mako.__version__))
        digest = hashlib.sha256(made_of.encode()).hexdigest()[:16]
        module = os.path.join(str(folder), f"{name}.{digest}.py")
        return {"filename": version.file, "module_filename": module}

    def _find(self, name: str) -> Version:
        for _, folder in self._folders():
            version = folder.find(name)
            if version is not None:
                return version
        raise self._missing([name])

    def _explain(self, name: str) -> None:
        lines = [
            f"{number:5}: {folder.path} ({label})\n       -> {'found' if folder.find(name) else 'no match'}"
            for number, (label, folder) in enumerate(self._folders(), start=1)
        ]
        text = "\n".join(
            [f"Looking for the template {name!r}; the first that is found counts:", *lines]
        )
        self.app.logger.info(text)

    def _folders(self) -> Iterator[tuple[str, Folder]]:
        app: Any = self.app
        for owner in (app, *app.iter_blueprints()):
            if owner.template_folder is not None:
                label = "the application" if owner is app else f"the blueprint {owner.name!r}"
                yield label, Folder(os.path.join(str(owner.root_path), str(owner.template_folder)))

    def _missing(self, names: Sequence[str]) -> MissingTemplate:
        if not names:
            return MissingTemplate("The list of templates is empty. Give it the name of one.")
        places = [f"{folder.path} ({label})" for label, folder in self._folders()]
        return MissingTemplate(
            f"There is no template {' or '.join(map(repr, names))} in {', '.join(places) or 'any folder'}."
            " Put it into one of them, or correct the name: it counts from the folder, and stays"
            " inside."
        )


@lru_cache(1024)  # most are asked for in each rendering
def _adjusted(uri: str, relativeto: str | None) -> str:
    if uri.startswith("/"):
        return uri.lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(relativeto or ""), uri))


def _plain(name: str | None) -> str | None:
    """The name without an ending that says Mako; what says nothing else is HTML, as with Jinja."""
    if name is None or not name.lower().endswith((".mako", ".mak")):
        return name
    stem = name.rpartition(".")[0]
    return stem if "." in stem.rpartition("/")[2] else f"{stem}.html"
