"""Things of others that plugins replaced or removed."""

from collections.abc import Iterator, Mapping
from typing import Any

from costrel_spec.inspection import Finding, Owner

from ..ledger import ABSENT, Entry
from .subject import Subject

KINDS = {
    "view_functions": ("replaced-view", "the view of the endpoint"),
    "blueprints": ("replaced-blueprint", "the blueprint"),
    "extensions": ("replaced-extension", "the extension"),
    "converters": ("replaced-converter", "the converter"),
    "error_handler_spec": ("replaced-error-handler", "the error handler"),
    "commands": ("replaced-command", "the command"),
    "config": ("replaced-config", "the value of the configuration's key"),
    "attributes": ("replaced-attribute", "the attribute"),
    "settings": ("replaced-attribute", "the attribute"),
    "template_registrations": ("replaced-template-function", "what templates know as"),
    "jinja_env.filters": ("replaced-template-function", "the filter"),
    "jinja_env.tests": ("replaced-template-function", "the test"),
    "jinja_env.globals": ("replaced-template-function", "the global"),
}
"""The registries in which a name has one thing, the code of a finding there, and its noun."""

PASSED_ON = frozenset({"wsgi_app"})
"""Attributes that each plugin wraps, so that the former one goes on to work."""


def replacements(subject: Subject) -> Iterator[Finding]:
    """What belonged to the application, to another plugin or to the framework."""
    said: set[tuple[str, str, str]] = set()
    for entry in subject.ledger.entries():
        if entry.kind in KINDS and entry.replaced is not ABSENT and _matters(subject, entry):
            owners = (subject.by_entry(entry), next(subject.before(entry)))
            finding = _finding(entry, owners)
            mark = (finding.code, owners[0].name, _name(entry))
            if owners[0].name != owners[1].name and mark not in said:
                # A filter is in the registrations and in the environment.
                said.add(mark)
                yield finding


def _matters(subject: Subject, entry: Entry) -> bool:
    if entry.kind in {"attributes", "settings"}:
        # What the application computes or assigns, plugins may assign anew; each other's not.
        plugins = [each for each in subject.before(entry) if each.kind == "plugin"]
        return entry.key not in PASSED_ON and bool(plugins)
    if entry.kind == "config":
        builtin: Mapping[Any, Any] = getattr(subject.app, "default_config", {})
        return entry.key not in builtin or builtin[entry.key] is not entry.replaced
    return True


def _finding(entry: Entry, owners: tuple[Owner, Owner]) -> Finding:
    code, noun = KINDS[entry.kind]
    plugin, other = owners
    verb = "removes" if entry.value is ABSENT else "replaces"
    return Finding(
        code,
        f"The plugin {plugin.name!r} {verb} {noun} {_name(entry)!r} of the {other.kind}"
        f" {other.name!r}.",
        owners,
        f"Leave one of the two out, or have {plugin.name!r} take a name of its own.",
    )


def _name(entry: Entry) -> str:
    """The last of a nested key, which is what people know; of error handlers, all of it."""
    if entry.kind != "error_handler_spec":
        return str(entry.path[-1])
    named = [getattr(each, "__name__", each) for each in entry.path if each is not None]
    return " ".join(map(str, named))
