"""A plugin that fails, in whatever phase: all or nothing, whether it is required or optional."""

from collections.abc import Callable, Iterator
from types import FunctionType, ModuleType, SimpleNamespace
from typing import Any

import click
import pytest
from werkzeug.routing import Map

from costrel import Blueprint, Costrel
from costrel_core.plugins.ledger import ABSENT
from costrel_spec import Plugin, hookimpl
from costrel_spec.errors import BootError


class Failed(Exception):
    """What the plugin of the test raises."""


def register_all(app: Any) -> None:
    """Register one thing of every kind, and replace one."""
    app.add_url_rule("/acme", "acme", lambda: "acme")
    app.view_functions["index"] = lambda: "taken over"
    app.before_request(lambda: None)
    app.after_request(lambda response: response)
    app.teardown_request(lambda error: None)
    app.teardown_appcontext(lambda error: None)
    app.url_value_preprocessor(lambda endpoint, values: None)
    app.url_defaults(lambda endpoint, values: None)
    app.context_processor(dict)
    app.shell_context_processor(dict)
    app.register_error_handler(404, lambda error: "not there")
    app.register_error_handler(KeyError, lambda error: "no key")
    app.add_template_filter(str.upper, "shout")
    app.add_template_test(str.isupper, "loud")
    app.add_template_global(len, "length_of")
    app.jinja_env.filters["bare"] = str
    app.jinja_env.globals["answer"] = 42
    app.url_map.converters["acme"] = app.url_map.converters["string"]
    app.url_build_error_handlers.append(lambda error, endpoint, values: "/")
    app.extensions["acme"] = object()
    app.config["ACME"] = 1
    app.config["TASTE"] = "sour"
    app.cli.add_command(click.Command("acme-direct"))
    blueprint = Blueprint("acme_blueprint", __name__)
    blueprint.add_url_rule("/b", "b", lambda: "b")
    app.register_blueprint(blueprint)
    app.handle_exception = lambda error: "handled"


Made = Callable[[], object]


def failing(**members: Any) -> Made:
    """A factory of a plugin with these hooks and attributes."""

    def make() -> object:
        hooks = {
            name: staticmethod(hookimpl(each))
            if callable(each) and not isinstance(each, Plugin)
            else each
            for name, each in members.items()
        }
        for name, each in members.items():
            if callable(each) and not isinstance(each, Plugin):
                each.__name__ = name
        return type("Acme", (), hooks)()

    return make


def fail(*_arguments: Any) -> Any:
    """Raise."""
    raise Failed


def setup_then_fail(app: Any) -> None:
    """Register everything, then raise."""
    register_all(app)
    raise Failed


def setup_then_exit(app: Any) -> None:
    """Register everything, then ask the process to end."""
    register_all(app)
    raise SystemExit(3)


def defaults() -> dict[str, Any]:
    """What the plugin would have configured."""
    return {"ACME_LEVEL": 3, "TASTE": "sweet"}


def hook(*names: str) -> Callable[..., None]:
    """A function that declares these arguments."""
    scope: dict[str, Any] = {}
    exec(f"def function({', '.join(names)}): pass", scope)  # names of this file
    function: Callable[..., None] = scope["function"]
    return function


PHASES: dict[str, Made] = {
    "import": fail,
    "no plugin": lambda: None,
    "no hooks": SimpleNamespace,
    "declaration": failing(plugin="1", setup=hook()),
    "hook API": failing(plugin=Plugin(api=99), setup=hook()),
    "misspelt hook": failing(after_reqest=hook()),
    "misspelt argument": failing(after_request=hook("respons")),
    "requirement": failing(
        plugin=Plugin(requires={"absent"}), setup=hook(), config_defaults=defaults
    ),
    "undefined slot": failing(provide_cask=hook("app")),
    "config defaults": failing(config_defaults=fail),
    "config of a wrong shape": failing(config_defaults=lambda: 5),
    "slot": failing(config_defaults=defaults, provide_json=hook(), provide_router=fail),
    "slot of a wrong shape": failing(config_defaults=defaults, provide_router=object),
    "set-up": failing(config_defaults=defaults, setup=setup_then_fail),
    "set-up that exits": failing(config_defaults=defaults, setup=setup_then_exit),
    "commands": failing(config_defaults=defaults, setup=register_all, commands=fail),
    "commands of a wrong shape": failing(setup=register_all, commands=lambda: [5]),
}
"""What fails: each a factory, which is given to the application or stands for an import."""


class Shop(Costrel):
    """The application that the plugin joins."""


def shop(*plugins: object, **options: Any) -> Costrel:
    """An application with something of its own in the registries."""
    app = Shop(__name__, plugins=plugins, **options)
    app.config["SECRET_KEY"] = "key"
    app.add_url_rule("/", "index", lambda: "welcome")
    app.register_error_handler(404, lambda error: ("nothing here", 404))
    app.cli.add_command(click.Command("restock"))
    app.add_template_filter(str.lower, "whisper")
    assert app.jinja_env.filters["whisper"] is str.lower
    return app


def tree(thing: Any, depth: int = 4) -> Any:
    """What a registry holds, as names and kinds, since functions differ between applications."""
    # By its type, since a proxy would answer for what it stands for, and there is nothing.
    kind = type(thing)
    if issubclass(kind, dict) and depth:
        return [(str(key), tree(value, depth - 1)) for key, value in thing.items()]
    if issubclass(kind, (list, set)) and depth:
        return [tree(each, depth - 1) for each in thing]
    if issubclass(kind, Map):
        return sorted(f"{rule.rule} {rule.endpoint} {rule.methods}" for rule in thing.iter_rules())
    return thing.__qualname__ if issubclass(kind, (type, FunctionType)) else kind.__qualname__


VOLATILE = {"json", "router", "jinja_env", "template_engine", "session_interface", "client_factory"}
"""Attributes that are made on first use, whichever plugin asked."""


def state(app: Costrel) -> dict[str, Any]:
    """The application as a plugin could have changed it: registries, and what the ledger says."""
    found = {name: tree(each) for name, each in app.registries().items() if name != "attributes"}
    found["attributes"] = sorted(name for name in vars(app) if name not in VOLATILE)
    found["ledger"] = [
        (entry.kind, str(entry.key), entry.owner.name, entry.replaced is ABSENT, entry.effective)
        for entry in app.assembly.ledger.entries()
    ]
    found["order"] = app.assembly.names
    return found


def answers(app: Costrel) -> list[tuple[int, str]]:
    """What a visitor gets."""
    client = app.test_client()
    return [(each.status_code, each.text) for each in map(client.get, ["/", "/acme", "/b"])]


@pytest.fixture(params=PHASES)
def broken(request: pytest.FixtureRequest) -> Iterator[Any]:
    """A factory that fails in one phase, named ``acme`` as a plugin."""
    made = PHASES[request.param]

    def acme() -> object:
        return made()

    acme.plugin_name = "acme"  # type: ignore[attr-defined]  # how a factory says its name
    return acme


def test_an_optional_plugin_leaves_no_trace(broken: Any, caplog: pytest.LogCaptureFixture) -> None:
    """Registries, ledger, order and answers are those of an application that never had it."""
    without, app = shop(), shop(broken, optional=["acme"])
    for each in (without, app):
        each.seal()
    assert state(app) == state(without)
    nothing = (404, "nothing here")
    assert answers(app) == answers(without) == [(200, "welcome"), nothing, nothing]
    assert state(app) == state(without)
    (left_out,) = [each for each in app.assembly.plugins if each.failure]
    assert left_out.name == "acme"
    assert caplog.text.count("starts without an optional plugin") == 1


def test_a_required_plugin_stops_the_boot(broken: Any) -> None:
    """With an error that names it; what it had registered until then is undone."""
    without = shop()
    without.setup_plugins()
    apps: list[Costrel] = []

    def boot() -> None:
        apps.append(shop(broken))
        apps[0].seal()

    for _ in range(2):
        with pytest.raises(BootError, match="'acme'"):
            apps.clear() or boot()
        for app in apps:
            now, before = state(app), state(without)
            owned = [entry for entry in now["ledger"] if entry[2] == "acme"]
            assert {kind for kind, *_ in owned} <= {"config default"}
            for suggested in ("ACME_LEVEL", "TASTE"):
                app.config.pop(suggested, None)
            now = state(app)
            for different in ("ledger", "order"):
                now.pop(different)
                before.pop(different)
            assert now == before


def test_a_module_that_fails_at_import_is_tried_again(
    tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The broken module is not kept, so that its repair is seen."""
    (tmp_path / "acme_mended").mkdir()
    path = tmp_path / "acme_mended" / "__init__.py"
    path.write_text("raise ImportError('not yet')")
    info = tmp_path / "acme-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: acme\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[costrel]\nacme = acme_mended\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    from costrel_core.plugins.discovery import discover

    discover.cache_clear()
    try:
        with pytest.raises(BootError, match=r"acme 1\.0"):
            shop("acme")
        path.write_text(
            "from costrel_spec import hookimpl\n"
            "@hookimpl\ndef after_request(response): response.headers['X-Acme'] = '1'\n"
        )
        app = shop("acme")
        assert isinstance(app.assembly.plugins[0].object, ModuleType)
        assert app.test_client().get("/").headers["X-Acme"] == "1"
    finally:
        discover.cache_clear()
