"""Mako as what fills the slot."""

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from costrel_core import (
    App,
    Blueprint,
    get_template_attribute,
    render_template,
    render_template_string,
    stream_template,
    stream_template_string,
)
from costrel_mako import Lookup, MakoTemplates, MissingTemplate, Template
from costrel_spec.errors import OtherEngine

Write = Callable[..., Path]


# -- rendering ----------------------------------------------------------------------------------


def test_a_template_is_rendered(app: App, write: Write) -> None:
    """The named file, with the context, escaped as its name asks for."""
    for name in ("page.html", "page.txt"):
        write(name, "Hello ${name}!")
    with app.app_context():
        assert render_template("page.html", name="<b>") == "Hello &lt;b&gt;!"
        assert render_template("page.txt", name="<b>") == "Hello <b>!"


def test_the_first_template_that_exists_is_rendered(app: App, write: Write) -> None:
    """Of several names the first one that is found counts; with none the error names all."""
    write("b.html", "b")
    with app.app_context():
        assert render_template(["a.html", "b.html"]) == "b"
        with pytest.raises(MissingTemplate, match=r"a\.html.*c\.html"):
            render_template(["a.html", "c.html"])


def test_a_template_object_is_rendered(app: App, write: Write) -> None:
    """A template that somebody looked up is taken in place of a name."""
    write("page.html", "${1 + 1}")
    template = app.create_global_jinja_loader().get_template("page.html")
    assert isinstance(template, Template)
    with app.app_context():
        assert render_template(template) == "2"


def test_a_string_is_rendered_and_escapes(app: App, write: Write) -> None:
    """A source has no name, so it escapes; it can include what has one."""
    write("part.html", "[${name}]")
    with app.app_context():
        for name in ("<a>", "<b>"):
            text = render_template_string("${name}<%include file='part.html'/>", name=name)
            assert text == f"&lt;{name[1]}&gt;[&lt;{name[1]}&gt;]"


def test_the_standard_names_are_there(app: App, write: Write) -> None:
    """config, request, session, g, url_for and get_flashed_messages, in other templates too."""
    app.secret_key = "key"
    app.config["COLOUR"] = "red"
    app.add_url_rule("/items", "items", lambda: "")
    source = (
        "${config['COLOUR']} ${request.path} ${session.get('x', 'none')}"
        " ${g.get('y', 'none')} ${url_for('items')} ${get_flashed_messages()}"
    )
    write("tools.html", f"<%def name='all()'>{source}</%def>")
    write("page.html", f"<%namespace name='tools' file='tools.html'/>{source}|${{tools.all()}}")
    with app.test_request_context("/path"):
        text = render_template("page.html")
    assert text == "|".join(["red /path none none /items []"] * 2)


def test_a_template_that_uses_no_session_opens_none(app: App, write: Write) -> None:
    """What is not used costs nothing, and the response needs no Vary header."""
    app.secret_key = "key"
    app.add_url_rule("/", "plain", lambda: render_template_string("${request.path}"))
    app.add_url_rule("/s", "with_session", lambda: render_template_string("${session.get('x')}"))
    client = app.test_client()
    assert "Vary" not in client.get("/").headers
    assert client.get("/s").headers["Vary"] == "Cookie"


def test_context_processors_add_names_and_the_arguments_win(app: App) -> None:
    """What the view passes is stronger than what processors give, and these than globals."""
    app.context_processor(lambda: {"a": "processor", "b": "processor"})
    app.add_template_global("global", "b")
    app.add_template_global("global", "c")
    with app.app_context():
        text = render_template_string("${a} ${b} ${c}", a="view")
    assert text == "view processor global"


def test_a_plugin_adds_names(tmp_path: Path) -> None:
    """The hook template_context counts."""
    from costrel_spec import hookimpl

    class Stamp:
        """A plugin with a name for templates."""

        @hookimpl
        def template_context(self) -> dict[str, Any]:
            """The stamp."""
            return {"stamp": "stamped"}

    app = App("shop", root_path=str(tmp_path), plugins=["mako", Stamp])
    app.seal()
    with app.app_context():
        assert render_template_string("${stamp}") == "stamped"


def test_blueprints_have_context_and_templates(app: App, write: Write) -> None:
    """In a blueprint's request its context processors count, and its folder is searched last."""
    blueprint = Blueprint("admin", "admin", root_path=app.root_path, template_folder="theirs")
    blueprint.context_processor(lambda: {"who": "admin"})
    blueprint.add_url_rule("/admin", "page", lambda: render_template("page.html", who="view"))
    blueprint.add_url_rule("/own", "own", lambda: render_template("page.html"))
    app.register_blueprint(blueprint)
    write("page.html", "${who}", "theirs")
    client = app.test_client()
    assert client.get("/own").text == "admin"
    assert client.get("/admin").text == "view"
    write("page.html", "own")
    app.config["TEMPLATES_AUTO_RELOAD"] = True
    assert client.get("/own").text == "own"


@pytest.mark.parametrize("way", ["render", "render_string"])
def test_hooks_fire_around_a_rendering(app: App, write: Write, fired: list[Any], way: str) -> None:
    """before_render and rendered get the application, the template and the whole context."""
    write("page.html", "${a}${b}")
    app.template_context_processors[None].append(lambda: {"b": 2})
    given = {"render": "page.html", "render_string": "${a}${b}"}[way]
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
        assert render_template_string("${a}") == "hook"


@pytest.mark.parametrize("hook", ["before_render", "rendered"])
def test_a_failing_hook_is_logged_and_the_text_stays(
    app: App, caplog: pytest.LogCaptureFixture, hook: str
) -> None:
    """The hooks are isolated from the rendering."""
    app.seal()
    setattr(app.hooks, hook, (lambda app, template, context: 1 / 0,))
    with app.app_context():
        assert render_template_string("text") == "text"
        assert "".join(stream_template_string("text")) == "text"
    assert caplog.text.count("ZeroDivisionError") == 2


def test_a_failing_template_fires_no_rendered(app: App, fired: list[Any]) -> None:
    """The error is the template's own."""
    with app.app_context(), pytest.raises(ZeroDivisionError):
        render_template_string("${1 // 0}")
    assert [entry[0] for entry in fired] == ["before_render"]


# -- streams ------------------------------------------------------------------------------------


@pytest.mark.parametrize("way", [stream_template, stream_template_string])
def test_a_stream_begins_at_once_and_ends_with_its_last_chunk(
    app: App, write: Write, fired: list[Any], way: Any
) -> None:
    """before_render fires with the call, the template runs when it is read, then rendered fires."""
    source = "${items.append(1) or 'text'}"
    write("page.html", source)
    items: list[int] = []
    with app.app_context():
        chunks = way("page.html" if way is stream_template else source, items=items)
        assert [entry[0] for entry in fired] == ["before_render"]
        assert items == []
        assert "".join(chunks) == "text"
    assert [entry[0] for entry in fired] == ["before_render", "rendered"]


def test_a_stream_keeps_the_request(app: App, write: Write) -> None:
    """It is read by the server, after the view."""
    write("page.html", "${request.path} ${session.get('x')}")
    app.secret_key = "key"
    app.add_url_rule("/page", "page", lambda: (stream_template("page.html"), 200))
    assert app.test_client().get("/page").text == "/page None"


def test_a_missing_template_is_missed_before_the_first_chunk(app: App) -> None:
    """The call itself fails, so that the view can still answer otherwise."""
    with app.app_context(), pytest.raises(MissingTemplate):
        stream_template("nope.html")


def test_an_abandoned_stream_fires_no_rendered(app: App, fired: list[Any]) -> None:
    """A stream that is closed before it is read was not rendered."""
    with app.app_context():
        chunks = stream_template_string("text")
        chunks.close()  # type: ignore[attr-defined]  # a generator
    assert [entry[0] for entry in fired] == ["before_render"]


# -- what templates can use ---------------------------------------------------------------------


def test_an_attribute_of_a_template_is_handed_out(app: App, write: Write) -> None:
    """A definition as a function, and names of a module block; what isn't there is said."""
    write("tools.html", "<%! colours = ['red'] %><%def name='hi(name)'>Hi ${name}${url()}</%def>")
    app.add_template_global(lambda: "/", "url")
    with app.app_context():
        assert get_template_attribute("tools.html", "hi")("<b>") == "Hi &lt;b&gt;/"
        assert get_template_attribute("tools.html", "colours") == ["red"]
        with pytest.raises(AttributeError, match=r"'tools\.html' has nothing called 'nope'"):
            get_template_attribute("tools.html", "nope")


def test_filters_tests_and_globals_are_added(app: App) -> None:
    """Each counts from the next rendering on, for sources rendered before too."""
    source = "${x | own}\n% if fine(x):\n ${colour}\n% endif\n"
    app.template_filter("own")(lambda value: "old")
    app.template_test("fine")(lambda value: True)
    app.add_template_global("red", "colour")
    with app.app_context():
        assert render_template_string(source, x="").split() == ["old", "red"]
        app.template_filter("own")(lambda value: "new")
        app.template_test("fine")(lambda value: False)
        assert render_template_string(source, x="").split() == ["new"]


def test_blueprints_register_for_the_whole_application(app: App) -> None:
    """Their filters, tests and globals are everybody's."""
    blueprint = Blueprint("one", "one")
    blueprint.add_app_template_filter(str.upper, "loud")
    blueprint.add_app_template_test(bool, "fine")
    blueprint.add_app_template_global(len, "size")
    app.register_blueprint(blueprint)
    with app.app_context():
        assert render_template_string("${x | loud}${fine(x)}${size(x)}", x="a") == "ATrue1"


def test_of_one_name_the_global_counts(app: App) -> None:
    """Then the filter, then the test; and what the application says replaces what is standard."""
    with app.app_context():
        for add, value in (
            (app.add_template_test, lambda: "test"),
            (app.add_template_filter, lambda: "filter"),
            (app.add_template_global, lambda: "global"),
        ):
            add(value, "one")
            assert render_template_string("${one()}") == value()
        app.add_template_global(lambda name: f"mine of {name}", "url_for")
        assert render_template_string("${url_for('x')}") == "mine of x"


def test_a_filter_that_mako_hides_is_warned_of(app: App, caplog: pytest.LogCaptureFixture) -> None:
    """It is still there as a function."""
    app.add_template_filter(lambda value: "own", "trim")
    with caplog.at_level(logging.WARNING), app.app_context():
        assert render_template_string("${' x ' | trim}${trim(' x ')}") == "xown"
    (message,) = caplog.messages
    assert "filter 'trim' is hidden by Mako's own" in message
    assert "${trim(value)}" in message


# -- what only Jinja has ------------------------------------------------------------------------


def test_the_environment_of_jinja_is_not_there(app: App) -> None:
    """Who asks for it is told which engine renders; ``hasattr`` is the question to ask."""
    with pytest.raises(OtherEngine, match=r"app\.jinja_env.*Mako \(costrel-mako\).*MAKO_OPTIONS"):
        app.jinja_env  # noqa: B018  # what is tested
    assert not hasattr(app, "jinja_env")


def test_the_loaders_of_jinja_are_not_there(app: App) -> None:
    """Neither the application's nor a blueprint's; the lookup stands where there is one for all."""
    blueprint = Blueprint("one", "one", template_folder="one")
    app.register_blueprint(blueprint)
    with pytest.raises(OtherEngine, match=r"templates, is a loader of Jinja.*template_folder"):
        app.jinja_loader  # noqa: B018  # what is tested
    with app.app_context():
        assert not hasattr(blueprint, "jinja_loader")
    assert isinstance(app.create_global_jinja_loader(), Lookup)


def test_who_has_a_template_can_be_asked(app: App, write: Write) -> None:
    """The questions about an application know folders, whoever renders."""
    app.register_blueprint(Blueprint("one", "one", root_path=app.root_path, template_folder="one"))
    for folder in ("templates", "one"):
        path = write("page.html", "", folder)
    app.setup_plugins()
    (origin,) = app.assembly.why("template", "page.html")
    assert [owner.place for owner in origin.others] == [str(path)]
    assert app.assembly.check() == ()


def test_the_engine_says_its_name(app: App) -> None:
    """Messages name the engine."""
    assert isinstance(app.template_engine, MakoTemplates)
    assert app.template_engine.name == "mako"
