"""The templates and fixtures of the contract of the slot ``templates``."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, ClassVar

import pytest

from ..contract import Contract
from .watcher import Watcher


class TemplatesSubject(Contract):
    """What the promises of templates share: templates, and what is needed to render them."""

    slot = "templates"

    sources: ClassVar[Mapping[str, str]] = {
        "value": "{{ value }}",  # the variable `value`
        "call": "{{ value() }}",  # what the variable `value`, a function, returns
        "request": "{{ request.path }}",
        "session": "{{ session['user'] }}",
        "g": "{{ g.user }}",
        "config": "{{ config['COLOUR'] }}",
        "url_for": "{{ url_for('page') }}",
        "flashes": "{% for each in get_flashed_messages() %}{{ each }},{% endfor %}",
        "filter": "{{ value|shout }}",  # `value` through the filter `shout`
        "test": "{{ 'yes' if value is whole else 'no' }}",  # whether the test `whole` is true of it
        "global": "{{ greet('Ada') }}",  # what the global function `greet` returns
        "include": "[{% include 'part.html' %}]",  # another template, between brackets
        "export": "{% macro hello(name) %}Hello {{ name }}{% endmacro %}",  # a function `hello`
    }
    """The templates of the tests in the engine's language. A test whose template is missing is skipped:
    say so only where the language has no such thing."""

    def source(self, name: str) -> str:
        """The source of that name."""
        if name not in self.sources:
            pytest.skip(f"The engine's language has nothing for the source {name!r}.")
        return self.sources[name]

    @pytest.fixture
    def engine(self, app: Any) -> Any:
        """The engine under test, in an application that has not served yet."""
        return app.template_engine

    @pytest.fixture
    def write(self, tmp_path: Path) -> Callable[..., Path]:
        """Writes a template into the application's folder, or into that of a blueprint."""

        def write(name: str, source: str, owner: str = ".") -> Path:
            path = tmp_path / owner / "templates" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(source, "utf-8")
            return path

        return write

    @pytest.fixture
    def blueprint(self, facade: Any, tmp_path: Path) -> Callable[[str], Any]:
        """Makes a blueprint with a folder of templates."""

        def make(name: str) -> Any:
            root = str(tmp_path / name)
            return facade.Blueprint(name, __name__, root_path=root, template_folder="templates")

        return make

    @pytest.fixture
    def watcher(self, app: Any) -> Watcher:
        """What watches the application render."""
        watcher = Watcher()
        app.use(watcher)
        app.seal()
        return watcher
