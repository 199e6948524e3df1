"""The base of contract kits: applications that have the plugin under test in their slot."""

from collections.abc import Callable, Mapping
from importlib import import_module
from inspect import isroutine
from pathlib import Path
from pkgutil import resolve_name
from types import FunctionType, ModuleType
from typing import Any, ClassVar

import pytest

from ..client import Client
from .promise import promised, sentence


class Contract:
    """The promises of one slot. A subclass whose name begins with ``Test`` runs them.

    Its fixtures can be overridden: ``config`` most of all.
    """

    slot: ClassVar[str] = ""
    """The name of the slot; empty where the contract is about hooks."""

    plugin: ClassVar[object] = None
    """What is tested: the name of an installed plugin; a module, an object or a factory, or its path
    (``package.module`` or ``package.module:name``); None: what the distribution has by default."""

    distribution: ClassVar[str] = "costrel:Costrel"
    """The class of applications. It is imported when the tests run."""

    def __init_subclass__(cls) -> None:
        for name, member in list(vars(cls).items()):
            if name.startswith("test_") and isinstance(member, FunctionType):
                setattr(cls, name, promised(member))

    @classmethod
    def promises(cls) -> dict[str, str]:
        """The sentences that are promised, by the names of their tests and in their order."""
        members = {
            name: member
            for each in reversed(cls.__mro__)
            for name, member in vars(each).items()
            if name.startswith("test_")
        }
        return {name: sentence(test) for name, test in members.items() if callable(test)}

    @classmethod
    def subject(cls) -> str:
        """What is tested, as messages have it."""
        if cls.plugin is None:
            return f"The default of the slot {cls.slot!r}" if cls.slot else "The default"
        plugin = f"The plugin {plugin_name(cls.plugin)!r}"
        return f"{plugin} in the slot {cls.slot!r}" if cls.slot else plugin

    # -- fixtures -------------------------------------------------------------------------------------

    @pytest.fixture
    def config(self) -> Mapping[str, Any]:
        """What the configuration of each application has besides TESTING and SECRET_KEY."""
        return {}

    @pytest.fixture
    def facade(self) -> ModuleType:
        """The module of the distribution: what applications import their functions from."""
        name = self.distribution.partition(":")[0]
        try:
            return import_module(name)
        except ModuleNotFoundError as error:
            pytest.fail(
                f"The contract makes its applications with {self.distribution}, and {error.name!r} is"
                f" not installed: pip install {name.partition('.')[0].replace('_', '-')}. Or name"
                ' another class: distribution = "module:Class".',
                pytrace=False,
            )

    @pytest.fixture
    def application_class(self, facade: ModuleType) -> Any:
        """The class of applications."""
        return getattr(facade, self.distribution.partition(":")[2])

    @pytest.fixture
    def chosen(self) -> list[object]:
        """The argument ``plugins`` of applications: the plugin under test, and no other."""
        plugin = type(self).plugin  # a function must not become a method
        if plugin is None:
            return []
        if not isinstance(plugin, str) or not is_path(plugin):
            return [plugin]
        try:
            return [resolve_name(plugin)]
        except (ImportError, AttributeError) as error:
            pytest.fail(f"The plugin {plugin!r} can't be imported: {error}.", pytrace=False)

    @pytest.fixture
    def make_app(
        self,
        application_class: Any,
        chosen: list[object],
        config: Mapping[str, Any],
        tmp_path: Path,
    ) -> Callable[..., Any]:
        """Makes applications; its keyword arguments are further keys of the configuration."""

        def make(**more: Any) -> Any:
            app = application_class(
                "contract",
                root_path=str(tmp_path),
                instance_path=str(tmp_path / "instance"),
                **self.options(chosen),
            )
            app.config.update({"TESTING": True, "SECRET_KEY": "for a contract", **config, **more})
            self.check(app)
            return app

        return make

    @pytest.fixture
    def app(self, make_app: Callable[..., Any]) -> Any:
        """An application with the plugin under test in its slot."""
        return make_app()

    @pytest.fixture
    def client(self, app: Any) -> Client:
        """A client of that application, whatever fills the slot ``testing``."""
        return Client(app, app.response_class)

    # -- what a contract of its own kind overrides ----------------------------------------------------

    def options(self, chosen: list[object]) -> dict[str, Any]:
        """The keyword arguments that applications are made with."""
        return {"plugins": chosen}

    def check(self, app: Any) -> None:
        """Fail where something else than the plugin under test fills the slot."""
        filled = app.slot(self.slot) is not None
        owners = [origin.owner for origin in app.assembly.why("slot", self.slot) if filled]
        if not owners:
            pytest.fail(f"Nothing fills the slot {self.slot!r}.", pytrace=False)
        if self.plugin is not None and owners[0].name != plugin_name(type(self).plugin):
            pytest.fail(
                f"{self.subject()} does not fill it: {owners[0]} does. See that it implements the"
                f" hook provide_{self.slot} and does not answer None.",
                pytrace=False,
            )


def plugin_name(plugin: object) -> str:
    """The name that the plugin has among plugins."""
    if isinstance(plugin, str):
        return plugin_name(resolve_name(plugin)) if is_path(plugin) else plugin
    if isinstance(plugin, ModuleType):
        name = plugin.__name__
    else:
        named: Any = plugin if isinstance(plugin, type) or isroutine(plugin) else type(plugin)
        name = named.__qualname__
    return str(getattr(plugin, "plugin_name", name))


def is_path(plugin: str) -> bool:
    """Whether it is a path to import, such as ``acme_json.plugin``, and no plugin's name."""
    return "." in plugin or ":" in plugin
