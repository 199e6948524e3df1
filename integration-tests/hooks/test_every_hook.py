"""Each hook is called with what its specification says, where an application does a bit of everything."""

import inspect
from collections.abc import Callable
from secrets import token_hex
from types import SimpleNamespace
from typing import Any

import pytest
from werkzeug.wrappers import Response as WerkzeugResponse

from costrel import Costrel, flash, render_template_string
from costrel_spec import PROJECT, SLOTS, Application, RequestContext, hookimpl, hooks

SPECIFIED: dict[str, Callable[..., Any]] = {
    name: each for name, each in vars(hooks).items() if hasattr(each, f"{PROJECT}_spec")
}
ANSWERS: dict[str, Callable[..., Any]] = {
    "config_defaults": lambda: {"ACME": 1},
    "commands": list,
    "shell_context": lambda _app: {"acme": 1},
    "template_context": lambda _ctx: {"acme": "from the plugin"},
    "deploy_checks": lambda _app: ["ACME is 1."],
    "wrap_wsgi": lambda _app, inner: inner,
}
Calls = list[tuple[str, dict[str, Any]]]


def watcher(calls: Calls) -> Any:
    """A plugin with every hook, each with all of its arguments."""

    def implementation(name: str, arguments: str) -> Any:
        def happen(*values: Any) -> Any:
            calls.append((name, dict(zip(arguments.split(", "), values, strict=False))))
            return ANSWERS[name](*values) if name in ANSWERS else None

        namespace: dict[str, Any] = {"happen": happen}
        exec(f"def {name}({arguments}): return happen({arguments})", namespace)
        return hookimpl(namespace[name])

    return SimpleNamespace(
        plugin_name="watcher",
        **{
            name: implementation(name, ", ".join(inspect.signature(each).parameters))
            for name, each in SPECIFIED.items()
        },
    )


@pytest.fixture(scope="module")
def calls() -> Calls:
    """The calls of all hooks while an application boots, answers and fails."""
    found: Calls = []
    app = Costrel("shop", plugins=[watcher(found)])
    app.secret_key = token_hex()

    @app.get("/")
    def index() -> str:
        flash("saved", "notice")
        return render_template_string("{{ acme }}")

    @app.get("/broken")
    def broken() -> str:
        raise ZeroDivisionError("broken")

    client = app.test_client()
    assert client.get("/").text == "from the plugin"
    assert client.get("/broken").status_code == 500
    assert app.make_shell_context()["acme"] == 1
    assert ("watcher", "ACME is 1.") in app.assembly.deploy_checks()
    assert app.config["ACME"] == 1
    assert app.cli.name
    return found


@pytest.mark.parametrize("name", SPECIFIED)
def test_a_hook_is_called_with_its_arguments(calls: Calls, name: str) -> None:
    """All of those that it specifies, each of the type that it says."""
    mine = [arguments for hook, arguments in calls if hook == name]
    assert mine, f"nothing calls {name}"
    parameters = inspect.signature(SPECIFIED[name]).parameters
    for arguments in mine:
        arguments.pop("", None)
        assert list(arguments) == list(parameters)
        for argument, value in arguments.items():
            assert fits(value, parameters[argument].annotation), (argument, value)


def fits(value: Any, annotation: Any) -> bool:
    """Whether a value is what an annotation says, so far as these hooks have some."""
    if annotation is Application:
        return isinstance(value, Costrel)
    if annotation is RequestContext:
        return isinstance(value.app, Costrel) and value.request.environ is not None
    if annotation == RequestContext | None:
        return value is None or fits(value, RequestContext)
    if annotation is WerkzeugResponse:
        return isinstance(value, WerkzeugResponse)
    if annotation == "WSGIApplication":
        return callable(value)
    if annotation is Any:
        return value is not None
    return isinstance(value, getattr(annotation, "__origin__", annotation))


def test_a_request_fires_the_hooks_in_the_order_of_the_file(calls: Calls) -> None:
    """One that succeeds: each hook of the life of a request comes when its place says."""
    names = [name for name, _ in calls if name in hooks.LIFECYCLE]
    first = names[: names.index("context_popped") + 1]
    expected = [name for name in hooks.LIFECYCLE if name in first]
    # Messages are flashed and templates rendered by the view, before the response is there.
    view = ["flashed", "before_render", "rendered"]
    assert [name for name in first if name in view] == view
    assert [name for name in first if name not in view] == [
        name for name in expected if name not in view
    ]
    assert set(hooks.LIFECYCLE) - set(first) == {"handle_error", "request_failed"}


def test_a_slot_is_asked_of_whoever_may_fill_it(calls: Calls) -> None:
    """Who answers None passes the question on: the application worked all the same."""
    asked = {name for name, _ in calls if name.startswith("provide_")}
    assert asked == {f"provide_{slot}" for slot in SLOTS}
