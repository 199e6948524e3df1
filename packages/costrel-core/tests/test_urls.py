"""URLs built from endpoints."""

import pytest
from werkzeug.routing import BuildError
from werkzeug.test import Client

from costrel_core import App, Blueprint, redirect, request, url_for

pytestmark = pytest.mark.alone


@pytest.fixture
def app(make_app):
    """An application with some rules."""
    app = make_app()
    app.add_url_rule("/", "index", lambda: "index")
    app.add_url_rule("/item/<int:number>", "item")
    app.add_url_rule("/thing", "read", methods=["GET"])
    app.add_url_rule("/thing/write", "read", methods=["POST"])
    shop = Blueprint("shop", __name__, url_prefix="/shop")
    shop.add_url_rule("/", "index", lambda: url_for(".cart"))
    shop.add_url_rule("/cart", "cart", lambda: url_for(".index"))
    app.register_blueprint(shop)
    return app


# -- in a request ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("endpoint", "values", "url"),
    [
        ("index", {}, "/"),
        ("item", {"number": 7}, "/item/7"),
        ("item", {"number": 7, "q": "ä b", "empty": None}, "/item/7?q=%C3%A4+b"),
        ("index", {"tag": ["a", "b"]}, "/?tag=a&tag=b"),
        ("index", {"_anchor": "top"}, "/#top"),
        ("index", {"_anchor": "x y"}, "/#x%20y"),
        ("index", {"_anchor": ""}, "/#"),
        ("index", {"_anchor": "ä%!#$&'()*+,/:;=?@"}, "/#%C3%A4%!#$&'()*+,/:;=?@"),
        ("index", {"_anchor": "a<b>", "q": 1}, "/?q=1#a%3Cb%3E"),
        ("index", {"_external": True}, "http://localhost/"),
        ("index", {"_external": False}, "/"),
        ("index", {"_scheme": "https"}, "https://localhost/"),
        ("index", {"_scheme": "https", "_external": True}, "https://localhost/"),
        ("index", {"_scheme": "", "_external": True}, "//localhost/"),
        ("read", {"_method": "POST"}, "/thing/write"),
        ("read", {"_method": "GET"}, "/thing"),
        (".index", {}, "/"),
        ("shop.cart", {}, "/shop/cart"),
        ("static", {"filename": "a b.css"}, "/static/a%20b.css"),
        ("index", {"self": "x", "endpoint_": 1}, "/?self=x&endpoint_=1"),
    ],
)
def test_a_url_is_built_of_endpoint_and_values(app, endpoint, values, url):
    """Unknown values are its query; underscored ones say what kind of URL it is."""
    with app.test_request_context("/"):
        assert url_for(endpoint, **values) == url
        assert app.url_for(endpoint, **values) == url


def test_a_scheme_is_only_for_external_urls(app):
    """A relative one has none."""
    with app.test_request_context(), pytest.raises(ValueError, match="'_external' must be True"):
        url_for("index", _scheme="https", _external=False)


def test_a_leading_dot_is_the_blueprint_of_the_request(app):
    """The innermost one, under the name that it has there."""
    client = Client(app)
    assert client.get("/shop/").text == "/shop/cart"
    assert client.get("/shop/cart").text == "/shop/"


def test_the_mount_point_is_part_of_the_url(app):
    """SCRIPT_NAME of the server, not APPLICATION_ROOT."""
    with app.test_request_context("/", base_url="https://shop.example:8000/at/root/"):
        assert url_for("index") == "/at/root/"
        assert url_for("index", _external=True) == "https://shop.example:8000/at/root/"


# -- outside of requests --------------------------------------------------------------------------


def test_outside_of_requests_urls_are_external(app):
    """They are built of the configuration, with an application context or without."""
    app.config.update(SERVER_NAME="shop.example", PREFERRED_URL_SCHEME="https")
    assert app.url_for("index") == "https://shop.example/"
    with app.app_context():
        assert url_for("index") == "https://shop.example/"
        assert url_for("index", _external=False) == "/"
        assert url_for("index", _scheme="http") == "http://shop.example/"


@pytest.mark.parametrize("with_context", [True, False])
def test_outside_of_requests_a_server_name_is_needed(app, with_context):
    """The error names the keys."""
    with pytest.raises(RuntimeError) as caught:
        if with_context:
            with app.app_context():
                url_for("index")
        else:
            app.url_for("index")
    text = str(caught.value)
    assert text.startswith("Unable to build URLs outside an active request")
    assert all(key in text for key in ("SERVER_NAME", "APPLICATION_ROOT", "PREFERRED_URL_SCHEME"))


def test_the_function_needs_an_application():
    """Without one, nobody knows the rules."""
    with pytest.raises(RuntimeError, match=r"^Working outside of application context\."):
        url_for("index")


def test_an_application_inside_the_request_of_another_uses_its_adapter(app, make_app):
    """``current_app`` is one, ``request`` is the other's."""
    other = make_app(name="other")
    with app.test_request_context("/shop/", base_url="http://first.example"), other.app_context():
        assert request.path == "/shop/"
        assert url_for("item", number=1, _external=True) == "http://first.example/item/1"
        assert other.url_for("index") == "/"


# -- defaults -------------------------------------------------------------------------------------


def test_functions_may_add_values(make_app):
    """The application's first, then the blueprints', outermost first, each in order."""
    app = make_app()
    calls = []

    def function(name):
        def add(endpoint, values):
            calls.append((name, endpoint))
            values.setdefault("lang", name)
            values[name] = 1

        return add

    inner, outer = Blueprint("inner", __name__), Blueprint("outer", __name__)
    inner.add_url_rule("/<lang>/inner", "view", lambda: "x")
    inner.url_defaults(function("inner"))
    outer.url_defaults(function("outer"))
    outer.register_blueprint(inner)
    inner.add_url_rule("/<lang>/plain", "plain", lambda: "x")
    other = Blueprint("other", __name__)
    other.add_url_rule("/<lang>/other", "view", lambda: "x")
    other.url_defaults(function("other"))
    silent = Blueprint("silent", __name__)
    silent.add_url_rule("/<lang>/silent", "view", lambda: "x")
    app.register_blueprint(silent)
    other.app_url_defaults(function("everywhere"))
    app.url_defaults(function("app"))
    app.register_blueprint(outer)
    app.register_blueprint(other)
    with app.test_request_context():
        url = url_for("outer.inner.view")
    assert [name for name, _ in calls] == ["app", "everywhere", "outer", "inner"]
    assert {endpoint for _, endpoint in calls} == {"outer.inner.view"}
    assert url == "/app/inner?app=1&everywhere=1&outer=1&inner=1"
    with app.test_request_context():
        assert url_for("silent.view") == "/app/silent?app=1&everywhere=1"


def test_the_language_of_the_url_comes_back_by_itself(make_app):
    """The pattern of internationalised URLs: a preprocessor takes it, a default puts it back."""
    from costrel_core import g

    app = make_app()

    @app.url_defaults
    def add_language(endpoint, values):
        if app.url_map.is_endpoint_expecting(endpoint, "lang"):
            values.setdefault("lang", g.lang)

    @app.url_value_preprocessor
    def pull_language(endpoint, values):
        g.lang = values.pop("lang", None) if values else None

    app.add_url_rule("/<lang>/about", "about", lambda: url_for("index") + url_for("about"))
    app.add_url_rule("/", "index", lambda: "index")
    assert Client(app).get("/de/about").text == "//de/about"
    assert Client(app).get("/nowhere/at/all").status_code == 404


# -- what can't be built --------------------------------------------------------------------------


def test_an_unknown_endpoint_is_an_error_that_names_it(app):
    """And the values."""
    with app.test_request_context(), pytest.raises(BuildError) as caught:
        url_for("nowhere", x=1)
    assert caught.value.endpoint == "nowhere"
    assert "'nowhere'" in str(caught.value)


def test_a_missing_value_is_an_error(app):
    """The rule needs it."""
    with app.test_request_context(), pytest.raises(BuildError, match="number"):
        url_for("item")


def test_handlers_may_find_a_url(app):
    """The first that returns one; they get the special values as well."""
    seen = []

    def gives_up(error, endpoint, values):
        raise error

    def knows_nothing(error, endpoint, values):
        seen.append((type(error), endpoint, values))

    app.url_build_error_handlers += [
        gives_up,
        knows_nothing,
        lambda error, endpoint, values: f"/found/{endpoint}",
        lambda *arguments: pytest.fail("a URL was found"),
    ]
    with app.test_request_context():
        assert url_for("nowhere", x=1, _anchor="a", _scheme="https") == "/found/nowhere"
    special = {"_anchor": "a", "_method": None, "_scheme": "https", "_external": True}
    assert seen == [(BuildError, "nowhere", {"x": 1, **special})]


def test_an_error_of_a_handler_takes_the_place_of_the_first(app):
    """Where nobody finds a URL, the last error is raised."""
    other = BuildError("other", {}, None)

    def fails(error, endpoint, values):
        raise other

    app.url_build_error_handlers.append(fails)
    with app.test_request_context(), pytest.raises(BuildError) as caught:
        url_for("nowhere")
    assert caught.value is other


def test_where_no_handler_helps_the_error_is_the_first_one(app):
    """With its traceback, in which the caller is found."""
    app.url_build_error_handlers.append(lambda error, endpoint, values: None)
    with app.test_request_context(), pytest.raises(BuildError) as caught:
        url_for("nowhere")
    assert "test_where_no_handler" in str(caught.traceback[0])
    assert caught.value.__context__ is None


def test_a_handler_may_be_asked_by_hand(app):
    """Outside of any exception."""
    error = BuildError("x", {}, None)
    with pytest.raises(BuildError) as caught:
        app.handle_url_build_error(error, "x", {})
    assert caught.value is error


# -- redirects and overriding ---------------------------------------------------------------------


def test_a_redirect_is_a_response_of_the_application(app):
    """By the function and by the method."""
    assert type(app.redirect("/x")) is app.response_class
    assert app.redirect("/x", 308).status_code == 308
    with app.app_context():
        answer = redirect("/x", 303)
    assert (answer.status_code, answer.location) == (303, "/x")


def test_a_subclass_may_build_urls_and_redirects_its_own_way(make_app):
    """The functions call the methods."""

    class Site(App):
        def url_for(self, endpoint, **values):
            return f"own:{endpoint}:{sorted(values)}"

        def redirect(self, location, code=302):
            return super().redirect(f"/own{location}", code)

    app = make_app(Site)
    with app.app_context():
        special = ["_anchor", "_external", "_method", "_scheme", "x"]
        assert url_for("y", x=1) == f"own:y:{special}"
        assert redirect("/x").location == "/own/x"


def test_methods_of_the_way_to_a_url_may_be_overridden(app):
    """On the object; the function calls whatever is there."""
    app.inject_url_defaults = lambda endpoint, values: values.update(q=endpoint)
    app.handle_url_build_error = lambda error, endpoint, values: f"lost:{endpoint}"
    with app.test_request_context():
        assert url_for("index") == "/?q=index"
        assert url_for("nowhere") == "lost:nowhere"
        app.url_for = lambda endpoint, **values: f"found:{endpoint}"
        assert url_for("nowhere") == "found:nowhere"


@pytest.mark.parametrize("value", ["plain", "/slashes", "sp ace", 7, True, None, ["a", "b"], 1.5])
@pytest.mark.parametrize("rule", ["/<x>", "/t/<x>", "/<path:x>/end", "/<int:x>", "/t/<x>/<int:n>"])
@pytest.mark.parametrize("root", ["/", "/mounted", "/mounted/"])
def test_a_url_is_the_adapters(app, rule, value, root):
    """The first time, when the map is asked, and later, when it is known; whatever is given."""
    app.add_url_rule(rule, "e")
    given = {"x": value} if "<int:n>" not in rule else {"x": value, "n": 3}
    with app.test_request_context("/", environ_overrides={"SCRIPT_NAME": root}) as ctx:
        try:
            expected = ctx.url_adapter.build("e", dict(given))
        except Exception as error:
            expected = type(error)
        for _ in range(3):
            for anchor, end in ((None, ""), ("a b", "#a%20b")):
                try:
                    found = app.url_for("e", _anchor=anchor, **given)
                except Exception as error:
                    assert type(error) is expected
                else:
                    assert found == expected + end


def test_defaults_are_injected_once(app):
    """Also where the path turns out not to be plain."""
    asked = []
    app.add_url_rule("/<x>", "e")
    app.url_defaults(lambda endpoint, values: asked.append(endpoint))
    with app.test_request_context():
        for value in ("plain", "not plain"):
            for _ in range(2):
                app.url_for("e", x=value)
    assert asked == ["e"] * 4


def test_a_name_with_a_dot_in_front_is_relative_whatever_was_built_before(app):
    """An endpoint may have such a name, which only code outside requests can use."""
    app.config["SERVER_NAME"] = "site.example"
    app.add_url_rule("/dotted", ".e")
    app.add_url_rule("/plain", "e")
    for _ in range(2):
        with app.app_context():
            assert app.url_for(".e", _external=False) == "/dotted"
        with app.test_request_context():
            assert app.url_for(".e") == "/plain"
