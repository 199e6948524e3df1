"""Real distributions made for a test, and a small application to assemble plugins for."""

import logging
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from inspect import iscoroutinefunction
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from costrel_core.plugins import Assembly
from costrel_core.plugins.discovery import discover
from costrel_core.router import Map, Rule


class Application:
    """As much of an application as plugins are assembled for."""

    def __init__(self) -> None:
        self.config: dict[str, Any] = {}
        self.extensions: dict[str, Any] = {}
        self.view_functions: dict[str, Any] = {}
        self.before_request_funcs: dict[Any, list[Any]] = defaultdict(list)
        self.error_handler_spec: dict[Any, Any] = defaultdict(lambda: defaultdict(dict))
        self.teardown_appcontext_funcs: list[Any] = []
        self.template_registrations: dict[str, dict[str, Any]] = {"filter": {}, "test": {}}
        self.hosts: set[str] = set()
        self.url_map = Map()
        self.logger = logging.getLogger("test_plugins")
        self.waited_for: list[Any] = []

    def registries(self) -> Mapping[str, Any]:
        """Everything that it holds."""
        return {
            name: each
            for name, each in vars(self).items()
            if name not in {"assembly", "logger", "waited_for"}
        }

    def ensure_sync(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """A function that drives a coroutine by hand; enough for one that awaits nothing."""
        if not iscoroutinefunction(function):
            return function

        def wait(*arguments: Any) -> Any:
            self.waited_for.append(function)
            try:
                function(*arguments).send(None)
            except StopIteration as stop:
                return stop.value
            raise RuntimeError("it awaited something")

        return wait

    def add_url_rule(self, rule: str, view: Callable[..., Any]) -> None:
        """Register a view under its name."""
        self.url_map.add(Rule(rule, endpoint=view.__name__))
        self.view_functions[view.__name__] = view


@pytest.fixture
def application() -> type[Application]:
    """The class of small applications."""
    return Application


@pytest.fixture
def app() -> Application:
    """A small application."""
    return Application()


Install = Callable[..., Path]


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """``installed(distribution, plugins={name: target}, modules={name: source}, version="1.0")``.

    It installs a distribution: a folder on sys.path with metadata, entry points and modules.
    """
    before = set(sys.modules)

    def install(
        distribution: str,
        plugins: Mapping[str, str] | str,
        modules: Mapping[str, str] | None = None,
        version: str = "1.0",
    ) -> Path:
        folder = tmp_path / f"site{len(list(tmp_path.iterdir()))}"
        metadata = folder / f"{distribution.replace('-', '_')}-{version}.dist-info"
        metadata.mkdir(parents=True)
        (metadata / "METADATA").write_text(
            f"Metadata-Version: 2.1\nName: {distribution}\nVersion: {version}\n"
        )
        lines = (
            plugins
            if isinstance(plugins, str)
            else "\n".join(f"{k} = {v}" for k, v in plugins.items())
        )
        (metadata / "entry_points.txt").write_text(f"[costrel]\n{lines}\n")
        for name, source in (modules or {}).items():
            text = "from costrel_spec import Plugin, hookimpl\n" + dedent(source)
            (folder / f"{name}.py").write_text(text)
        monkeypatch.syspath_prepend(str(folder))
        discover.cache_clear()
        return folder

    yield install
    for name in set(sys.modules) - before:
        if str(tmp_path) in str(getattr(sys.modules[name], "__file__", "")):
            del sys.modules[name]
    discover.cache_clear()


@pytest.fixture
def acme(installed: Install) -> Callable[..., Path]:
    """``acme("maple", source)``: install the plugin ``maple`` of a distribution ``acme-maple``.

    It has a hook in any case, since it would be none otherwise.
    """

    def install(name: str, source: str = "", **options: Any) -> Path:
        module = f"acme_{name}"
        if "@hookimpl" not in source:
            source = f"{dedent(source)}\n@hookimpl\ndef shell_context(app): ...\n"
        return installed(f"acme-{name}", {name: module}, {module: source}, **options)

    return install


@pytest.fixture
def assemble(monkeypatch: pytest.MonkeyPatch, app: Application) -> Callable[..., Assembly]:
    """``assemble(**options)``: what a test installed, and nothing else."""
    monkeypatch.delenv("COSTREL_PLUGINS", raising=False)
    monkeypatch.delenv("COSTREL_SAFE_MODE", raising=False)
    discover.cache_clear()
    around = tuple(discover())

    def make(
        host: Any = app,
        *,
        parts: tuple[str, ...] = (),
        without: tuple[str, ...] = (),
        **options: Any,
    ) -> Assembly:
        return Assembly(host, parts=(*parts, *around), without=(*without, *around), **options)

    return make
