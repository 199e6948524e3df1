"""Where templates lie, and whose they are."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from costrel_spec.inspection import Owner

from .subject import Subject


def template_files(subject: Subject, name: str) -> Iterator[Owner]:
    """Who has a template of that name and where; the first one is what is rendered."""
    for label, holder in holders(subject):
        place = _found(subject, holder, name)
        if place is not None:
            yield owner_of(subject, label, place)


def holders(subject: Subject) -> Iterator[tuple[str | None, Any]]:
    """The application, then its blueprints by name, in the order in which they are searched."""
    app = subject.app
    yield None, app
    seen: list[Any] = []
    for name, blueprint in app.blueprints.items():
        if not any(blueprint is each for each in seen):
            seen.append(blueprint)
            yield name, blueprint


def owner_of(subject: Subject, label: str | None, place: str) -> Owner:
    """The owner of a template in the folder of a blueprint, or of the application."""
    if label is not None:
        return subject.by_blueprint(label, place=place)
    loader = _loader(subject.app)
    entry = subject.entry("attributes", "jinja_loader", loader) if loader is not None else None
    return subject.by_source(entry.owner, place) if entry else subject.by_application(place=place)


def names_in(holder: Any) -> list[str]:
    """The names of all templates of an application or blueprint."""
    loader = _loader(holder)
    if loader is None:
        folder = _folder(holder)
        found = folder.rglob("*") if folder else ()
        return sorted(
            each.relative_to(folder).as_posix() for each in found if folder and each.is_file()
        )
    try:
        return list(loader.list_templates())
    except TypeError:  # a loader that can't tell what it has
        return []


def _found(subject: Subject, holder: Any, name: str) -> str | None:
    """The file of a template, or what loads it; None where the holder has none of that name."""
    loader = _loader(holder)
    if loader is None:
        folder = _folder(holder)
        file = folder / name if folder else None
        return str(file) if file and file.is_file() else None
    try:
        _, file_name, _ = loader.get_source(subject.app.jinja_env, name)
    except LookupError:  # as Jinja's TemplateNotFound is one
        return None
    return os.path.normpath(file_name) if file_name else type(loader).__qualname__


def _loader(holder: Any) -> Any:
    """What loads templates; None where the engine has no loaders, or there is no engine."""
    try:
        return holder.jinja_loader
    except AttributeError:
        return None


def _folder(holder: Any) -> Path | None:
    if holder.template_folder is None:
        return None
    return Path(os.path.normpath(os.path.join(str(holder.root_path), str(holder.template_folder))))
