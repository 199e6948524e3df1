"""What EXPLAIN_TEMPLATE_LOADING tells of the search for a template."""

from collections.abc import Iterator, Sequence
from typing import Any, cast

from jinja2 import BaseLoader

from costrel_spec import Application, current

Attempt = tuple[Any, BaseLoader, str | None]
"""Who was asked (the application or a blueprint), with which loader, and the file that it found."""

# The phrases that are Flask's are those that its users' tests look for in the log.
SEE = "See https://flask.palletsprojects.com/blueprints/#templates"


def explain(app: Application, template: str, attempts: Sequence[Attempt]) -> str:
    """Which loaders were asked for ``template``, what they found, and what is odd in it."""
    lines = [f"Looking for the template {template!r}:"]
    for number, (owner, loader, file) in enumerate(attempts, start=1):
        lines.append(f"{number:5}: trying loader of {_owner(app, owner)}")
        lines.extend(f"{'':7}{line}" for line in _settings(loader))
        lines.append(f"{'':7}-> " + ("no match" if file is None else f"found ({file!r})"))
    matches = sum(file is not None for _, _, file in attempts)
    if matches != 1:
        lines.extend(_doubts(matches))
    return "\n".join(lines)


def _owner(app: Application, owner: Any) -> str:
    if owner is app:
        return f"application {app.import_name!r}"
    try:
        return f"blueprint {owner.name!r} ({owner.import_name})"
    except AttributeError:  # a subclass of the loader asks whom it likes
        return repr(owner)


def _settings(loader: BaseLoader) -> Iterator[str]:
    yield f"class: {type(loader).__module__}.{type(loader).__qualname__}"
    for name, value in sorted(vars(loader).items()):
        if name.startswith("_"):
            continue
        if isinstance(value, str | int | float):
            yield f"{name}: {value!r}"
        elif isinstance(value, list | tuple):
            folders = [item for item in cast(Sequence[Any], value) if isinstance(item, str)]
            yield from (f"{name}: {folder!r}" for folder in folders)


def _doubts(matches: int) -> Iterator[str]:
    if matches:
        yield f"Warning: {matches} loaders have a template of this name; the first one counts."
    else:
        yield "Error: the template could not be found."
    ctx = current.get()[1]
    if ctx is not None and ctx.blueprints:
        yield (
            "  It was looked up from an endpoint that belongs to the blueprint"
            f" {ctx.blueprints[0]!r}. Is it in the folder that this blueprint names?"
        )
        yield f"  {SEE}"
