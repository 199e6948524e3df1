"""Every public name of Flask's modules is in the module of the same name here, and is called alike."""

import importlib
import inspect
import pkgutil
import types
from collections.abc import Iterator
from typing import Any, TypeVar

import flask
import flask.views
import pytest

import costrel

RENAMED = {
    "Flask": "Costrel",
    "FlaskClient": "Client",
    "FlaskCliRunner": "CommandRunner",
    "FlaskGroup": "CostrelGroup",
}

# What Flask's modules define and its documentation does not name, or only as its own machinery.
UNDOCUMENTED = {
    "BeforeFirstRequestCallable",  # the type of a hook that is gone
    "attach_enctype_error_multidict",
    "explain_template_loading_attempts",
}

# What does not tell where it is defined.
VARIABLES = {
    "flask.blueprints": ["BlueprintSetupState"],
    "flask.cli": ["cli", "pass_script_info", "routes_command", "run_command", "shell_command"],
    "flask.globals": ["app_ctx", "current_app", "g", "request", "request_ctx", "session"],
    "flask.logging": ["default_handler", "wsgi_errors_stream"],
    "flask.sessions": ["session_json_serializer"],
    "flask.signals": [
        "Namespace",
        *(name for name, value in vars(flask.signals).items() if hasattr(value, "send")),
    ],
    "flask.typing": [name for name in vars(flask.typing) if name.endswith(("Callable", "Value"))],
    "flask.views": ["http_method_funcs"],
}

# What only instances have (docs/differences.toml: request-class-attributes).
OF_INSTANCES = {"Request.routing_exception", "Request.url_rule", "Request.view_args"}

# Called alike; a parameter more at the end, another name of one that goes by position, or a default
# that says the same in other words.
ALIKE = {
    "Config.from_prefixed_env",
    "DefaultJSONProvider.default",
    "Flask",
    "FlaskGroup",
    "FlaskGroup.get_command",
    "ScriptInfo",
    "SecureCookieSessionInterface.digest_method",
    "View.dispatch_request",
    "find_app_by_string",
    "find_best_app",
    "get_debug_flag",
    "get_load_dotenv",
    "get_version",
    "load_dotenv",
    "locate_app",
}


def modules() -> list[str]:
    """Flask's public modules; what is in sansio is shown by others."""
    names = (module.name for module in pkgutil.walk_packages(flask.__path__, "flask."))
    return ["flask", *(name for name in names if "sansio" not in name and "__main__" not in name)]


def names_of(module: str) -> list[str]:
    """The public names that a module defines; of the package, all that it has."""
    found = importlib.import_module(module)
    names = {
        name
        for name, value in vars(found).items()
        if not isinstance(value, types.ModuleType | TypeVar)
        and (module == "flask" or getattr(value, "__module__", None) == module)
    }
    names.update(VARIABLES.get(module, ()))
    return sorted(
        name for name in names - UNDOCUMENTED - {"annotations"} if not name.startswith("_")
    )


def twin(module: str, name: str) -> Any:
    """What has that place here."""
    ours = importlib.import_module(module.replace("flask", "costrel", 1))
    return getattr(ours, RENAMED.get(name, name))


def parameters(function: Any) -> list[tuple[str, Any, bool]] | None:
    """Name, kind and whether it has a default, of each; None where Python can't tell."""
    try:
        found = inspect.signature(function).parameters.values()
    except (TypeError, ValueError):
        return None
    return [
        (parameter.name, parameter.kind, parameter.default is parameter.empty)
        for parameter in found
        if parameter.name not in {"self", "app"}  # the same under another name
    ]


@pytest.mark.parametrize("module", modules())
def test_every_name_of_a_module_is_here(module: str) -> None:
    """Writing costrel where it says flask is enough to import it."""
    assert {name for name in names_of(module) if not _is_here(module, name)} == set()


def _is_here(module: str, name: str) -> bool:
    try:
        return twin(module, name) is not None
    except (ImportError, AttributeError):
        return False


@pytest.mark.parametrize("module", modules())
def test_every_function_and_method_is_called_alike(module: str) -> None:
    """The same parameters of the same kinds, and none more that is required."""
    different: dict[str, Any] = {}
    for name in names_of(module):
        flasks, ours = getattr(importlib.import_module(module), name), twin(module, name)
        for label, one, other in _callables(name, flasks, ours):
            found = parameters(one), parameters(other)
            if label in ALIKE and found[0] is not None and found[1] is not None:
                found = _required(found[0], found[1])
            if found[0] != found[1]:
                different[label] = found
    assert different == {}


def _required(one: list[Any], other: list[Any]) -> tuple[Any, Any]:
    """How many arguments each takes by position at least."""
    counts = [sum(part[2] and part[1] < 2 for part in parts) for parts in (one, other)]
    return counts[0], counts[1]


def _callables(label: str, flasks: Any, ours: Any) -> Iterator[tuple[str, Any, Any]]:
    if not isinstance(flasks, type):
        if inspect.isfunction(flasks):
            yield label, flasks, ours
        return
    yield label, flasks, ours
    for name in dir(flasks):
        method = inspect.getattr_static(flasks, name)
        if isinstance(method, staticmethod | classmethod):
            method = method.__func__
        if not name.startswith("_") and inspect.isfunction(method):
            yield f"{label}.{name}", getattr(flasks, name), getattr(ours, name, None)


@pytest.mark.parametrize("module", modules())
def test_every_class_has_all_attributes(module: str) -> None:
    """Methods, properties and attributes, those that it inherits included."""
    missing = {
        f"{name}.{attribute}"
        for name in names_of(module)
        if isinstance(value := getattr(importlib.import_module(module), name), type)
        for attribute in dir(value)
        if not attribute.startswith("_") and not hasattr(twin(module, name), attribute)
    }
    assert missing - OF_INSTANCES == set()


def test_the_application_class_is_an_attribute_of_its_package() -> None:
    """The one name that differs."""
    assert costrel.app.Costrel is costrel.Costrel
