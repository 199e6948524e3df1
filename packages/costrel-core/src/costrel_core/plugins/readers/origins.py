"""``why``: where one thing of an application comes from."""

import json
import os
from collections.abc import Callable, Iterator, Mapping
from typing import Any, cast

from werkzeug.routing import Rule

from costrel_spec.inspection import Commands, Origin, Owner

from ..defaults import KIND as CONFIG_DEFAULT
from ..ledger import ABSENT, Entry
from ..loading import LoadedPlugin
from ..registries import Fields
from ..seal import firing_order
from ..specification import PROVIDE
from .command_owners import command_owners
from .function_origins import function_origins
from .route_matches import matches, methods_of
from .slot_attributes import assigned
from .subject import Subject, name_of
from .template_files import template_files

Answer = Callable[[Subject, str], Iterator[Origin]]


def route_origins(subject: Subject, path: str, method: str | None) -> Iterator[Origin]:
    """The rules that answer a path."""
    for rule, others in matches(subject.app.url_map, path, method):
        yield Origin(
            "route", rule_text(rule), rule_owner(subject, rule),
            others=tuple(rule_owner(subject, other) for other in others),
        )  # fmt: skip


def rule_text(rule: Rule) -> str:
    """A rule in a line: ``GET, POST /stamp -> acme_stamp``, or ``GET a.test / -> index``."""
    words = [", ".join(methods_of([rule])), rule.host or rule.subdomain, rule.rule]
    return f"{' '.join(filter(None, words))} -> {rule.endpoint}"


def rule_owner(subject: Subject, rule: Rule) -> Owner:
    """Who added a rule, and where its view is."""
    view = subject.app.view_functions.get(cast(str, rule.endpoint))
    entry = subject.entry("url_map", rule.rule, rule)
    if entry:
        return subject.by_entry(entry, view)
    return endpoint_owner(subject, str(rule.endpoint), view)


def endpoint_owner(subject: Subject, endpoint: str, view: Any) -> Owner:
    """Who a view belongs to: a plugin, the innermost blueprint of its name, or the application."""
    entry = subject.entry("view_functions", endpoint, view)
    if entry:
        return subject.by_entry(entry)
    name = endpoint
    while "." in name:
        name = name.rpartition(".")[0]
        if name in subject.app.blueprints:
            return subject.by_blueprint(name, view)
    return subject.by_application(view)


def _endpoint(subject: Subject, key: str) -> Iterator[Origin]:
    view = subject.app.view_functions.get(key)
    if view is not None:
        owner = endpoint_owner(subject, key, view)
        entry = subject.entry("view_functions", key, view)
        yield Origin("endpoint", f"{key} -> {name_of(view)}", owner, _replaced(subject, entry))


def _config(subject: Subject, key: str) -> Iterator[Origin]:
    config = subject.app.config
    suggested = subject.ledger.entries(CONFIG_DEFAULT, key)
    if key not in config:
        return
    changed = subject.entry("config", key, config[key])
    used = next((each for each in suggested if each.effective and each.value is config[key]), None)
    owner = config_owner(subject, key, changed or used)
    hidden = [subject.by_entry(each) for each in suggested if each is not used]
    yield Origin(
        "config", key, owner, _replaced(subject, changed),
        tuple(each for each in hidden if each != owner),
    )  # fmt: skip


def config_owner(subject: Subject, key: str, entry: Entry | None) -> Owner:
    """Who has set a key: a plugin, if there is an entry, else what its value tells."""
    if entry:
        return subject.by_entry(entry)
    value = subject.app.config[key]
    variable = f"{subject.app.env_prefix}_{key}"
    if variable in os.environ and _parsed(os.environ[variable]) == value:
        return Owner("environment", variable)
    defaults: Mapping[str, Any] = getattr(subject.app, "default_config", {})
    # DEBUG has no default in the table: it is off.
    if key in defaults and (defaults[key] == value or (defaults[key] is None and not value)):
        return subject.by_framework()
    return subject.by_application()


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text


def command_origins(subject: Subject, key: str, commands: Commands) -> Iterator[Origin]:
    """Whose command runs, and whose does not for its sake."""
    owners = [*commands.get(key, ()), *(owner for owner, _ in command_owners(subject, key))]
    if owners:
        yield Origin("command", key, owners[0], others=tuple(owners[1:]))


def _template(subject: Subject, key: str) -> Iterator[Origin]:
    found = list(template_files(subject, key))
    if found:
        yield Origin("template", key, found[0], others=tuple(found[1:]))


def _slot(subject: Subject, key: str) -> Iterator[Origin]:
    if key not in subject.slots.names:
        return
    winner = subject.winner(key)
    others = [each for each in subject.slots.providers(key) if each is not winner]
    hidden = [subject.by_plugin(each, *_hook(each, PROVIDE + key)) for each in others]
    value = assigned(subject.app, key, subject.ledger)
    if value is not ABSENT:
        owner = subject.by_application(value, type(value))
        if winner:
            hidden.insert(0, subject.by_plugin(winner, *_hook(winner, PROVIDE + key)))
        yield Origin("slot", f"{key}: assigned", owner, others=tuple(hidden))
    elif winner:
        owner = subject.by_plugin(winner, *_hook(winner, PROVIDE + key))
        yield Origin("slot", f"{key}: {_reason(subject, key, winner)}", owner, others=tuple(hidden))
    else:
        definers = [each for each in subject.roster.active if key in each.declaration.slots]
        owner = subject.by_plugin(definers[0]) if definers else subject.by_framework()
        yield Origin("slot", f"{key}: empty; this is who defines it", owner, others=tuple(hidden))


def _reason(subject: Subject, slot: str, winner: LoadedPlugin) -> str:
    choice = subject.choices.get(slot)
    if choice == winner.name:
        return "chosen in SLOTS"
    problem = subject.slots.problem(slot, choice)
    rank = winner.source.rank.name.lower().replace("_", " ")
    return f"{rank}, for want of another (see 'check': {problem.code})" if problem else rank


def _hook(plugin: LoadedPlugin, hook: str) -> list[Any]:
    return [plugin.hooks[hook].function] if hook in plugin.hooks else []


def _template_function(kind: str) -> Answer:
    def answer(subject: Subject, key: str) -> Iterator[Origin]:
        registered = subject.app.registries()["template_registrations"][kind]
        names = getattr(subject.environment, f"{kind}s", registered)
        if key in names:
            value = names[key]
            entry = subject.entry("template_registrations", (kind, key), value)
            entry = entry or subject.entry(f"jinja_env.{kind}s", key, value)
            if entry:
                owner = subject.by_entry(entry)
            elif registered.get(key) is value:
                owner = subject.by_application(value)
            else:
                owner = subject.unrecorded(f"jinja_env.{kind}s", key, value)
            yield Origin(kind, f"{key} -> {name_of(value)}", owner, _replaced(subject, entry))

    return answer


def _blueprint(subject: Subject, key: str) -> Iterator[Origin]:
    blueprint = subject.app.blueprints.get(key)
    if blueprint is not None:
        entry = subject.entry("blueprints", key, blueprint)
        owner = subject.by_entry(entry) if entry else subject.by_blueprint(key)
        text = f"{key} ({blueprint.import_name})"
        yield Origin("blueprint", text, owner, _replaced(subject, entry))


def _named(kind: str, *registries: str) -> Answer:
    """What has a name in one of the registries."""

    def answer(subject: Subject, key: str) -> Iterator[Origin]:
        for registry in registries:
            now = _values(subject.app.registries()[registry])
            if key in now:
                entry = subject.entry(registry, key, now[key])
                owner = (
                    subject.by_entry(entry)
                    if entry
                    else subject.unrecorded(registry, key, now[key])
                )
                text = f"{key}: {name_of(now[key])}"
                yield Origin(kind, text, owner, _replaced(subject, entry))

    return answer


def _values(registry: Any) -> Mapping[str, Any]:
    if isinstance(registry, Fields):
        return {name.lstrip("_"): getattr(registry.holder, name) for name in registry.names}
    return cast(Mapping[str, Any], registry)


def _hook_implementations(subject: Subject, key: str) -> Iterator[Origin]:
    for plugin in firing_order(subject.roster.active, key):
        function = plugin.hooks[key].function
        yield Origin("hook", f"{key} -> {name_of(function)}", subject.by_plugin(plugin, function))


def _replaced(subject: Subject, entry: Entry | None) -> tuple[Owner, ...]:
    return tuple(subject.before(entry)) if entry else ()


ANSWERS: Mapping[str, Answer] = {
    "endpoint": _endpoint,
    "config": _config,
    "template": _template,
    "slot": _slot,
    "filter": _template_function("filter"),
    "test": _template_function("test"),
    "global": _template_function("global"),
    "blueprint": _blueprint,
    "extension": _named("extension", "extensions"),
    "converter": _named("converter", "converters"),
    "attribute": _named("attribute", "attributes", "settings"),
    "hook": _hook_implementations,
    "function": function_origins,
}
"""Who answers which kind of question; routes and commands need more than a name."""
