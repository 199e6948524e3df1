"""Where templates lie, whichever engine there is."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from costrel_core import Blueprint
from costrel_spec import hookimpl


class Mako:
    """An engine that knows nothing of Jinja's loaders and environments."""

    def render(self, name: Any, context: dict[str, Any]) -> str:
        """The name."""
        return str(name)

    def add_filter(self, name: str, function: Any) -> None:
        """Ignore it."""


class Other:
    """A plugin that fills the slot and registers a filter."""

    plugin_name = "maple"

    @hookimpl
    def provide_templates(self) -> Mako:
        """Another engine than Jinja."""
        return Mako()

    @hookimpl
    def setup(self, app: Any) -> None:
        """Register a filter."""
        app.add_template_filter(len, "count")


def test_templates_are_found_without_jinja(make_app: Callable[..., Any], tmp_path: Path) -> None:
    """In the folders that the application and its blueprints name."""
    for folder in ("own", "one", "two"):
        (tmp_path / folder / "pages").mkdir(parents=True)
        (tmp_path / folder / "pages" / "index.html").write_text(folder)
    app = make_app(plugins=[Other], template_folder="own")
    for name in ("one", "two"):
        folder = tmp_path / name
        app.register_blueprint(Blueprint(name, __name__, template_folder=f"{folder}/../{name}"))
    app.setup_plugins()
    (origin,) = app.assembly.why("template", "pages/index.html")
    assert origin.owner.place == str(tmp_path / "own" / "pages" / "index.html")
    assert [owner.name for owner in origin.others] == ["one", "two"]
    (finding,) = app.assembly.check()
    assert finding.code == "shadowed-template"
    assert finding.owners[0].place == str(tmp_path / "two" / "pages" / "index.html")
    assert app.assembly.why("template", "missing.html") == ()


def test_filters_are_found_without_jinja(make_app: Callable[..., Any]) -> None:
    """Among what was registered."""
    app = make_app(plugins=[Other])
    app.setup_plugins()
    (origin,) = app.assembly.why("filter", "count")
    assert origin.owner.name == "maple"
    assert app.assembly.why("filter", "upper") == ()
