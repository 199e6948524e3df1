"""Plugins that are used after the constructor."""

from typing import Any

import pytest
from werkzeug.test import Client

from costrel_core import App, Blueprint
from costrel_core.json.provider import DefaultJSONProvider
from costrel_spec import Plugin
from costrel_spec.errors import (
    DuplicatePlugin,
    LockMismatch,
    PluginImportFailed,
    PluginSetupFailed,
    UnknownPlugin,
)

pytestmark = pytest.mark.alone


def test_an_application_uses_plugins_after_its_constructor(make_app: Any, plugin: Any) -> None:
    """They suggest configuration, define slots and are set up as the others are."""
    done: list[str] = []

    def config_defaults() -> dict[str, str]:
        return {"TASTE": "malty"}

    def setup(app: Any) -> None:
        done.append(app.config["TASTE"])

    def provide_cask(app: Any) -> str:
        return "oak"

    late = plugin(config_defaults, setup, provide_cask, name="late")
    late.plugin = Plugin(slots={"cask"}, before={"core"})
    app = make_app()
    app.setup_plugins()
    app.use(late)
    assert app.assembly.names == ("late", "core")
    assert app.slot("cask") == "oak"
    app.use(late)
    assert done == []
    app.setup_plugins()
    app.setup_plugins()
    assert done == ["malty"]


def test_a_plugin_may_use_another_while_it_is_set_up(make_app: Any, plugin: Any) -> None:
    """Which is set up then, too."""
    done: list[str] = []

    def second() -> None:
        done.append("second")

    second.__name__ = "setup"
    other = plugin(second, name="other")

    def setup(app: Any) -> None:
        app.use(other)
        done.append("first")

    app = make_app(plugins=[plugin(setup, name="first")])
    app.setup_plugins()
    assert done == ["first", "second"]


def test_what_is_used_in_a_set_up_goes_with_it(make_app: Any, plugin: Any) -> None:
    """With its defaults and its scope; what was there before acts for whom it acted."""

    def config_defaults() -> dict[str, str]:
        return {"TASTE": "malty"}

    def before_request() -> None: ...

    def setup(app: Any) -> None:
        app.use(other)
        app.register_blueprint(inside)
        assert app.config["TASTE"] == "malty"
        if broken:
            raise ValueError("no luck")

    other = plugin(config_defaults, name="other")
    guard = plugin(before_request, name="guard")
    inside = Blueprint("inside", "site")
    inside.use(guard)
    broken = [True]
    app = make_app(plugins=[guard, plugin(setup, name="first")])
    before = app.assembly.ledger.entries()
    with pytest.raises(PluginSetupFailed, match="no luck"):
        app.setup_plugins()
    assert app.assembly.names == ("core", "first", "guard")
    assert "TASTE" not in app.config
    assert app.assembly.ledger.entries() == before
    broken.clear()
    app.setup_plugins()
    assert app.assembly.names == ("core", "first", "guard", "other")
    (default,) = app.assembly.ledger.entries(key="TASTE")
    assert default.owner.name == "other"
    assert [entry.key for entry in app.assembly.ledger.entries("scope", owner="guard")] == [
        "inside"
    ]


def test_a_slot_goes_with_the_plugin_that_defined_it(make_app: Any, plugin: Any) -> None:
    """Who was used in a set-up that failed fills nothing any more."""

    def provide_json(app: Any) -> Any:
        return DefaultJSONProvider(app)

    def setup(app: Any) -> None:
        app.use(other)
        assert app.json
        assert app.assembly.provider_name("json") == "other"
        raise ValueError

    other = plugin(provide_json, name="other")
    other.plugin = Plugin(slots={"cask"})
    app = make_app(plugins=[plugin(setup, name="first")], optional=["first"])
    app.setup_plugins()
    assert "cask" not in app.assembly.slots
    assert app.json
    assert app.assembly.provider_name("json") == "core"


def test_nothing_is_recorded_of_a_plugin_that_is_left_out_when_it_is_used(
    make_app: Any, plugin: Any
) -> None:
    """The ledger is as if nobody had used it."""

    def config_defaults() -> dict[str, str]:
        raise ValueError

    def provide_nothing(app: Any) -> None: ...

    app = make_app(optional=["probe"])
    before = app.assembly.ledger.entries()
    for hook in (config_defaults, provide_nothing):
        app.use(plugin(hook))
    assert app.assembly.names == ("core",)
    assert app.assembly.ledger.entries() == before


def test_nothing_is_no_plugin(make_app: Any) -> None:
    """It is refused, and not taken for one that is installed and was not given."""
    with pytest.raises(PluginImportFailed, match="'NoneType'"):
        make_app().use(None)


def test_what_is_denied_stays_out_whoever_uses_it(make_app: Any, acme: Any) -> None:
    """The application decides; nothing of it is imported."""
    acme("loud", "raise SystemExit('imported')")
    app = make_app(deny=["loud"], plugins=None)
    inside = Blueprint("inside", "site")
    inside.use("loud")
    app.register_blueprint(inside)
    app.use("loud")
    assert "loud" not in app.assembly.names


def test_what_is_denied_need_not_be_installed(make_app: Any) -> None:
    """One application can be started in several environments."""
    app = make_app(deny=["elsewhere"])
    app.use("elsewhere")
    assert app.assembly.names == ("core",)


def test_in_safe_mode_nothing_is_used(
    make_app: Any, plugin: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor looked for: it may be what is broken."""

    def before_request() -> None: ...

    monkeypatch.setenv("COSTREL_SAFE_MODE", "1")
    app = make_app()
    app.use("nobody")
    app.use(plugin(before_request))
    assert app.assembly.names == ("core",)


def test_a_part_that_was_left_out_stays_out(make_app: Any) -> None:
    """The distribution's user said so."""
    app = make_app()
    app.use("signals")
    app.use("core")
    assert app.assembly.names == ("core",)


@pytest.mark.parametrize("name", ["nobody", "absent"])
def test_a_plugin_that_nobody_has_is_refused(make_app: Any, name: str) -> None:
    """Also if it is a part of the distribution, but not installed."""

    class Larger(App):
        parts = (*App.parts, "absent")

    with pytest.raises(UnknownPlugin, match=rf"use\(\) names the plugin '{name}'"):
        make_app(Larger).use(name)


def test_two_plugins_of_one_name_are_refused(make_app: Any, plugin: Any) -> None:
    """Another object under a name that is taken is another plugin."""

    def after_request() -> None: ...

    app = make_app(plugins=[plugin(after_request, name="stamp")])
    with pytest.raises(DuplicatePlugin, match="Two plugins have the name 'stamp'"):
        app.use(plugin(after_request, name="stamp"))
    assert app.assembly.names == ("core", "stamp")


def test_an_optional_plugin_that_fails_is_left_out_when_it_is_used(
    make_app: Any, acme: Any
) -> None:
    """As in the constructor; used once more, it is still out."""
    acme("broken", "raise ValueError")
    app = make_app(optional=["broken"])
    for _ in range(2):
        app.use("broken")
    assert "broken" not in app.assembly.names
    assert [each.status for each in app.assembly.plugins if each.name == "broken"] == ["left out"]


def test_a_plugin_that_can_not_be_used_changes_nothing(make_app: Any, plugin: Any) -> None:
    """The application is as before, and can be used."""

    def config_defaults() -> dict[str, str]:
        raise ValueError

    def before_request() -> str:
        return "answered"

    lost = plugin(before_request, name="lost")
    lost.plugin = Plugin(requires={"nobody"})
    app = make_app()
    app.add_url_rule("/", "view", lambda: "served")
    with pytest.raises(Exception, match="requires 'nobody'"):
        app.use(lost)
    with pytest.raises(PluginSetupFailed):
        app.use(plugin(config_defaults, name="failing"))
    assert app.assembly.names == ("core",)
    assert Client(app).get("/").text == "served"


def test_after_the_seal_no_plugin_is_used(make_app: Any) -> None:
    """By nobody, and the error says where the seal was."""
    app = make_app()
    app.seal()
    with pytest.raises(AssertionError, match=r"the plugins are sealed.*test_latecomers"):
        app.use(print)
    inside = Blueprint("inside", "site")
    inside.use(print)
    with pytest.raises(AssertionError, match=r"the plugins are sealed.*test_latecomers"):
        app.register_blueprint(inside)


def test_a_lock_lists_what_is_used(make_app: Any, acme: Any, tmp_path: Any) -> None:
    """And refuses, before it is imported, what it does not list."""
    acme("stamp", "@hookimpl\ndef after_request(ctx, response): ...")
    acme("loud", "raise SystemExit('imported')")
    app = make_app(plugins=[])
    app.use("stamp")
    app.assembly.lock({}).write(tmp_path / "costrel.lock")
    app = make_app(plugins=[])
    with pytest.raises(LockMismatch, match="The plugin 'stamp' went"):
        app.setup_plugins()
    with pytest.raises(LockMismatch, match="The plugin 'loud' came"):
        app.use("loud")
    with pytest.raises(LockMismatch, match="The plugin 'loud' came"):
        make_app(type("Larger", (App,), {"parts": ("loud",)}), without=()).use("loud")
    app.use("stamp")
    app.setup_plugins()
    assert app.assembly.names == ("core", "stamp")


def test_what_the_lock_does_not_list_is_not_imported_to_be_looked_at(
    make_app: Any, acme: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever names it; it is a finding."""
    make_app().write_lock()
    acme("loud", "raise SystemExit('imported')")
    monkeypatch.setenv("COSTREL_INSPECT", "1")
    used = make_app()
    used.use("loud")
    for app in (used, make_app(plugins=["loud"])):
        assert [finding.code for finding in app.assembly.check()] == ["lock-mismatch"]
        assert app.assembly.names == ("core",)


def test_a_lock_lists_what_is_used_in_a_set_up(make_app: Any, plugin: Any) -> None:
    """It comes late, and it must come; the slots that it fills are its own from then on."""

    def provide_cask(app: Any) -> str:
        return "oak"

    def setup(app: Any) -> None:
        if used:
            app.use(other)

    used = [True]
    other = plugin(provide_cask, name="other")
    other.plugin = Plugin(slots={"cask"})
    make_app(plugins=[plugin(setup)]).write_lock()
    app = make_app(plugins=[plugin(setup)])
    app.setup_plugins()
    assert app.slot("cask") == "oak"
    used.clear()
    app = make_app(plugins=[plugin(setup)])
    for _ in range(2):
        with pytest.raises(LockMismatch, match="The plugin 'other' went"):
            app.setup_plugins()
