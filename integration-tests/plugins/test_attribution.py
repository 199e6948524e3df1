"""Whatever plugins register, ``why`` and the ledger know whose it is."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from click import Command
from hypothesis import given, settings
from hypothesis import strategies as st
from werkzeug.routing import BaseConverter

from costrel import Blueprint, Costrel
from costrel_core.plugins import Ledger
from costrel_core.plugins.ledger import ABSENT
from costrel_core.plugins.registries import Snapshot
from costrel_spec import Plugin, hookimpl

Register = Callable[[Any, str, Callable[..., Any]], None]

EXPLAINED = frozenset({"app", "jinja_env", "cli", "name", "logger"})
"""Attributes that are computed once for whoever needs them first."""


def route(app: Any, name: str, view: Any) -> None:
    """A rule with a view."""
    app.add_url_rule(f"/{name}", name, view)


def environment(registry: str) -> Register:
    """Something that is put straight into the environment of Jinja."""
    return lambda app, name, function: getattr(app.jinja_env, registry).__setitem__(name, function)


def template_folder(app: Any, name: str, _view: Any) -> None:
    """A blueprint with a folder of templates."""
    app.register_blueprint(Blueprint(name, __name__, template_folder="templates"))


def wrapped_attribute(app: Any, name: str, view: Any) -> None:
    """A method of the application that is replaced."""
    setattr(app, name, view)


REGISTRATIONS: dict[str, tuple[Register, str]] = {
    "route": (route, "route"),
    "endpoint": (route, "endpoint"),
    "error handler": (lambda app, _, f: app.register_error_handler(404, f), "function"),
    "before request": (lambda app, _, f: app.before_request(f), "function"),
    "after request": (lambda app, _, f: app.after_request(f), "function"),
    "teardown request": (lambda app, _, f: app.teardown_request(f), "function"),
    "teardown context": (lambda app, _, f: app.teardown_appcontext(f), "function"),
    "context processor": (lambda app, _, f: app.context_processor(f), "function"),
    "shell context": (lambda app, _, f: app.shell_context_processor(f), "function"),
    "value preprocessor": (lambda app, _, f: app.url_value_preprocessor(f), "function"),
    "url defaults": (lambda app, _, f: app.url_defaults(f), "function"),
    "build error handler": (lambda app, _, f: app.url_build_error_handlers.append(f), "function"),
    "filter": (lambda app, name, f: app.add_template_filter(f, name), "filter"),
    "test": (lambda app, name, f: app.add_template_test(f, name), "test"),
    "global": (lambda app, name, f: app.add_template_global(f, name), "global"),
    "environment's filter": (environment("filters"), "filter"),
    "environment's test": (environment("tests"), "test"),
    "environment's global": (environment("globals"), "global"),
    "extension": (lambda app, name, f: app.extensions.__setitem__(name, f), "extension"),
    "config": (lambda app, name, f: app.config.__setitem__(name.upper(), f), "config"),
    "converter": (
        lambda app, name, _: app.url_map.converters.__setitem__(
            name, type(name, (BaseConverter,), {})
        ),
        "converter",
    ),
    "blueprint": (template_folder, "blueprint"),
    "attribute": (wrapped_attribute, "attribute"),
    "group's command": (lambda app, name, f: app.cli.command(name)(f), "command"),
}
"""What a set-up can register, and the question that finds it."""

HOOKS = ("setup", "template_context", "shell_context", "before_request", "teardown_context")
"""Hooks that each plugin has."""


def nothing() -> dict[str, Any]:
    """No names."""
    return {}


def made(name: str, kinds: list[str]) -> SimpleNamespace:
    """A plugin that registers things of these kinds, a hook of each sort, a command and a slot."""
    functions = {kind: function(f"{name}_{number}") for number, kind in enumerate(kinds)}

    def setup(app: Any) -> None:
        for number, kind in enumerate(kinds):
            REGISTRATIONS[kind][0](app, f"{name}_{number}", functions[kind])

    hooks: dict[str, Callable[..., Any]] = {
        "setup": setup,
        "template_context": nothing,
        "shell_context": nothing,
        "before_request": lambda: None,
        "teardown_context": lambda: None,
        "config_defaults": lambda: {f"{name}_suggested".upper(): name},
        "commands": lambda: [Command(f"{name}-command")],
        f"provide_{name}": lambda: setup,
        "wrap_wsgi": lambda inner: function(f"{name}_wsgi", inner),
    }
    implementations = {hook: hookimpl(each) for hook, each in hooks.items()}
    return SimpleNamespace(plugin_name=name, plugin=Plugin(slots={name}), **implementations)


def function(name: str, inner: Any = None) -> Callable[..., Any]:
    """A function of that name; it stands for ``inner`` if there is one."""

    def view(*arguments: Any, **_values: Any) -> Any:
        return inner(*arguments) if inner else {}

    view.__name__ = view.__qualname__ = name
    return view


def owners(app: Costrel, kind: str, key: str) -> set[str]:
    """Whose the things of that name are, all of them with a place in this file."""
    found = app.assembly.why(kind, key)
    assert all(str(origin.owner.place).startswith(__file__) for origin in found), found
    return {f"{origin.owner.kind} {origin.owner.name}" for origin in found}


plugins = st.dictionaries(
    st.sampled_from(["ink", "mail", "stamp"]),
    st.lists(st.sampled_from(sorted(REGISTRATIONS)), unique=True),
    min_size=1,
)


@given(plugins)
@settings(max_examples=40, deadline=None)
def test_why_attributes_whatever_is_registered(kinds: dict[str, list[str]]) -> None:
    """Of several plugins, each with any kinds of things, whoever makes the environment first."""
    handlers = [name for name, each in kinds.items() if "error handler" in each]
    made_plugins = [made(name, each) for name, each in kinds.items()]
    app = Costrel("shop", plugins=made_plugins, without={"signals"})
    before = Snapshot(app.registries())
    app.setup_plugins()
    assert_everything_is_recorded(app, before)
    app.seal()
    for name, each in kinds.items():
        mine = {f"plugin {name}"}
        for number, kind in enumerate(each):
            if kind == "error handler" and name != max(handlers):
                continue  # the last plugin's counts
            question = REGISTRATIONS[kind][1]
            key = f"{name}_{number}"
            key = {"route": f"/{key}", "config": key.upper()}.get(question, key)
            assert owners(app, question, key) == mine, kind
        assert owners(app, "config", f"{name}_suggested".upper()) == mine
        assert owners(app, "command", f"{name}-command") <= mine
        assert app.slot(name) is not None
        assert owners(app, "slot", name) == mine
        assert owners(app, "function", f"{name}_wsgi") == mine
    for hook in HOOKS:
        assert owners(app, "hook", hook) == {f"plugin {name}" for name in kinds}


def assert_everything_is_recorded(app: Costrel, before: Snapshot) -> None:
    """Every difference that a set-up made has an entry."""
    ledger: Ledger = app.assembly.ledger
    for change in before.changes():
        if change.registry == "attributes" and change.key in EXPLAINED:
            continue
        values = [entry.value for entry in ledger.entries()]
        assert any(value is change.value for value in values), change
    assert all(entry.value is not ABSENT for entry in ledger.entries())


@pytest.mark.parametrize("kind", REGISTRATIONS)
def test_the_application_is_the_owner_of_what_no_plugin_registered(kind: str) -> None:
    """With the place of the function."""
    app = Costrel("shop", plugins=[])
    REGISTRATIONS[kind][0](app, "own", function("own"))
    question = REGISTRATIONS[kind][1]
    key = {"route": "/own", "config": "OWN"}.get(question, "own")
    (origin,) = app.assembly.why(question, key)
    assert origin.owner.kind == ("blueprint" if kind == "blueprint" else "application")
    if question in {"function", "filter", "endpoint"}:
        assert str(origin.owner.place).startswith(__file__)
