"""Where templates are found."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ..promise import expect, expect_equal, expect_raised
from .subject import TemplatesSubject


class TemplatePlaces(TemplatesSubject):
    """Promises about the folders of templates."""

    def test_the_name(self, engine: Any) -> None:
        """The engine's `name` is what messages call it."""
        expect(isinstance(engine.name, str) and engine.name, f"It is {engine.name!r}.")

    @pytest.mark.parametrize("name", ["page.html", "account/log in/page.html"])
    def test_files(self, app: Any, engine: Any, write: Callable[..., Path], name: str) -> None:
        """A template is found in the application's folder, also in folders below it."""
        write(name, self.source("value"))
        with app.app_context():
            expect_equal(f"render({name!r})", engine.render(name, {"value": "text"}), "text")

    def test_strings(self, app: Any, engine: Any) -> None:
        """A string is rendered as the template that it is."""
        with app.app_context():
            for value in ("text", 7):
                text = engine.render_string(self.source("value"), {"value": value})
                expect_equal(f"What {value!r} becomes", text, str(value))

    def test_the_first_that_exists(self, app: Any, engine: Any, write: Callable[..., Path]) -> None:
        """Of a list of names, the first that exists is rendered."""
        write("second.html", "second")
        write("third.html", "third")
        names = ["first.html", "second.html", "third.html"]
        with app.app_context():
            expect_equal(f"render({names})", engine.render(names, {}), "second")
            text = "".join(engine.stream(names, {}))
            expect_equal(f"stream({names})", text, "second")

    @pytest.mark.parametrize("name", ["missing.html", ["missing.html", "gone.html"]], ids=str)
    def test_missing_templates(self, app: Any, engine: Any, name: Any) -> None:
        """LookupError with the name is raised where there is no such template, by streams at once."""
        with app.app_context():
            for method in (engine.render, engine.stream):
                call = f"{method.__name__}({name!r}, {{}})"
                with expect_raised(call, LookupError):
                    method(name, {})
                try:
                    method(name, {})
                except LookupError as error:
                    expect("missing.html" in str(error), f"{call} raised {error!r}: no name.")

    def test_names_stay_inside(self, app: Any, engine: Any, write: Callable[..., Path]) -> None:
        """No name leads out of the folder."""
        outside = write("page.html", "inside").parents[1] / "secret.html"
        outside.write_text("secret", "utf-8")
        with app.app_context():
            for name in ("../secret.html", "x/../../secret.html", str(outside)):
                with expect_raised(f"render({name!r})", LookupError):
                    engine.render(name, {})

    def test_blueprints(
        self,
        app: Any,
        engine: Any,
        write: Callable[..., Path],
        blueprint: Callable[[str], Any],
    ) -> None:
        """The application's templates go before those of blueprints, and these go as registered."""
        for owner in (".", "one", "two"):
            write("in-all.html", f"in all: {owner}", owner)
        for owner in ("one", "two"):
            write("in-both.html", f"in both: {owner}", owner)
        write("in-one.html", "in one: two", "two")
        app.register_blueprint(blueprint("one"))
        app.register_blueprint(blueprint("two"))
        with app.app_context():
            found = [engine.render(f"in-{name}.html", {}) for name in ("all", "both", "one")]
        expect_equal("What is found", found, ["in all: .", "in both: one", "in one: two"])

    def test_blueprints_that_come_later(
        self,
        app: Any,
        engine: Any,
        write: Callable[..., Path],
        blueprint: Callable[[str], Any],
    ) -> None:
        """A template that was missing is found as soon as a blueprint with it is registered."""
        write("late.html", "late", "one")
        with app.app_context():
            with expect_raised("render('late.html')", LookupError):
                engine.render("late.html", {})
            app.register_blueprint(blueprint("one"))
            expect_equal("render('late.html')", engine.render("late.html", {}), "late")

    def test_templates_in_templates(
        self,
        app: Any,
        engine: Any,
        write: Callable[..., Path],
        blueprint: Callable[[str], Any],
    ) -> None:
        """A template uses others by their names, wherever they are, and they see its variables."""
        write("page.html", self.source("include"), "one")
        write("part.html", self.source("value"))
        app.register_blueprint(blueprint("one"))
        with app.app_context():
            text = engine.render("page.html", {"value": "text"})
        expect_equal("The page", text, "[text]")

    def test_changed_files(self, make_app: Callable[..., Any], write: Callable[..., Path]) -> None:
        """With TEMPLATES_AUTO_RELOAD, a file that was changed is read again."""
        app = make_app(TEMPLATES_AUTO_RELOAD=True)
        path = write("page.html", "before")
        with app.app_context():
            first = app.template_engine.render("page.html", {})
            write("page.html", "after it was changed")
            os.utime(path, (path.stat().st_atime, path.stat().st_mtime + 10))
            second = app.template_engine.render("page.html", {})
        expect_equal("What was rendered", [first, second], ["before", "after it was changed"])
