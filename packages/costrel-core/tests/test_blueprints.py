"""Parts of an application that are written apart and registered later."""

import pytest
from werkzeug.test import Client

from costrel_core import (
    App,
    Blueprint,
    BlueprintSetupState,
    abort,
    current_app,
    g,
    request,
    url_for,
)

alone = pytest.mark.alone


def text(app, path, **environ):
    """What the application answers."""
    return Client(app).get(path, **environ).text


# -- names ----------------------------------------------------------------------------------------


@alone
def test_a_blueprint_has_a_name():
    """It becomes part of endpoints, and therefore has no dots."""
    with pytest.raises(ValueError, match="may not be empty"):
        Blueprint("", __name__)
    with pytest.raises(ValueError, match=r"may not contain a dot.*'a\.b'"):
        Blueprint("a.b", __name__)


@alone
def test_endpoints_in_a_blueprint_have_no_dots():
    """Neither given nor by the name of the view."""
    blueprint = Blueprint("shop", __name__)

    def view():
        return "x"

    with pytest.raises(ValueError, match="'endpoint' may not contain a dot"):
        blueprint.add_url_rule("/x", "a.b", view)
    view.__name__ = "a.b"
    with pytest.raises(ValueError, match="'view_func' name may not contain a dot"):
        blueprint.add_url_rule("/x", None, view)
    with pytest.raises(ValueError, match="'view_func' name may not contain a dot"):
        blueprint.route("/x", endpoint="fine")(view)


@alone
def test_a_rule_needs_a_view_or_an_endpoint(app):
    """It is found out at the registration."""
    blueprint = Blueprint("shop", __name__)
    blueprint.add_url_rule("/x")
    with pytest.raises(AssertionError, match="expected view func"):
        app.register_blueprint(blueprint)


@alone
def test_a_view_without_a_name_needs_an_endpoint(app):
    """A partial function, say."""
    from functools import partial

    blueprint = Blueprint("shop", __name__)
    blueprint.add_url_rule("/x", "x", partial(str, "partial"))
    app.register_blueprint(blueprint)
    assert text(app, "/x") == "partial"


# -- prefixes, subdomains, defaults -----------------------------------------------------------------


@alone
@pytest.mark.parametrize(
    ("prefix", "rule", "path"),
    [
        ("", "/", "/"),
        ("/", "/", "/"),
        ("/", "", "/"),
        ("/foo", "", "/foo"),
        ("/foo/", "", "/foo/"),
        ("", "/bar", "/bar"),
        ("/foo/", "/bar", "/foo/bar"),
        ("/foo/", "bar", "/foo/bar"),
        ("/foo", "/bar", "/foo/bar"),
        ("/foo/", "//bar", "/foo/bar"),
        ("/foo//", "/bar", "/foo/bar"),
    ],
)
def test_prefix_and_rule_are_joined_by_one_slash(app, prefix, rule, path):
    """Whether or not they have slashes of their own."""
    blueprint = Blueprint("shop", __name__, url_prefix=prefix)
    blueprint.add_url_rule(rule, "x", lambda: "x")
    app.register_blueprint(blueprint)
    assert Client(app).get(path).status_code == 200


@alone
def test_options_of_the_registration_win_over_the_blueprint(make_app):
    """Prefix, subdomain, defaults and name."""
    app = make_app(subdomain_matching=True)
    app.config["SERVER_NAME"] = "shop.example"
    blueprint = Blueprint(
        "shop", __name__, url_prefix="/own", subdomain="own", url_defaults={"a": 1, "b": 1}
    )

    @blueprint.get("/x", defaults={"c": 1})
    def view(a, b, c):
        return f"{request.endpoint} {a}{b}{c}"

    app.register_blueprint(blueprint)
    app.register_blueprint(
        blueprint,
        name="other",
        url_prefix="/other",
        subdomain="sub",
        url_defaults={"b": 2, "c": 2},
    )
    client = Client(app)
    assert client.get("/own/x", base_url="http://own.shop.example").text == "shop.view 111"
    assert client.get("/other/x", base_url="http://sub.shop.example").text == "other.view 121"
    assert client.get("/own/x", base_url="http://sub.shop.example").status_code == 404
    assert blueprint.url_values_defaults == {"a": 1, "b": 1}


@alone
def test_the_same_blueprint_twice_has_two_names(app):
    """With its handlers, its functions and its relative URLs in both places."""
    blueprint = Blueprint("shop", __name__)
    blueprint.before_request(lambda: setattr(g, "seen", [*g.get("seen", ()), request.blueprint]))
    blueprint.before_app_request(lambda: setattr(g, "all", g.get("all", 0) + 1))
    blueprint.register_error_handler(403, lambda error: f"refused by {request.blueprint}")
    blueprint.add_url_rule("/", "index", lambda: f"{url_for('.index')} {g.seen} {g.all}")
    blueprint.add_url_rule("/no", "no", lambda: abort(403))
    app.register_blueprint(blueprint, url_prefix="/a")
    app.register_blueprint(blueprint, url_prefix="/b", name="again")
    assert text(app, "/a/") == "/a/ ['shop'] 1"
    assert text(app, "/b/") == "/b/ ['again'] 1"
    assert text(app, "/a/no") == "refused by shop"
    assert text(app, "/b/no") == "refused by again"


@alone
@pytest.mark.parametrize(
    ("same", "options", "words"),
    [
        (True, {}, "The name 'shop' is already registered for this blueprint. Use 'name='"),
        (False, {}, "The name 'shop' is already registered for a different blueprint. Use"),
        (True, {"name": "shop"}, "The name 'shop' is already registered for this blueprint."),
    ],
)
def test_a_name_can_be_taken_once(app, same, options, words):
    """The error says by whom it is taken, and the remedy."""
    first = Blueprint("shop", __name__)
    app.register_blueprint(first)
    second = first if same else Blueprint("shop", __name__)
    with pytest.raises(ValueError, match=words):
        app.register_blueprint(second, **options)
    assert app.blueprints == {"shop": first}


@alone
def test_a_name_that_is_taken_below_a_parent_is_shown_in_full(app):
    """As well as the short one."""
    parent = Blueprint("parent", __name__)
    for prefix in ("/a", "/b"):
        parent.register_blueprint(Blueprint("child", __name__), url_prefix=prefix)
    with pytest.raises(ValueError, match=r"'child' is already registered.*'parent\.child'"):
        app.register_blueprint(parent)


# -- nesting --------------------------------------------------------------------------------------


def nested(app, **options):
    """Child in parent, with the options of each registration by its prefix."""
    parent_options = {key[7:]: value for key, value in options.items() if key.startswith("parent_")}
    child_options = {key[6:]: value for key, value in options.items() if key.startswith("child_")}
    parent = Blueprint("parent", __name__, **options.get("parent", {}))
    child = Blueprint("child", __name__, **options.get("child", {}))
    child.add_url_rule("/x", "view", lambda: f"{request.endpoint} {request.host}{request.path}")
    parent.register_blueprint(child, **child_options)
    app.register_blueprint(parent, **parent_options)


@alone
@pytest.mark.parametrize(
    ("options", "path"),
    [
        ({"parent": {"url_prefix": "/p"}, "child": {"url_prefix": "/c"}}, "/p/c/x"),
        ({"parent": {"url_prefix": "/p/"}, "child": {"url_prefix": "c/"}}, "/p/c/x"),
        ({"parent": {"url_prefix": "/p"}}, "/p/x"),
        ({"child": {"url_prefix": "/c"}}, "/c/x"),
        ({}, "/x"),
        (
            {
                "parent": {"url_prefix": "/p"},
                "child": {"url_prefix": "/c"},
                "child_url_prefix": "/other",
            },
            "/p/other/x",
        ),
        (
            {
                "parent": {"url_prefix": "/p"},
                "child": {"url_prefix": "/c"},
                "parent_url_prefix": "/other",
            },
            "/other/c/x",
        ),
    ],
)
def test_prefixes_of_nested_blueprints_are_joined(app, options, path):
    """Those of the registrations win, at each level."""
    nested(app, **options)
    assert text(app, path) == f"parent.child.view localhost{path}"


@alone
@pytest.mark.parametrize(
    ("options", "host"),
    [
        ({"parent": {"subdomain": "p"}, "child": {"subdomain": "c"}}, "c.p."),
        ({"parent": {"subdomain": "p"}}, "p."),
        ({"child": {"subdomain": "c"}}, "c."),
        ({}, ""),
        (
            {"parent": {"subdomain": "p"}, "child": {"subdomain": "c"}, "child_subdomain": "o"},
            "o.p.",
        ),
        (
            {"parent": {"subdomain": "p"}, "child": {"subdomain": "c"}, "parent_subdomain": "o"},
            "c.o.",
        ),
    ],
)
def test_subdomains_of_nested_blueprints_are_joined(make_app, options, host):
    """The inner one comes first."""
    app = make_app(subdomain_matching=True)
    app.config["SERVER_NAME"] = "shop.example"
    nested(app, **options)
    url = f"http://{host}shop.example"
    assert text(app, "/x", base_url=url) == f"parent.child.view {host}shop.example/x"


@alone
def test_a_nested_blueprint_may_be_renamed(app):
    """At each level; relative URLs follow."""
    parent, child = Blueprint("parent", __name__), Blueprint("child", __name__)
    child.add_url_rule("/", "view", lambda: f"{request.blueprints} {url_for('.view')}")
    parent.register_blueprint(child, url_prefix="/one")
    parent.register_blueprint(child, url_prefix="/two", name="twin")
    app.register_blueprint(parent, url_prefix="/a")
    app.register_blueprint(parent, url_prefix="/b", name="again")
    for path, names in (
        ("/a/one/", ["parent.child", "parent"]),
        ("/a/two/", ["parent.twin", "parent"]),
        ("/b/one/", ["again.child", "again"]),
        ("/b/two/", ["again.twin", "again"]),
    ):
        assert text(app, path) == f"{names} {path}"


@alone
def test_a_blueprint_is_not_nested_in_itself():
    """It would never end."""
    blueprint = Blueprint("shop", __name__)
    with pytest.raises(ValueError, match="Cannot register a blueprint on itself"):
        blueprint.register_blueprint(blueprint)


@alone
def test_functions_of_nested_blueprints_run_from_the_outside_in_and_back(app):
    """Application, parent, child; then child, parent, application."""
    order = []
    parent, child = Blueprint("parent", __name__), Blueprint("child", __name__)
    sibling = Blueprint("sibling", __name__)

    def enclose(scaffold, name):
        def note(kind):
            return lambda *arguments: order.append(f"{kind} {name}")

        def after(response):
            order.append(f"after {name}")
            return response

        scaffold.url_value_preprocessor(note("value"))
        scaffold.before_request(note("before"))
        scaffold.after_request(after)
        scaffold.teardown_request(note("teardown"))

    for scaffold, name in ((app, "app"), (parent, "parent"), (child, "child"), (sibling, "no")):
        enclose(scaffold, name)
        enclose(scaffold, name + "2")
    child.add_url_rule("/", "view", lambda: order.append("view") or "x")
    parent.register_blueprint(child)
    parent.register_blueprint(sibling)
    app.register_blueprint(parent)
    assert text(app, "/") == "x"
    way_in = ["app", "app2", "parent", "parent2", "child", "child2"]
    way_out = ["child2", "child", "parent2", "parent", "app2", "app"]
    assert order == [
        *(f"value {name}" for name in way_in),
        *(f"before {name}" for name in way_in),
        "view",
        *(f"after {name}" for name in way_out),
        *(f"teardown {name}" for name in way_out),
    ]


@alone
def test_the_innermost_error_handler_answers(app):
    """Child, parent, application: the nearest one that has a handler."""
    parent, child = Blueprint("parent", __name__), Blueprint("child", __name__)
    for code in (403, 404, 410):
        child.add_url_rule(f"/{code}", f"view{code}", lambda code=code: abort(code))
    child.register_error_handler(403, lambda error: "child")
    for code in (403, 404):
        parent.register_error_handler(code, lambda error: "parent")
    for code in (403, 404, 410):
        app.register_error_handler(code, lambda error: "app")
    parent.register_blueprint(child)
    app.register_blueprint(parent)
    assert [text(app, f"/{code}") for code in (403, 404, 410)] == ["child", "parent", "app"]
    assert text(app, "/nowhere") == "app"


# -- for the whole application --------------------------------------------------------------------


@alone
def test_functions_for_the_whole_application_run_outside_too(app):
    """Once, however often the blueprint is registered."""
    order = []
    blueprint = Blueprint("shop", __name__)
    blueprint.before_app_request(lambda: order.append("before"))
    blueprint.teardown_app_request(lambda error: order.append("teardown"))
    blueprint.app_url_value_preprocessor(lambda endpoint, values: order.append(endpoint))

    @blueprint.after_app_request
    def after(response):
        order.append("after")
        return response

    @blueprint.app_errorhandler(404)
    def missing(error):
        return "missing", 404

    @blueprint.app_errorhandler(LookupError)
    def lost(error):
        return "lost"

    app.add_url_rule("/", "index", lambda: "x")
    app.add_url_rule("/lost", "lost", lambda: {}["x"])
    app.register_blueprint(blueprint)
    app.register_blueprint(blueprint, name="again")
    assert text(app, "/") == "x"
    assert order == ["index", "before", "after", "teardown"]
    assert text(app, "/nowhere") == "missing"
    assert text(app, "/lost") == "lost"


@alone
def test_decorators_return_what_they_decorate():
    """Each of them."""
    blueprint = Blueprint("shop", __name__)
    for name in (
        "before_app_request",
        "after_app_request",
        "teardown_app_request",
        "app_context_processor",
        "app_url_value_preprocessor",
        "app_url_defaults",
    ):
        assert getattr(blueprint, name)(len) is len
    for name in ("app_template_filter", "app_template_test", "app_template_global"):
        assert getattr(blueprint, name)()(len) is len
    assert blueprint.app_errorhandler(404)(len) is len


@alone
@pytest.mark.parametrize("kind", ["filter", "test", "global"])
def test_template_functions_are_handed_to_the_application(app, kind):
    """By decorator or by call, under their names or others; once."""
    blueprint = Blueprint("shop", __name__)
    decorator = getattr(blueprint, f"app_template_{kind}")
    add = getattr(blueprint, f"add_app_template_{kind}")
    decorator()(len)
    decorator("size")(len)
    decorator(name="extent")(len)
    assert decorator(str) is str
    add(abs)
    add(abs, "absolute")
    app.register_blueprint(blueprint)
    app.register_blueprint(blueprint, name="again")
    assert app.template_registrations[kind] == {
        "len": len,
        "str": str,
        "size": len,
        "extent": len,
        "abs": abs,
        "absolute": abs,
    }


# -- recording ------------------------------------------------------------------------------------


@alone
def test_recorded_functions_are_called_at_each_registration(app):
    """Or only at the first one on an application."""
    states, firsts = [], []
    blueprint = Blueprint("shop", __name__, url_prefix="/own", subdomain="sub")
    blueprint.record(states.append)
    blueprint.record_once(firsts.append)
    app.register_blueprint(blueprint, own_option=7)
    app.register_blueprint(blueprint, name="again", url_prefix="/again")
    assert [state.first_registration for state in states] == [True, False]
    assert firsts == states[:1]
    first, second = states
    assert (first.app, first.blueprint, first.name) == (app, blueprint, "shop")
    assert first.options == {"own_option": 7}
    assert (first.url_prefix, first.subdomain, first.name_prefix) == ("/own", "sub", "")
    assert (second.name, second.url_prefix) == ("again", "/again")


@alone
def test_the_first_registration_counts_per_application(make_app):
    """A blueprint may be registered on several of them."""
    firsts = []
    blueprint = Blueprint("shop", __name__)
    blueprint.record_once(lambda state: firsts.append(state.app))
    blueprint.before_app_request(lambda: None)
    apps = [make_app(), make_app()]
    for app in apps:
        app.register_blueprint(blueprint)
    assert firsts == apps
    assert [len(app.before_request_funcs[None]) for app in apps] == [1, 1]


@alone
def test_recorded_functions_keep_their_names():
    """``record_once`` wraps them."""
    blueprint = Blueprint("shop", __name__)

    def remember(state):
        """Its docstring."""

    blueprint.record_once(remember)
    (recorded,) = blueprint.deferred_functions
    assert (recorded.__name__, recorded.__doc__) == ("remember", "Its docstring.")


@alone
def test_a_blueprint_may_have_a_state_of_its_own(app):
    """``make_setup_state`` makes it; extensions replace ``add_url_rule`` on it."""

    class Versioned(BlueprintSetupState):
        def add_url_rule(self, rule, endpoint=None, view_func=None, **options):
            super().add_url_rule(f"/v1{rule}", endpoint, view_func, **options)

    class Api(Blueprint):
        def make_setup_state(self, app, options, first_registration=False):
            return Versioned(self, app, options, first_registration)

    blueprint = Api("api", __name__, url_prefix="/api")
    blueprint.add_url_rule("/x", "x", lambda: "x")

    @blueprint.record
    def replace(state):
        plain = state.add_url_rule
        state.add_url_rule = lambda rule, *args, **options: plain("/late" + rule, *args, **options)

    blueprint.add_url_rule("/y", "y", lambda: "y")
    app.register_blueprint(blueprint)
    assert text(app, "/api/v1/x") == "x"
    assert text(app, "/api/v1/late/y") == "y"


@alone
def test_a_state_adds_rules_by_itself(app):
    """With a name of the view, and defaults over those of the registration."""
    blueprint = Blueprint("shop", __name__, url_prefix="/p", url_defaults={"a": 1, "b": 1})

    @blueprint.record
    def add(state):
        def view(a, b):
            return f"{request.endpoint} {a}{b}"

        state.add_url_rule("/x", view_func=view, defaults={"b": 2})

    app.register_blueprint(blueprint)
    assert text(app, "/p/x") == "shop.view 12"


@alone
def test_registering_may_be_overridden(make_app):
    """On the application and on the blueprint."""
    calls = []

    class Site(App):
        def register_blueprint(self, blueprint, **options):
            calls.append(("app", blueprint.name, options))
            super().register_blueprint(blueprint, **options)

        def add_url_rule(self, rule, endpoint=None, view_func=None, **options):
            calls.append(("rule", rule, endpoint))
            super().add_url_rule(rule, endpoint, view_func, **options)

    class Part(Blueprint):
        def register(self, app, options):
            calls.append(("blueprint", self.name, options))
            super().register(app, options)

    app = make_app(Site, static_folder=None)
    part = Part("part", __name__)
    part.add_url_rule("/x", "x", lambda: "x")
    app.register_blueprint(part, url_prefix="/p")
    assert calls == [
        ("app", "part", {"url_prefix": "/p"}),
        ("blueprint", "part", {"url_prefix": "/p"}),
        ("rule", "/p/x", "part.x"),
    ]


@alone
def test_views_by_endpoint_belong_to_the_application(app):
    """``blueprint.endpoint`` names them in full."""
    blueprint = Blueprint("shop", __name__)
    blueprint.endpoint("elsewhere")(lambda: "found")
    app.add_url_rule("/x", "elsewhere")
    app.register_blueprint(blueprint)
    assert text(app, "/x") == "found"


# -- folders --------------------------------------------------------------------------------------


@alone
def test_static_files_of_a_blueprint_have_its_prefix(app, tmp_path):
    """And its endpoint."""
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "x.css").write_text("style")
    blueprint = Blueprint(
        "shop", __name__, static_folder="files", root_path=str(tmp_path), url_prefix="/shop"
    )
    other = Blueprint(
        "other", __name__, static_folder=folder, static_url_path="/assets", url_prefix="/other"
    )
    app.register_blueprint(blueprint)
    app.register_blueprint(other)
    client = Client(app)
    with app.test_request_context():
        for name, url in (("shop", "/shop/files/x.css"), ("other", "/other/assets/x.css")):
            assert url_for(f"{name}.static", filename="x.css") == url
            assert client.get(url, buffered=True).text == "style"
    assert client.get("/shop/files/../x.css").status_code == 404


@alone
def test_a_blueprint_does_not_keep_its_application_alive(make_app, without_gc):
    """The blueprint is often a module's variable."""
    import weakref

    blueprint = Blueprint("shop", __name__)
    app = make_app()
    app.register_blueprint(blueprint)
    reference = weakref.ref(app)
    del app
    assert reference() is None
    assert blueprint.jinja_loader is None


def test_commands_of_a_blueprint_run():
    """With the part for them; each in the application's context."""
    import click

    app, shop = App("with_commands", plugins=()), Blueprint("shop", __name__)

    @shop.cli.command("greet")
    def greet():
        click.echo(f"hello from {current_app.name}")

    app.register_blueprint(shop)
    result = app.test_cli_runner().invoke(args=["shop", "greet"])
    assert (result.exit_code, result.output) == (0, "hello from with_commands\n")
