"""Templates: the same functions and methods, whichever engine fills the slot."""

from types import SimpleNamespace

import pytest
from werkzeug.test import Client

from costrel_core import (
    App,
    Blueprint,
    g,
    get_template_attribute,
    render_template,
    render_template_string,
    request,
    session,
    stream_template,
    stream_template_string,
)
from costrel_spec.errors import MissingPart, PluginSetupFailed

alone = pytest.mark.alone


class FormatTemplates:
    """An engine of the test: ``str.format`` on the context, and on what was registered."""

    name = "format"

    def __init__(self, app):
        self.app = app
        self.templates = {}
        self.calls = []
        self.environment = None

    def render_string(self, source, context):
        self.app.update_template_context(context)
        names = {**self.app.template_globals(), **context}
        return source.format(**names)

    def render(self, name, context):
        names = [name] if isinstance(name, str) else name
        source = next(self.templates[each] for each in names if each in self.templates)
        return self.render_string(source, context)

    def stream_string(self, source, context):
        self.app.update_template_context(context)
        return (part.format(**context) for part in source.split("|"))

    def stream(self, name, context):
        return self.stream_string(self.templates[name], context)

    def get_attribute(self, name, attribute):
        return f"{attribute} of {self.templates[name]}"

    def add_filter(self, name, function):
        self.calls.append(("filter", name, function))

    def add_test(self, name, function):
        self.calls.append(("test", name, function))

    def add_global(self, name, value):
        self.calls.append(("global", name, value))

    def create_environment(self):
        return f"environment of {self.app.name}"

    def create_global_loader(self):
        return "global loader"

    def create_folder_loader(self, folder):
        return f"loader of {folder}"


@pytest.fixture
def app(make_app, plugin):
    """An application whose engine is that of the test."""

    def provide_templates(app):
        return FormatTemplates(app)

    return make_app(plugins=[plugin(provide_templates)])


# -- rendering ------------------------------------------------------------------------------------


@alone
def test_rendering_is_the_engines(app):
    """By name, by the first name that exists, or of a text; the functions ask whatever is there."""
    app.template_engine.templates = {"a": "a {x}", "b": "b {x}"}
    with app.app_context():
        assert render_template("a", x=1) == "a 1"
        assert render_template(["none", "b"], x=2) == "b 2"
        assert render_template_string("text {x}", x=3) == "text 3"
        assert get_template_attribute("a", "macro") == "macro of a {x}"


@alone
def test_what_is_assigned_is_the_engine(make_app):
    """Without a plugin, and without asking the slot."""
    app = make_app()
    app.template_engine = FormatTemplates(app)
    with app.app_context():
        assert render_template_string("{config[DEBUG]}") == "False"


@alone
@pytest.mark.parametrize("how", ["name", "string"])
def test_a_stream_keeps_the_request(app, how):
    """Until its last chunk; the text of the chunks is made while the client reads."""
    made = []

    class Late:
        def __format__(self, spec):
            made.append(request.path)
            return request.args["q"]

    app.template_engine.templates = {"t": "one {late}|two {late}"}

    @app.get("/")
    def view():
        if how == "name":
            return stream_template("t", late=Late())
        return stream_template_string("one {late}|two {late}", late=Late())

    torn = []
    app.teardown_request(lambda error: torn.append(list(made)))
    response = Client(app).get("/?q=x", buffered=False)
    assert b"".join(response.response) == b"one xtwo x"
    response.close()
    assert made == ["/", "/"]
    assert torn == [["/", "/"]]


@alone
def test_a_stream_outside_of_requests_is_the_engines_own(app):
    """An application context is enough."""
    with app.app_context():
        assert list(stream_template_string("a {x}|b {x}", x=1)) == ["a 1", "b 1"]


# -- what templates see ---------------------------------------------------------------------------


@alone
def test_templates_see_the_objects_themselves(app):
    """``g``, and in a request ``request``; the session is not touched."""
    context = {}
    with app.app_context():
        app.update_template_context(context)
        assert context == {"g": g._get_current_object()}
    with app.test_request_context() as ctx:
        context = {}
        app.update_template_context(context)
        assert context == {"g": g._get_current_object(), "request": ctx.request}
        assert context["request"] is ctx.request
        assert ctx._opened is None
    context = {}
    app.update_template_context(context)
    assert context == {}


@alone
def test_every_template_sees_the_globals(app):
    """Also those that are imported without a context."""
    names = app.template_globals()
    assert set(names) == {"url_for", "get_flashed_messages", "config", "request", "session", "g"}
    assert names["config"] is app.config
    assert names["request"] is request
    assert names["session"] is session
    assert names["url_for"] == app.url_for


@alone
def test_what_is_given_wins_over_processors_and_they_over_plugins(make_app, plugin):
    """Plugins, the application's processors, the blueprints' from the outside in, the view's own."""

    def template_context(ctx):
        seen.append(ctx)
        return dict.fromkeys(("plugin", "app", "outer", "inner", "given"), "plugin")

    seen = []
    app = make_app(plugins=[plugin(template_context)])
    inner, outer = Blueprint("inner", __name__), Blueprint("outer", __name__)
    app.context_processor(lambda: dict.fromkeys(("app", "outer", "inner", "given"), "app"))
    outer.context_processor(lambda: dict.fromkeys(("outer", "inner", "given"), "outer"))
    inner.context_processor(lambda: dict.fromkeys(("inner", "given"), "inner"))
    outer.app_context_processor(lambda: {"everywhere": "yes"})
    inner.add_url_rule("/", "view")
    outer.register_blueprint(inner)
    app.register_blueprint(outer)
    app.seal()
    with app.test_request_context("/") as first:
        context = {"given": "given"}
        app.update_template_context(context)
    for name in ("plugin", "app", "outer", "inner", "given"):
        assert context[name] == name
    assert context["everywhere"] == "yes"
    silent = Blueprint("silent", __name__)
    silent.add_url_rule("/silent", "view")
    app.register_blueprint(silent)
    for ctx in (app.app_context(), app.test_request_context("/silent")):
        with ctx:
            context = {}
            app.update_template_context(context)
        assert (context["outer"], context["inner"]) == ("app", "app")
    assert seen == [first, None, ctx]


@alone
def test_a_plugin_with_nobody_listening_adds_nothing(make_app, plugin):
    """Its listeners are asked each time."""
    from costrel_spec import listened

    listeners = []

    @listened(listeners)
    def template_context(ctx):
        return {"heard": True}

    app = make_app(plugins=[plugin(template_context)])
    app.seal()
    heard = []
    for _ in range(2):
        context = {}
        app.update_template_context(context)
        heard.append("heard" in context)
        listeners.append(1)
    assert heard == [False, True]


@alone
def test_a_processor_may_be_async(app):
    """The application makes it synchronous."""
    import asyncio

    @app.context_processor
    async def name():
        return {"name": "async"}

    app.async_to_sync = lambda function: lambda: asyncio.run(function())
    with app.app_context():
        assert render_template_string("{name}") == "async"


@alone
def test_processors_that_are_taken_out_are_gone(app):
    """The registry is a live dict of lists."""
    app.context_processor(lambda: {"x": 1})
    app.template_context_processors[None].pop()
    context = {}
    app.update_template_context(context)
    assert context == {}


@alone
@pytest.mark.parametrize(
    ("name", "escaped"),
    [
        (None, True),
        ("x.html", True),
        ("x.htm", True),
        ("x.xml", True),
        ("x.xhtml", True),
        ("x.svg", True),
        ("x.txt", False),
        ("x", False),
        ("html", False),
        ("x.html.txt", False),
        ("X.HTML", True),
        ("x.html.j2", True),
        ("x.Xml.Jinja2", True),
        ("x.svg.jinja", True),
        ("x.txt.j2", False),
        ("x.txt.JINJA", False),
        ("x.jinja", True),
        ("mail.d/x.j2", True),
        ("mail.html/x", False),
        ("x.jinja.txt", False),
    ],
)
def test_what_is_escaped_is_told_by_the_name(app, name, escaped):
    """And text without a name is. The case, and the suffix of an engine, tell nothing."""
    assert app.select_jinja_autoescape(name) is escaped


# -- registering ----------------------------------------------------------------------------------

KINDS = ("filter", "test", "global")


@alone
@pytest.mark.parametrize("kind", KINDS)
def test_what_is_registered_reaches_the_engine(app, kind):
    """What came before it, and what comes after; by decorator or by call, under either name."""
    decorator, add = getattr(app, f"template_{kind}"), getattr(app, f"add_template_{kind}")
    assert decorator()(len) is len
    assert decorator("size")(len) is len
    engine = app.template_engine
    assert engine.calls == [(kind, "len", len), (kind, "size", len)]
    add(abs)
    add(abs, name="absolute")
    decorator(name="extent")(len)
    assert decorator(str) is str
    assert engine.calls[2:] == [
        (kind, "abs", abs),
        (kind, "absolute", abs),
        (kind, "extent", len),
        (kind, "str", str),
    ]


@alone
@pytest.mark.parametrize("kind", KINDS)
def test_registering_needs_no_engine(make_app, kind):
    """It is kept for one that may come."""
    app = make_app()
    getattr(app, f"template_{kind}")()(len)
    getattr(app, f"add_template_{kind}")(abs)
    assert app.template_engine is None
    getattr(app, f"add_template_{kind}")(str)
    assert app.template_registrations[kind] == {"len": len, "abs": abs, "str": str}


# -- what an engine is asked for ------------------------------------------------------------------


@alone
def test_loaders_are_the_engines(app, tmp_path):
    """Of the application's folder, of a blueprint's, and of all together."""
    assert app.jinja_loader == f"loader of {tmp_path / 'templates'}"
    assert app.create_global_jinja_loader() == "global loader"
    blueprint = Blueprint("shop", __name__, template_folder="own", root_path="/srv")
    app.register_blueprint(blueprint)
    assert blueprint.jinja_loader == "loader of /srv/own"


@alone
def test_a_loader_that_was_asked_for_too_early_is_made_once_it_can(app):
    """Before it is registered, a blueprint has no engine to ask."""
    blueprint = Blueprint("shop", __name__, template_folder="own", root_path="/srv")
    assert blueprint.jinja_loader is None
    app.register_blueprint(blueprint)
    assert blueprint.jinja_loader == "loader of /srv/own"


@alone
def test_the_environment_is_made_once_by_a_method(app):
    """Which a subclass may override; the engine makes it."""
    assert app.jinja_env == "environment of bare"
    assert vars(app)["jinja_env"] is app.jinja_env


@alone
def test_an_environment_of_ones_own_needs_no_part(make_app):
    """Where the method does not ask for it."""

    class Site(App):
        def create_jinja_environment(self):
            return "own"

    assert make_app(Site).jinja_env == "own"


@alone
def test_outside_of_an_application_there_is_nothing_to_render_with():
    """The error says so."""
    with pytest.raises(RuntimeError, match=r"^Working outside of application context\."):
        render_template_string("x")


# -- with Jinja -----------------------------------------------------------------------------------


@pytest.fixture
def site(tmp_path):
    """An application with templates by Jinja."""

    class Site(App):
        parts = ("templating",)

    (tmp_path / "templates").mkdir()
    return Site("site", root_path=str(tmp_path), plugins=())


@pytest.mark.parametrize("first", ["environment", "rendering", "engine", "registering"])
def test_jinja_has_what_was_registered_whatever_came_first(site, first):
    """The environment, a rendering, the engine, or another registration."""
    site.add_template_filter(lambda text: text[::-1], name="backwards")
    site.add_template_test(lambda number: number > 9, name="large")
    if first == "registering":
        site.add_template_global("hello", name="greeting")
    site.add_template_global(lambda: "called", name="call")
    if first == "environment":
        assert site.jinja_env.filters["backwards"]("ab") == "ba"
    elif first == "engine":
        assert site.template_engine.name == "jinja"
    environment = site.jinja_env
    with site.app_context():
        text = render_template_string("{{ 'ab'|backwards }} {{ 10 is large }} {{ call() }}")
    assert text == "ba True called"
    assert site.jinja_env is environment
    site.add_template_filter(str.upper, name="loud")
    assert environment.filters["loud"] is str.upper


def change_environment_and_fail(app):
    """What set-ups do to an environment, and a failure at the end."""
    environment = app.jinja_env
    app.add_template_filter(str.upper, "loud")
    environment.filters["upper"] = str.lower
    environment.tests["large"] = bool
    environment.globals["greeting"] = "hello"
    environment.policies["urlize.rel"] = "changed"
    environment.add_extension("jinja2.ext.do")
    app.config["CHANGED"] = True
    raise OSError("no database")


def test_a_failed_set_up_leaves_nothing_in_an_environment_that_was_there(make_app, plugin):
    """Neither filters, tests, globals nor policies and extensions, however they came in."""

    def setup(app):
        change_environment_and_fail(app)

    class Site(App):
        parts = ("templating",)

    site = make_app(Site, without=(), plugins=[plugin(setup)])
    environment = site.jinja_env
    names = ("filters", "tests", "globals", "policies", "extensions")
    before = {name: dict(getattr(environment, name)) for name in names}
    with pytest.raises(PluginSetupFailed, match="no database"):
        site.setup_plugins()
    assert {name: getattr(environment, name) for name in names} == before
    assert site.jinja_env is environment


def test_a_set_up_owns_what_it_put_into_the_environment(make_app, plugin):
    """Once each, also where the environment holds a registry of the application's."""

    def setup(app):
        app.jinja_env.globals["greeting"] = "hello"
        app.config["GREETING"] = "hello"

    class Site(App):
        parts = ("templating",)

    site = make_app(Site, without=(), plugins=[plugin(setup)])
    environment = site.jinja_env
    site.setup_plugins()
    entries = site.assembly.ledger.entries(owner="probe")
    found = [(entry.kind, entry.key) for entry in entries]
    assert sorted(found) == [("config", "GREETING"), ("jinja_env.globals", "greeting")]
    assert environment.globals["greeting"] == "hello"


def test_an_environment_of_another_kind_has_the_registries_that_it_has(make_app):
    """Only dicts count."""
    app = make_app()
    assert not [name for name in app.registries() if "jinja" in name]
    filters = {}
    app.jinja_env = SimpleNamespace(filters=filters, tests=[], globals=None)
    registries = app.registries()
    assert [name for name in registries if "jinja" in name] == ["jinja_env.filters"]
    assert registries["jinja_env.filters"] is filters


def test_the_class_and_options_of_jinja_can_be_chosen(site):
    """By class attributes, as with Flask."""
    import jinja2

    class Own(jinja2.Environment):
        def __init__(self, app, **options):
            super().__init__(**options)

    site.jinja_environment = Own
    site.jinja_options = {"variable_start_string": "[[", "variable_end_string": "]]"}
    assert type(site.jinja_env) is Own
    with site.app_context():
        assert render_template_string("[[ x ]] {{ x }}", x=1) == "1 {{ x }}"
    assert App.jinja_options == {}


def test_templates_of_blueprints_are_found_in_their_folders(site, tmp_path):
    """The application's own win over theirs."""
    for folder, name, text in (
        ("templates", "both.html", "app"),
        ("theirs", "both.html", "blueprint"),
        ("theirs", "one.html", "blueprint {{ request.path }}"),
    ):
        (tmp_path / folder).mkdir(exist_ok=True)
        (tmp_path / folder / name).write_text(text)
    blueprint = Blueprint("shop", __name__, template_folder="theirs", root_path=str(tmp_path))
    assert blueprint.jinja_loader is None
    site.register_blueprint(blueprint)
    with site.test_request_context("/x"):
        assert render_template("both.html") == "app"
        assert render_template("one.html") == "blueprint /x"


def test_jinja_absent_leaves_the_rest_working(site, make_app):
    """The two kinds of application, one after the other."""
    bare = make_app()
    bare.add_template_filter(str.upper)
    with bare.app_context(), pytest.raises(MissingPart):
        render_template_string("x")
    with site.app_context():
        assert render_template_string("{{ 1 }}") == "1"


def test_debug_mode_reloads_templates(site, tmp_path):
    """Whether it is switched on before or after the environment is made."""
    (tmp_path / "templates" / "t.html").write_text("old")
    assert site.jinja_env.auto_reload is False
    site.debug = True
    assert site.jinja_env.auto_reload is True
