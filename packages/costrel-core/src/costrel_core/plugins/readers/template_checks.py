"""Templates and template functions that hide each other."""

from collections.abc import Iterator
from typing import Any

from costrel_spec.inspection import Finding, Owner

from ..ledger import ABSENT
from .subject import Subject
from .template_files import holders, names_in, template_files


def shadowed_templates(subject: Subject) -> Iterator[Finding]:
    """Names that several blueprints have.

    That the application's templates hide those of its blueprints is how they are overridden.
    """
    counts: dict[str, int] = {}
    for label, holder in holders(subject):
        for name in names_in(holder) if label is not None else ():
            counts[name] = counts.get(name, 0) + 1
    for name in sorted(name for name, count in counts.items() if count > 1):
        first, *rest = _of_blueprints(subject, name)
        for other in rest:
            if other.place != first.place:
                yield Finding(
                    "shadowed-template",
                    f"The template {name!r} of the {other.kind} {other.name!r} is never used: that of"
                    f" the {first.kind} {first.name!r} is found first.",
                    (other, first),
                    "Put the templates of each into a folder of its own name, such as"
                    f" {other.name}/{name}.",
                )


def _of_blueprints(subject: Subject, name: str) -> list[Owner]:
    return [owner for owner in template_files(subject, name) if owner.kind != "application"]


def hidden_builtins(subject: Subject) -> Iterator[Finding]:
    """What plugins registered for templates under a name that the engine's own things have."""
    entries = subject.ledger.entries("template_registrations")
    if not entries or subject.environment is None:
        return
    # A new one, since that of the application has the plugins' things already.
    fresh: Any = subject.app.create_jinja_environment()
    for entry in entries:
        kind, name = entry.path
        builtin = getattr(fresh, f"{kind}s").get(name, entry.value)
        if entry.replaced is ABSENT and builtin is not entry.value:
            maker = subject.unrecorded(f"jinja_env.{kind}s", name, builtin)
            yield _hiding(subject.by_entry(entry), maker, f"{kind} {name!r}")


def _hiding(plugin: Owner, maker: Owner, what: str) -> Finding:
    return Finding(
        "replaced-template-function",
        f"The plugin {plugin.name!r} replaces the {what} of {maker.name!r} in every template.",
        (plugin, maker),
        "Register it under another name.",
    )
