"""Jinja as what fills the slot."""

import logging
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jinja2
import pytest

from costrel_core import App, Blueprint
from costrel_templating import DispatchingJinjaLoader, Environment, JinjaTemplates

Write = Callable[..., Path]


# -- rendering ----------------------------------------------------------------------------------


def test_a_template_is_rendered(app: App, write: Write) -> None:
    """The named file, with the context, escaped as its name asks for."""
    write("page.html", "Hello {{ name }}!")
    write("page.txt", "Hello {{ name }}!")
    engine = app.template_engine
    with app.app_context():
        assert engine.render("page.html", {"name": "<b>"}) == "Hello &lt;b&gt;!"
        assert engine.render("page.txt", {"name": "<b>"}) == "Hello <b>!"


def test_the_first_template_that_exists_is_rendered(app: App, write: Write) -> None:
    """Of several names the first one that is found counts; with none the error names all."""
    write("b.html", "b")
    with app.app_context():
        assert app.template_engine.render(["a.html", "b.html"], {}) == "b"
        with pytest.raises(jinja2.TemplatesNotFound, match=r"a\.html.*c\.html"):
            app.template_engine.render(["a.html", "c.html"], {})


def test_a_template_object_is_rendered(app: App) -> None:
    """A template that somebody made is taken in place of a name."""
    template = app.jinja_env.from_string("{{ 1 + 1 }}")
    with app.app_context():
        assert app.template_engine.render(template, {}) == "2"


def test_a_string_is_rendered_and_escapes(app: App) -> None:
    """A source has no name, so it escapes; a second rendering takes the same template."""
    templates: list[Any] = []
    app.seal()
    app.hooks.before_render = (lambda app, template, context: templates.append(template),)
    with app.app_context():
        for name in ("<a>", "<b>"):
            text = app.template_engine.render_string("Hello {{ name }}!", {"name": name})
            assert text == f"Hello &lt;{name[1]}&gt;!"
    assert templates[0] is templates[1]
    assert templates[0].name is None


def test_the_standard_names_are_there(app: App, write: Write) -> None:
    """config, request, session, g, url_for and get_flashed_messages, in imported templates too."""
    app.secret_key = "key"
    app.config["COLOUR"] = "red"
    app.add_url_rule("/items", "items", lambda: "")
    source = (
        "{{ config.COLOUR }} {{ request.path }} {{ session.get('x', 'none') }}"
        " {{ g.get('y', 'none') }} {{ url_for('items') }} {{ get_flashed_messages() }}"
    )
    write("macros.html", "{% macro all() %}" + source + "{% endmacro %}")
    write("page.html", "{% import 'macros.html' as m %}" + source + "|{{ m.all() }}")
    with app.test_request_context("/path"):
        text = app.template_engine.render("page.html", {})
    assert text == "|".join(["red /path none none /items []"] * 2)


def test_context_processors_add_names_and_the_arguments_win(app: App) -> None:
    """What the view passes is stronger than what processors give."""
    app.context_processor(lambda: {"a": "processor", "b": "processor"})
    with app.app_context():
        text = app.template_engine.render_string("{{ a }} {{ b }}", {"a": "view"})
    assert text == "view processor"


@pytest.mark.parametrize("way", ["render", "render_string"])
def test_hooks_fire_around_a_rendering(app: App, write: Write, fired: list[Any], way: str) -> None:
    """before_render and rendered get the application, the template and the whole context."""
    write("page.html", "{{ a }}{{ b }}")
    app.context_processor(lambda: {"b": 2})
    given = {"render": "page.html", "render_string": "{{ a }}{{ b }}"}[way]
    with app.app_context():
        assert getattr(app.template_engine, way)(given, {"a": 1}) == "12"
    name = "page.html" if way == "render" else None
    assert [entry[:3] for entry in fired] == [
        ("before_render", app, name),
        ("rendered", app, name),
    ]
    for *_, context in fired:
        assert (context["a"], context["b"]) == (1, 2)


def test_a_hook_may_change_the_context(app: App) -> None:
    """What before_render puts into the context is rendered."""
    app.seal()
    app.hooks.before_render = (lambda app, template, context: context.update(a="hook"),)
    with app.app_context():
        assert app.template_engine.render_string("{{ a }}", {}) == "hook"


@pytest.mark.parametrize("hook", ["before_render", "rendered"])
def test_a_failing_hook_is_logged_and_the_text_stays(
    app: App, caplog: pytest.LogCaptureFixture, hook: str
) -> None:
    """The hooks are isolated from the rendering."""
    app.seal()
    setattr(app.hooks, hook, (lambda app, template, context: 1 / 0,))
    with app.app_context():
        assert app.template_engine.render_string("text", {}) == "text"
        assert "".join(app.template_engine.stream_string("text", {})) == "text"
    assert caplog.text.count("ZeroDivisionError") == 2


def test_a_failing_template_fires_no_rendered(app: App, write: Write, fired: list[Any]) -> None:
    """The error is the template's own, and its traceback shows the line of the template."""
    path = write("page.html", "\n{{ 1 // 0 }}")
    with app.app_context(), pytest.raises(ZeroDivisionError) as raised:
        app.template_engine.render("page.html", {})
    assert [entry[0] for entry in fired] == ["before_render"]
    last = raised.traceback[-1]
    assert (last.path, last.lineno + 1) == (path, 2)


def test_an_asynchronous_environment_renders(app: App) -> None:
    """With ``enable_async`` a template may wait for what it calls."""

    async def later() -> str:
        return "later"

    app.jinja_options = {"enable_async": True}
    with app.app_context():
        assert app.template_engine.render_string("{{ f() }}", {"f": later}) == "later"
        assert "".join(app.template_engine.stream_string("{{ f() }}", {"f": later})) == "later"


# -- streams ------------------------------------------------------------------------------------


@pytest.mark.parametrize("way", ["stream", "stream_string"])
def test_a_stream_begins_at_once_and_ends_with_its_last_chunk(
    app: App, write: Write, fired: list[Any], way: str
) -> None:
    """before_render fires with the call, rendered after the last chunk."""
    source = "{% for n in [1, 2] %}{{ n }}{% endfor %}"
    write("page.html", source)
    with app.app_context():
        chunks = getattr(app.template_engine, way)("page.html" if way == "stream" else source, {})
        assert [entry[0] for entry in fired] == ["before_render"]
        assert list(chunks) == ["1", "2"]
    assert [entry[0] for entry in fired] == ["before_render", "rendered"]


def test_a_missing_template_is_missed_before_the_first_chunk(app: App) -> None:
    """The call itself fails, so that the view can still answer otherwise."""
    with app.app_context(), pytest.raises(jinja2.TemplateNotFound):
        app.template_engine.stream("nope.html", {})


def test_an_abandoned_stream_fires_no_rendered(app: App, fired: list[Any]) -> None:
    """A stream that is closed half-way was not rendered."""
    with app.app_context():
        chunks = app.template_engine.stream_string("{{ 1 }}{{ x }}{{ 2 }}", {"x": 3})
        next(chunks)
        chunks.close()  # type: ignore[attr-defined]  # a generator
    assert [entry[0] for entry in fired] == ["before_render"]


# -- what templates can use ---------------------------------------------------------------------


def test_an_attribute_of_a_template_is_handed_out(app: App, write: Write) -> None:
    """A macro can be called from Python; what isn't there is an AttributeError."""
    write("macros.html", "{% macro hello(name) %}Hello {{ name }}!{% endmacro %}")
    assert app.template_engine.get_attribute("macros.html", "hello")("<b>") == "Hello &lt;b&gt;!"
    with pytest.raises(AttributeError):
        app.template_engine.get_attribute("macros.html", "nope")


def test_filters_tests_and_globals_are_added(app: App) -> None:
    """Each counts from the next rendering on, for sources rendered before too."""
    engine = app.template_engine
    source = "{{ x|own }}{% if x is own %}{{ own }}{% endif %}"
    engine.add_filter("own", lambda value: "old")
    engine.add_test("own", lambda value: True)
    engine.add_global("own", 1)
    with app.app_context():
        assert engine.render_string(source, {"x": ""}) == "old1"
        engine.add_filter("own", lambda value: "new")
        engine.add_global("own", 2)
        assert engine.render_string(source, {"x": ""}) == "new2"


# -- the environment ----------------------------------------------------------------------------


def test_the_environment_is_the_applications(app: App) -> None:
    """Its class, loader, escaping and JSON are what the application says."""
    environment = app.jinja_env
    assert type(environment) is Environment
    assert isinstance(environment.loader, DispatchingJinjaLoader)
    assert environment.autoescape == app.select_jinja_autoescape
    assert environment.policies["json.dumps_function"] == app.json.dumps
    assert environment.globals["config"] is app.config


@pytest.mark.parametrize(
    ("configured", "debug", "option", "reload"),
    [
        (None, False, None, False),
        (None, True, None, True),
        (True, False, None, True),
        (False, True, None, False),
        (True, True, False, False),
    ],
)
def test_templates_reload_as_configured(
    app: App, configured: Any, debug: bool, option: Any, reload: bool
) -> None:
    """The option ``auto_reload`` counts, else TEMPLATES_AUTO_RELOAD, else debug."""
    app.config.update(TEMPLATES_AUTO_RELOAD=configured, DEBUG=debug)
    if option is not None:
        app.jinja_options = {"auto_reload": option}
    assert app.jinja_env.auto_reload is reload


def test_a_reloading_environment_sees_a_new_file(app: App, write: Write) -> None:
    """With TEMPLATES_AUTO_RELOAD a changed file counts from the next rendering on."""
    app.config["TEMPLATES_AUTO_RELOAD"] = True
    path = write("page.html", "old")
    with app.app_context():
        assert app.template_engine.render("page.html", {}) == "old"
        write("page.html", "new")
        os.utime(path, (1, 1))
        assert app.template_engine.render("page.html", {}) == "new"


def test_options_reach_the_environment_and_stay_as_they_are(app: App) -> None:
    """``jinja_options`` are Jinja's arguments; making the environment changes nothing in them."""
    options = app.jinja_options = {"autoescape": False, "trim_blocks": True}
    assert (app.jinja_env.autoescape, app.jinja_env.trim_blocks) == (False, True)
    assert options == {"autoescape": False, "trim_blocks": True}


def test_the_applications_environment_class_counts(tmp_path: Path) -> None:
    """``jinja_environment`` may be a subclass, and ``create_jinja_environment`` overridden."""

    class Own(Environment):
        """An environment of the application."""

    class Shop(App):
        """An application with ideas of its own."""

        parts = ("templating",)
        jinja_environment = Own

        def create_jinja_environment(self) -> Any:
            environment = super().create_jinja_environment()
            environment.globals["colour"] = "red"
            return environment

        def create_global_jinja_loader(self) -> Any:
            return jinja2.DictLoader({"page.html": "{{ colour }}"})

    app = Shop("shop", root_path=str(tmp_path), plugins=())
    assert isinstance(app.jinja_env, Own)
    with app.app_context():
        assert app.template_engine.render("page.html", {}) == "red"


def test_a_replaced_environment_renders(app: App) -> None:
    """Whatever ``app.jinja_env`` is when something is rendered, it renders."""
    with app.app_context():
        assert app.template_engine.render_string("{{ colour }}", {}) == ""
        app.jinja_env = app.jinja_env.overlay(undefined=jinja2.DebugUndefined)
        assert app.template_engine.render_string("{{ colour }}", {}) == "{{ colour }}"


def test_a_patched_template_class_renders(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    """A tracer that wraps ``jinja2.Template.render`` sees every rendering."""
    render = jinja2.Template.render
    monkeypatch.setattr(jinja2.Template, "render", lambda *a, **k: f"[{render(*a, **k)}]")
    with app.app_context():
        assert app.template_engine.render_string("text", {}) == "[text]"


def test_a_folder_loader_reads_one_folder(app: App, write: Write) -> None:
    """It finds the files below the folder, and nothing outside."""
    path = write("sub/page.html", "text")
    loader = app.template_engine.create_folder_loader(str(path.parent.parent))
    assert loader.get_source(app.jinja_env, "sub/page.html")[0] == "text"
    for name in ("../shop.py", "/etc/hosts", "sub", "a\0b", "x" * 5000):
        with pytest.raises(jinja2.TemplateNotFound):
            loader.get_source(app.jinja_env, name)


def test_blueprints_have_context_and_templates(app: App, write: Write) -> None:
    """In a blueprint's request its context processors count, and its folder is searched last."""
    blueprint = Blueprint("admin", "admin", root_path=app.root_path, template_folder="theirs")
    blueprint.context_processor(lambda: {"who": "admin"})
    blueprint.add_url_rule("/admin", "page", lambda: app.template_engine.render("page.html", {}))
    app.register_blueprint(blueprint)
    write("page.html", "{{ who }}", "theirs")
    with app.test_request_context("/admin"):
        assert app.full_dispatch_request().get_data(as_text=True) == "admin"
    with app.test_request_context("/"):
        assert app.template_engine.render("page.html", {}) == ""


def test_the_engine_says_its_name(app: App) -> None:
    """Messages name the engine."""
    assert isinstance(app.template_engine, JinjaTemplates)
    assert app.template_engine.name == "jinja"


def test_nothing_is_logged_by_default(
    app: App, write: Write, caplog: pytest.LogCaptureFixture
) -> None:
    """Loading is explained only where that is asked for."""
    write("page.html", "text")
    with caplog.at_level(logging.DEBUG), app.app_context():
        app.template_engine.render("page.html", {})
    assert not caplog.records
