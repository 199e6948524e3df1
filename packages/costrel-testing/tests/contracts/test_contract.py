"""The base of the kits: what stands in the slot, and what is said where that can't be."""

from types import ModuleType
from typing import Any

import pytest

from costrel_core import App
from costrel_core.json.provider import DefaultJSONProvider
from costrel_spec import hookimpl
from costrel_testing import Client
from costrel_testing.contracts import Contract
from costrel_testing.contracts.contract import plugin_name
from costrel_testing.contracts.verdict import BROKEN, KEPT, judge


class OwnProvider(DefaultJSONProvider):
    """A provider that can be told from the default."""


class Provider:
    """A plugin that has it."""

    @hookimpl
    def provide_json(self, app: Any) -> Any:
        """The provider."""
        return OwnProvider(app)


def make() -> Provider:
    """A factory of the plugin."""
    return Provider()


def as_module() -> ModuleType:
    """The plugin as a module."""
    module = ModuleType("acme_json.plugin")
    module.provide_json = hookimpl(lambda app: OwnProvider(app))  # type: ignore[attr-defined]
    module.provide_json.__name__ = "provide_json"
    return module


class OwnContract(Contract):
    """What the subclasses share: the slot, and one promise."""

    slot = "json"

    def test_the_slot(self, app: Any, client: Client) -> None:
        """The slot is filled, and a client has the application."""
        assert client.application is app
        assert type(app.json) is (DefaultJSONProvider if self.plugin is None else OwnProvider)


class TestTheDefault(OwnContract):
    """No plugin is named."""

    def test_configuration(self, make_app: Any) -> None:
        """Each application is made with TESTING, a key, and what is said further."""
        config = make_app(ACME=1).config
        assert (config["TESTING"], config["ACME"], bool(config["SECRET_KEY"])) == (True, 1, True)


class TestAnObject(OwnContract):
    """The plugin is an object."""

    plugin = Provider()


class TestAClass(OwnContract):
    """The plugin is a class, which is a factory."""

    plugin = Provider


class TestAFactory(OwnContract):
    """The plugin is a function."""

    plugin = make


class TestAModule(OwnContract):
    """The plugin is a module."""

    plugin = as_module()


class TestOwnConfiguration(OwnContract):
    """The configuration and the class of applications are others."""

    distribution = "costrel_core:App"

    @pytest.fixture
    def config(self) -> dict[str, Any]:
        """Our own."""
        return {"ACME": 2, "SECRET_KEY": "mine"}

    def test_configuration(self, app: Any, make_app: Any) -> None:
        """The fixture goes before what is always there, and what an application adds before it."""
        assert (app.config["ACME"], app.config["SECRET_KEY"]) == (2, "mine")
        assert make_app(ACME=3).config["ACME"] == 3


def test_promises_are_listed_in_order() -> None:
    """Those of the kit first; one that a subclass takes away is missing."""
    assert TestTheDefault.promises() == {
        "test_the_slot": "The slot is filled, and a client has the application.",
        "test_configuration": "Each application is made with TESTING, a key, and what is said further.",
    }

    class Without(TestTheDefault):
        test_the_slot = None  # type: ignore[assignment]

    assert list(Without.promises()) == ["test_configuration"]


def test_a_plugin_has_its_name_among_plugins() -> None:
    """By which errors and the ledger know it."""
    named = type("Named", (), {"plugin_name": "acme"})
    assert plugin_name("msgspec") == "msgspec"
    assert plugin_name("costrel_sessions.plugin") == "costrel_sessions.plugin"
    assert plugin_name("costrel_testing.contracts:Contract") == "Contract"
    assert plugin_name(named) == plugin_name(named()) == "acme"
    assert plugin_name(make) == "make"


def test_messages_name_what_is_tested() -> None:
    """The slot, and the plugin if one is named."""
    assert TestTheDefault.subject() == "The default of the slot 'json'"
    assert TestAClass.subject() == "The plugin 'Provider' in the slot 'json'"
    assert Contract.subject() == "The default"
    assert type("OnHooks", (Contract,), {"plugin": "acme"}).subject() == "The plugin 'acme'"


class Bare(App):
    """A distribution without parts."""

    parts = ()


class Declining:
    """A plugin that does not want the slot."""

    @hookimpl
    def provide_json(self) -> None:
        """Nothing."""


def seen(contract: type[Contract], **attributes: str) -> list[str]:
    """What is seen in place of the promise of OwnContract."""
    return [each.seen for each in judge(contract, **attributes) if each.outcome == BROKEN]


class SlotContract(Contract):
    """A kit that can be imported by its path."""

    slot = "json"

    def test_it(self, app: Any) -> None:
        """There is an application."""


@pytest.fixture(autouse=True)
def importable(monkeypatch: pytest.MonkeyPatch) -> None:
    """This module has the name that its classes give."""
    module = ModuleType(__name__)
    vars(module).update(globals())
    for name in ("acme_contract", __name__):
        monkeypatch.setitem(__import__("sys").modules, name, module)
    monkeypatch.setattr(SlotContract, "__module__", "acme_contract")


@pytest.mark.parametrize(
    ("attributes", "message"),
    [
        ({"plugin": "acme_missing.plugin"}, "can't be imported: No module named 'acme_missing'"),
        (
            {"plugin": "acme_contract:Missing"},
            "The plugin 'acme_contract:Missing' can't be imported",
        ),
        ({"plugin": "acme-missing"}, "names the plugin 'acme-missing', which no installed"),
        (
            {"plugin": "acme_contract:Declining"},
            "The plugin 'Declining' in the slot 'json' does not fill it: framework 'core'",
        ),
        (
            {"plugin": "sessions", "distribution": "acme_missing.web:Acme"},
            "'acme_missing' is not installed: pip install acme-missing. Or name another class:",
        ),
    ],
    ids=["module", "name in a module", "plugin", "declined", "distribution"],
)
def test_what_stands_in_the_way_is_said(attributes: dict[str, str], message: str) -> None:
    """In place of a failure that would be hard to read."""
    (text,) = seen(SlotContract, **attributes)
    assert message in text


def test_an_empty_slot_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """A distribution may lack the part."""
    monkeypatch.setattr(SlotContract, "slot", "templates")
    attributes: Any = {"plugin": None, "distribution": "acme_contract:Bare"}
    assert seen(SlotContract, **attributes) == ["Nothing fills the slot 'templates'."]


def test_a_plugin_may_be_a_part_of_the_distribution(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its own parts keep their contracts as alternatives do."""
    monkeypatch.setattr(SlotContract, "slot", "sessions")
    (verdict,) = judge(SlotContract, "sessions")
    assert verdict.outcome == KEPT
