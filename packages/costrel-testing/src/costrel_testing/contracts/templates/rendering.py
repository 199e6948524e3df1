"""What happens around a rendering, and while a stream is read."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from ...client import Client
from ..promise import expect, expect_equal, expect_raised
from .subject import TemplatesSubject
from .watcher import Watcher


class TemplateRendering(TemplatesSubject):
    """Promises about hooks, errors, streams, and several at a time."""

    def test_hooks(self, app: Any, watcher: Watcher, write: Callable[..., Path]) -> None:
        """`before_render` and `rendered` fire once, with application, template, complete context."""
        app.context_processor(lambda: {"added": 1})
        write("page.html", self.source("value"))
        with app.app_context():
            app.template_engine.render("page.html", {"value": "text"})
        expect_equal("What fired", watcher.names, ["before_render", "rendered"])
        for hook, sender, template, context in watcher.seen:
            expect(sender is app, f"The application of {hook} is {sender!r}.")
            expect_equal(f"template.name of {hook}", template.name, "page.html")
            values = {name: context.get(name) for name in ("value", "added")}
            expect_equal(f"The context of {hook}", values, {"value": "text", "added": 1})

    def test_the_context_can_be_changed(self, app: Any, watcher: Watcher) -> None:
        """What `before_render` puts into the context is rendered."""
        watcher.change = {"value": "changed"}
        with app.app_context():
            text = app.template_engine.render_string(self.source("value"), {"value": "given"})
        expect_equal("The text", text, "changed")

    def test_hooks_that_fail(self, app: Any, watcher: Watcher) -> None:
        """A hook that fails costs nobody the text."""

        watcher.fails = True
        with app.app_context():
            text = app.template_engine.render_string(self.source("value"), {"value": "text"})
        expect_equal("The text", text, "text")

    def test_errors(self, app: Any, watcher: Watcher) -> None:
        """What a template raises is raised as it is, and `rendered` does not fire."""
        with app.app_context():
            for render in (app.template_engine.render_string, self.streamed(app)):
                with expect_raised("A template that divides by zero", ZeroDivisionError):
                    render(self.source("call"), {"value": lambda: 1 // 0})
        expect("rendered" not in watcher.names, f"These hooks fired: {watcher.names}.")

    def streamed(self, app: Any) -> Callable[..., str]:
        """Renders a string by reading its stream to the end."""
        return lambda *given: "".join(app.template_engine.stream_string(*given))

    def test_streams(self, app: Any, watcher: Watcher, write: Callable[..., Path]) -> None:
        """A stream's chunks, text each, make up the text; `rendered` fires after the last one."""
        write("page.html", self.source("value"))
        with app.app_context():
            chunks: list[object] = []
            for chunk in app.template_engine.stream("page.html", {"value": "text"}):
                chunks.append(chunk)
                expect_equal("What fired before the last chunk", watcher.names, ["before_render"])
        expect(all(isinstance(each, str) for each in chunks), f"The chunks are {chunks!r}.")
        expect_equal("The text", "".join(map(str, chunks)), "text")
        expect_equal("What fired in the end", watcher.names, ["before_render", "rendered"])

    def test_streams_wait(self, app: Any, engine: Any) -> None:
        """A stream renders while it is read, and not before."""
        calls: list[str] = []

        def value() -> str:
            calls.append("called")
            return "text"

        with app.app_context():
            chunks = engine.stream_string(self.source("call"), {"value": value})
            expect_equal("What was called before the stream was read", calls, [])
            expect_equal("The text", "".join(chunks), "text")

    def test_streams_of_requests(
        self, app: Any, client: Client, facade: Any, write: Callable[..., Path]
    ) -> None:
        """The request is current while the answer that is streamed is read."""
        write("page.html", self.source("request"))
        app.add_url_rule("/file", "file", lambda: facade.stream_template("page.html"))
        source = self.source("request")
        app.add_url_rule("/string", "string", lambda: facade.stream_template_string(source))
        for path in ("/file", "/string"):
            expect_equal(f"The answer to {path}", client.get(path).text, path)

    def test_threads(self, app: Any, engine: Any, write: Callable[..., Path]) -> None:
        """Threads may render one template at the same time."""
        write("page.html", self.source("value"))

        def render(number: int) -> bool:
            with app.app_context():
                return bool(engine.render("page.html", {"value": number}) == str(number))

        with ThreadPoolExecutor(4) as pool:
            kept = list(pool.map(render, range(100)))
        expect(all(kept), f"{kept.count(False)} of {len(kept)} texts are another's.")

    def test_applications(self, make_app: Callable[..., Any], write: Callable[..., Path]) -> None:
        """Each application has an engine with filters, tests and globals of its own."""
        first, second = make_app(), make_app()

        def greeting(word: str) -> Callable[[str], str]:
            return f"{word} {{}}".format

        first.add_template_global(greeting("First"), "greet")
        second.add_template_global(greeting("Second"), "greet")
        for app, text in ((first, "First Ada"), (second, "Second Ada")):
            with app.app_context():
                found = app.template_engine.render_string(self.source("global"), {})
            expect_equal("What the global returns", found, text)
