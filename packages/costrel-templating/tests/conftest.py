"""A real application with a folder of templates."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

# How long one example takes depends on what else the machine does; no test is about time.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Writes a template of the application, or of the folder that is named."""

    def write(name: str, text: str, folder: str = "templates") -> Path:
        path = tmp_path / folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        return path

    return write


@pytest.fixture
def app(tmp_path: Path) -> Any:
    """An application whose templates are those that ``write`` writes."""
    # Imported here: the tests marked ``alone`` run without core.
    from costrel_core import App

    class Shop(App):
        """An application that has this part and no other."""

        parts = ("templating",)

    return Shop("shop", root_path=str(tmp_path), plugins=())


@pytest.fixture
def fired(app: Any) -> list[tuple[Any, ...]]:
    """The hooks before_render and rendered as they fire: name, template name, context."""
    seen: list[tuple[Any, ...]] = []

    def listener(hook: str) -> Callable[..., None]:
        def listen(app: Any, template: Any, context: dict[str, Any]) -> None:
            seen.append((hook, app, template.name, dict(context)))

        return listen

    app.seal()
    app.hooks.before_render = (listener("before_render"),)
    app.hooks.rendered = (listener("rendered"),)
    return seen
