"""What the tests of the builder share: distributions with a plugin, and recipes."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from textwrap import dedent

import pytest

from costrel_builder import Part, Recipe
from costrel_builder.choice import STANDARD

Install = Callable[..., None]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """``install("mako", "acme-mako", source, version)``: a distribution with a plugin of that name."""
    before = set(sys.modules)

    def install(
        plugin: str, distribution: str, source: str, version: str = "1.2.3", target: str = ""
    ) -> None:
        folder = tmp_path / f"site-{distribution}"
        module = distribution.replace("-", "_")
        metadata = folder / f"{module}-{version}.dist-info"
        metadata.mkdir(parents=True)
        (metadata / "METADATA").write_text(
            f"Metadata-Version: 2.1\nName: {distribution}\nVersion: {version}\n"
        )
        (metadata / "entry_points.txt").write_text(f"[costrel]\n{plugin} = {module}{target}\n")
        text = "from costrel_spec import Plugin, hookimpl\n" + dedent(source)
        (folder / f"{module}.py").write_text(text)
        monkeypatch.syspath_prepend(str(folder))

    yield install
    for name in set(sys.modules) - before:
        if str(tmp_path) in str(getattr(sys.modules[name], "__file__", "")):
            del sys.modules[name]


@pytest.fixture
def provide(install: Install) -> Callable[..., None]:
    """``provide("mako", "templates", ...)``: install a part that provides these slots."""

    def provide(plugin: str, *slots: str) -> None:
        hooks = "".join(f"@hookimpl\ndef provide_{slot}(app): ...\n" for slot in slots)
        install(plugin, f"acme-{plugin}", hooks)

    return provide


@pytest.fixture
def recipe() -> Callable[..., Recipe]:
    """``recipe(name, parts=...)``: of parts of the bundle."""

    def make(name: str = "acme-web", parts: tuple[str, ...] = tuple(STANDARD), **more: object):
        made = [Part(part, f"costrel-{part}", "0.1.0") for part in parts]
        return Recipe(name, tuple(made), **more)  # type: ignore[arg-type]  # whatever a test gives

    return make
