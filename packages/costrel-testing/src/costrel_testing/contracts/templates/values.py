"""What templates see, and how it is written."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from costrel_spec import hookimpl

from ...client import Client
from ..promise import expect, expect_equal, expect_raised
from .subject import TemplatesSubject

UNSAFE, ESCAPED = "<b>&", "&lt;b&gt;&amp;"

STANDARD = {
    "request": "/standard",
    "session": "Ada",
    "g": "Grace",
    "config": "red",
    "url_for": "/page",
    "flashes": "first,second,",
}
"""What the sources of these names become in the request that the test makes."""


class Fragment(str):
    """Text that is markup, as ``markupsafe.Markup`` is."""

    __slots__ = ()

    def __html__(self) -> str:
        return str(self)


class TemplateValues(TemplatesSubject):
    """Promises about values, escaped and not."""

    @pytest.mark.parametrize("ending", ["html", "htm", "xml", "xhtml", "svg"])
    def test_markup_is_escaped(
        self, app: Any, engine: Any, write: Callable[..., Path], ending: str
    ) -> None:
        """Values are escaped in templates whose names end like HTML or XML, and in streams of them."""
        name = f"page.{ending}"
        write(name, self.source("value"))
        with app.app_context():
            expect_equal(name, engine.render(name, {"value": UNSAFE}), ESCAPED)
            expect_equal(name, "".join(engine.stream(name, {"value": UNSAFE})), ESCAPED)

    def test_strings_are_escaped(self, app: Any, engine: Any) -> None:
        """Values are escaped in templates that are strings, and in streams of them."""
        source = self.source("value")
        with app.app_context():
            expect_equal("The text", engine.render_string(source, {"value": UNSAFE}), ESCAPED)
            text = "".join(engine.stream_string(source, {"value": UNSAFE}))
            expect_equal("The streamed text", text, ESCAPED)

    def test_text_is_not_escaped(self, app: Any, engine: Any, write: Callable[..., Path]) -> None:
        """Values are not escaped in templates with another ending, such as mails in `.txt`."""
        write("mail.txt", self.source("value"))
        with app.app_context():
            expect_equal("mail.txt", engine.render("mail.txt", {"value": UNSAFE}), UNSAFE)

    def test_the_application_decides(
        self,
        application_class: Any,
        chosen: list[object],
        write: Callable[..., Path],
        tmp_path: Path,
    ) -> None:
        """What is escaped, `app.select_jinja_autoescape(name)` decides: for a string, the name is None."""
        asked: list[str | None] = []

        def select(_app: Any, name: str | None) -> bool:
            asked.append(name)
            return name == "page.txt"

        own = type("Own", (application_class,), {"select_jinja_autoescape": select})
        app = own("contract", root_path=str(tmp_path), **self.options(chosen))
        source = self.source("value")
        for name, text in (("page.txt", ESCAPED), ("page.html", UNSAFE)):
            write(name, source)
            with app.app_context():
                expect_equal(name, app.template_engine.render(name, {"value": UNSAFE}), text)
        with app.app_context():
            text = app.template_engine.render_string(source, {"value": UNSAFE})
        expect_equal("The text", text, UNSAFE)
        expect_equal("The names", set(asked), {"page.txt", "page.html", None})

    def test_markup_stays(self, app: Any, engine: Any) -> None:
        """Values that are markup already, and say so by `__html__`, are not escaped again."""
        with app.app_context():
            text = engine.render_string(self.source("value"), {"value": Fragment("<b>&amp;</b>")})
        expect_equal("The text", text, "<b>&amp;</b>")

    @pytest.mark.parametrize("name", STANDARD)
    def test_standard_names(
        self, make_app: Callable[..., Any], facade: Any, write: Callable[..., Path], name: str
    ) -> None:
        """Each template sees `request`, `session`, `g`, `config`, `url_for`, `get_flashed_messages`."""
        app = make_app(COLOUR="red")
        app.add_url_rule("/page", "page", str)
        write("page.html", self.source("include"))
        write("part.html", self.source(name))
        with app.test_request_context("/standard"):
            facade.session["user"] = "Ada"
            facade.g.user = "Grace"
            facade.flash("first")
            facade.flash("second")
            text = app.template_engine.render("page.html", {})
        expect_equal(f"The page with {self.source(name)!r}", text, f"[{STANDARD[name]}]")

    def test_names_of_the_application(self, application_class: Any, chosen: list[object]) -> None:
        """What every template sees is what `app.template_globals()` names."""

        def names(app: Any) -> dict[str, Any]:
            return {**application_class.template_globals(app), "value": "everywhere"}

        own = type("Own", (application_class,), {"template_globals": names})
        app = own("contract", **self.options(chosen))
        with app.app_context():
            text = app.template_engine.render_string(self.source("value"), {})
        expect_equal("The text", text, "everywhere")

    def test_outside_of_requests(self, make_app: Callable[..., Any], facade: Any) -> None:
        """In an application context without a request, templates see `g` and `config`."""
        app = make_app(COLOUR="red")
        with app.app_context():
            facade.g.user = "Grace"
            for name in ("g", "config"):
                text = app.template_engine.render_string(self.source(name), {})
                expect_equal(f"What {self.source(name)!r} becomes", text, STANDARD[name])

    def test_context_processors(
        self, app: Any, client: Client, facade: Any, blueprint: Callable[[str], Any]
    ) -> None:
        """Context processors add values; those of a blueprint only in its requests, and after others."""
        shop = blueprint("shop")
        app.context_processor(lambda: {"value": "application"})
        shop.context_processor(lambda: {"value": "shop"})

        def view() -> str:
            text: str = facade.render_template_string(self.source("value"))
            return text

        shop.add_url_rule("/shop", "view", view)
        app.register_blueprint(shop)
        app.add_url_rule("/", "view", view)
        for path, text in (("/", "application"), ("/shop", "shop")):
            expect_equal(f"The value in a request for {path}", client.get(path).text, text)

    def test_plugins_add_values(self, app: Any) -> None:
        """Plugins add values by the hook `template_context`."""

        class Adding:
            @hookimpl
            def template_context(self) -> dict[str, Any]:
                return {"value": "plugin"}

        app.use(Adding())
        app.seal()
        with app.app_context():
            text = app.template_engine.render_string(self.source("value"), {})
        expect_equal("The text", text, "plugin")

    def test_given_values_win(self, app: Any, engine: Any) -> None:
        """A value that is given to a template wins over that of a context processor."""
        app.context_processor(lambda: {"value": "processor"})
        with app.app_context():
            text = engine.render_string(self.source("value"), {"value": "given"})
        expect_equal("The text", text, "given")

    @pytest.mark.parametrize("when", ["before", "after"])
    @pytest.mark.parametrize(
        ("kind", "expected"), [("filter", "TEXT"), ("test", "no"), ("global", "Hello Ada")]
    )
    def test_registrations(
        self, application_class: Any, chosen: list[object], kind: str, expected: str, when: str
    ) -> None:
        """Filters, tests and globals are usable, registered before the engine was made or after it."""
        app = application_class("contract", **self.options(chosen))

        def register() -> None:
            app.add_template_filter(str.upper, "shout")
            app.add_template_test(str.isdigit, "whole")
            app.add_template_global("Hello {}".format, "greet")

        with app.app_context():
            if when == "before":
                register()
            app.template_engine.render_string(self.source("value"), {"value": "first"})
            if when == "after":
                register()
            text = app.template_engine.render_string(self.source(kind), {"value": "text"})
        expect_equal(f"What {self.source(kind)!r} becomes", text, expected)

    def test_exports(self, app: Any, engine: Any, write: Callable[..., Path]) -> None:
        """`get_attribute` returns what a template exports, such as a function that renders a part."""
        write("parts.html", self.source("export"))
        with app.app_context():
            hello = engine.get_attribute("parts.html", "hello")
            expect_equal("hello('Ada')", str(hello("Ada")), "Hello Ada")
            with expect_raised("get_attribute('parts.html', 'missing')", AttributeError):
                engine.get_attribute("parts.html", "missing")

    def test_the_environment(self, engine: Any) -> None:
        """`create_environment` returns the engine's own or raises AttributeError, naming the engine."""
        try:
            engine.create_environment()
        except AttributeError as error:
            named = engine.name.lower() in str(error).lower()
            expect(named, f"It raised {error!r}, which does not name {engine.name!r}.")
