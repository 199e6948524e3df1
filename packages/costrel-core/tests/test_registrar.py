"""What is registered on an application."""

import weakref

import pytest
from werkzeug.routing import Map as WerkzeugMap
from werkzeug.routing import Rule as WerkzeugRule
from werkzeug.test import Client

from costrel_core import App, Blueprint, url_for

pytestmark = pytest.mark.alone


def methods_of(app, endpoint):
    """The methods of an endpoint's only rule."""
    (rule,) = app.url_map.iter_rules(endpoint)
    return rule.methods


# -- rules and views ------------------------------------------------------------------------------


def test_a_rule_answers_get_unless_told_otherwise(app):
    """With HEAD and OPTIONS, which are automatic."""
    app.add_url_rule("/x", view_func=lambda: "x", endpoint="x")
    assert methods_of(app, "x") == {"GET", "HEAD", "OPTIONS"}


@pytest.mark.parametrize("methods", [["post"], {"POST"}, ("Post",)])
def test_methods_are_written_in_any_case(app, methods):
    """In any collection."""
    app.add_url_rule("/x", "x", lambda: "x", methods=methods)
    assert methods_of(app, "x") == {"POST", "OPTIONS"}


def test_one_string_is_no_list_of_methods(app):
    """Its letters would be; the error shows the right form."""
    with pytest.raises(TypeError, match="must be a list of strings"):
        app.add_url_rule("/x", "x", lambda: "x", methods="POST")


def test_a_view_may_say_its_methods_itself(app):
    """Those of the rule win; those that it requires are added to either."""

    def view():
        return "x"

    view.methods = ["PUT"]
    view.required_methods = ["DELETE"]
    app.add_url_rule("/own", "own", view)
    app.add_url_rule("/rule", "rule", view, methods=["POST"])
    assert methods_of(app, "own") == {"PUT", "DELETE", "OPTIONS"}
    assert methods_of(app, "rule") == {"POST", "DELETE", "OPTIONS"}


@pytest.mark.parametrize(
    ("configured", "of_view", "argument", "methods", "answered", "listed"),
    [
        (True, None, None, ["GET"], True, True),
        (False, None, None, ["GET"], False, False),
        (True, False, None, ["GET"], False, False),
        (False, True, None, ["GET"], True, False),
        (True, True, False, ["GET"], False, False),
        (False, False, True, ["GET"], True, False),
        (True, None, None, ["GET", "OPTIONS"], False, True),
        (True, True, None, ["GET", "OPTIONS"], True, True),
    ],
)
def test_whether_options_is_answered(app, configured, of_view, argument, methods, answered, listed):
    """The argument decides, else the view, else the configuration where no method takes it."""

    def view():
        return "view"

    app.config["PROVIDE_AUTOMATIC_OPTIONS"] = configured
    if of_view is not None:
        view.provide_automatic_options = of_view
    app.add_url_rule("/x", "x", view, provide_automatic_options=argument, methods=methods)
    (rule,) = app.url_map.iter_rules("x")
    assert rule.provide_automatic_options is answered
    assert ("OPTIONS" in rule.methods) is listed
    response = Client(app).options("/x")
    if not listed:
        assert response.status_code == 405
    elif answered:
        assert (response.data, response.allow.as_set()) == (b"", {"get", "head", "options"})
    else:
        assert response.data == b"view"


def test_options_lists_the_methods_of_every_rule_of_the_url(app):
    """Not those of one rule only."""
    app.add_url_rule("/x", "read", lambda: "x")
    app.add_url_rule("/x", "write", lambda: "x", methods=["PUT", "DELETE"])
    allow = Client(app).options("/x").allow.as_set()
    assert allow == {"get", "head", "options", "put", "delete"}


def test_an_endpoint_has_one_view(app):
    """Two rules may share it; another view is refused, and the first one stays."""

    def view():
        return "first"

    app.add_url_rule("/a", "x", view)
    app.add_url_rule("/b", "x", view)
    app.add_url_rule("/c", "x")
    with pytest.raises(AssertionError, match="overwriting an existing endpoint function: x"):
        app.add_url_rule("/d", "x", lambda: "second")
    client = Client(app)
    assert [client.get(path).data for path in ("/a", "/b", "/c")] == [b"first"] * 3


def test_a_view_that_is_replaced_is_gone(app):
    """``view_functions`` is a live dict, also after the first request."""
    app.add_url_rule("/x", "x", lambda: "old")
    client = Client(app)
    assert client.get("/x").data == b"old"
    app.view_functions["x"] = lambda: "new"
    assert client.get("/x").data == b"new"


def test_a_rule_that_is_added_to_the_map_by_hand_counts(app):
    """Also after the first request, as extensions do it."""
    client = Client(app)
    assert client.get("/late").status_code == 404
    app.url_map.add(app.url_rule_class("/late", endpoint="late"))
    app.view_functions["late"] = lambda: "late"
    assert client.get("/late").data == b"late"


@pytest.mark.parametrize("rule", ["x", "", "no/slash"])
def test_a_rule_begins_with_a_slash(app, rule):
    """It is checked when it is added."""
    with pytest.raises(ValueError, match="slash"):
        app.add_url_rule(rule, "x")


def test_an_unknown_converter_is_refused_when_the_rule_is_added(app):
    """Not when the first request comes."""
    with pytest.raises(LookupError, match="nope"):
        app.add_url_rule("/<nope:x>", "x")


@pytest.mark.parametrize(
    ("rule", "options", "path", "status", "told"),
    [
        ("/x/<int:page>", {}, "/x/7", 200, "7"),
        ("/x", {"defaults": {"page": 1}}, "/x", 200, "1"),
        ("/x", {"defaults": {"page": 1}}, "/x/", 404, None),
        ("/x", {"defaults": {"page": 1}, "strict_slashes": False}, "/x/", 200, "1"),
        ("/x/<page>/", {}, "/x/7", 308, "http://shop.example/x/7/"),
        ("/x/<page>/", {"strict_slashes": False}, "/x/7", 200, "7"),
        ("/x/<page>", {}, "/x//7", 308, "http://shop.example/x/7"),
        ("/x/<path:page>", {"merge_slashes": False}, "/x/7//8", 200, "7//8"),
        ("/x/<page>", {"redirect_to": "/new/<page>"}, "/x/7", 308, "http://shop.example/new/7"),
        (
            "/x/<int:page>",
            {"redirect_to": lambda adapter, page: f"new/{page + 1}"},
            "/x/7",
            308,
            "http://shop.example/new/8",
        ),
        ("/x/<page>", {"build_only": True}, "/x/7", 404, None),
        ("/x/<page>", {"alias": True}, "/x/7", 308, "http://shop.example/first/7"),
        ("/x/<page>", {"websocket": True}, "/x/7", 400, None),
        ("/x/<page>", {"methods": ["POST"]}, "/x/7", 405, None),
        ("/first/1", {"defaults": {"page": "1"}}, "/first/1", 200, "1"),
        ("/x/", {"defaults": {"page": "1"}}, "/first/1", 308, "http://shop.example/x/"),
    ],
)
def test_options_of_rules_reach_the_rule(app, rule, options, path, status, told):
    """All that Werkzeug's rule takes; the body or the location tells what came of it."""
    app.add_url_rule("/first/<page>", "x", lambda page: str(page))
    app.add_url_rule(rule, "x", **options)
    response = Client(app).get(path, base_url="http://shop.example")
    assert response.status_code == status
    if told is not None:
        assert (response.location or response.text) == told


def test_websockets_have_rules_of_their_own(app):
    """Which ordinary requests do not match, and which match no ordinary rule."""
    app.add_url_rule("/ws", "ws", lambda: "socket", websocket=True)
    app.add_url_rule("/page", "page", lambda: "page")
    client = Client(app)
    upgrade = {"Connection": "Upgrade", "Upgrade": "websocket"}
    assert client.get("/ws", headers=upgrade).text == "socket"
    assert client.get("/page").text == "page"
    assert client.get("/ws").status_code == 400
    assert client.get("/page", headers=upgrade).status_code == 400
    with app.test_request_context():
        assert app.url_for("ws", _external=True) == "ws://localhost/ws"


# -- the map --------------------------------------------------------------------------------------


def test_a_map_that_is_put_in_the_place_of_the_first_counts(app):
    """Also after the router was used."""
    app.add_url_rule("/x", "x", lambda: "old")
    client = Client(app)
    assert client.get("/x").status_code == 200
    app.url_map = type(app.url_map)([app.url_rule_class("/y", endpoint="x")])
    assert client.get("/x").status_code == 404
    assert client.get("/y").data == b"old"


def test_a_router_that_was_assigned_stays_with_another_map(app):
    """Whoever assigned it knows what it does; one that filled the slot goes with its map."""
    filled = app.router
    app.url_map = type(app.url_map)()
    assert app.router is not filled
    app.url_map = type(app.url_map)()
    router = app.router = object()
    app.url_map = type(app.url_map)()
    assert app.router is router


def test_the_classes_of_map_and_rules_can_be_chosen(make_app):
    """Werkzeug's own do as well."""

    class Site(App):
        url_map_class = WerkzeugMap
        url_rule_class = WerkzeugRule

    app = make_app(Site)
    app.add_url_rule("/<int:x>", "x", lambda x: f"{x} {url_for('x', x=2)}")
    assert type(app.url_map) is WerkzeugMap
    client = Client(app)
    assert client.get("/1").data == b"1 /2"
    assert client.get("/one").status_code == 404
    assert client.post("/1").status_code == 405


def test_converters_can_be_added(app):
    """To the map of one application."""
    from werkzeug.routing import BaseConverter

    class Reversed(BaseConverter):
        def to_python(self, value):
            return value[::-1]

        def to_url(self, value):
            return value[::-1]

    app.url_map.converters["reversed"] = Reversed
    app.add_url_rule("/<reversed:x>", "x", lambda x: f"{x} {url_for('x', x='on')}")
    assert Client(app).get("/abc").data == b"cba /no"


def test_the_registries_are_named_and_live(app):
    """What a plugin's set-up may change, and only these objects."""
    registries = app.registries()
    assert "commands" not in registries
    others = {
        "converters": app.url_map.converters,
        "attributes": vars(app),
        "commands": app.cli.commands,
    }
    assert app.registries().keys() == {*registries, "commands"}
    assert {"view_functions", "url_map", "config", "extensions", *others} <= {
        *registries,
        "commands",
    }
    settings = registries["settings"]
    assert settings.holder is app
    assert {"template_folder", "_static_folder"} <= set(settings.names)
    for name, registry in app.registries().items():
        if name == "settings":
            continue
        assert registry is (others[name] if name in others else getattr(app, name)), name
    app.add_url_rule("/x", "x", len)
    assert registries["view_functions"]["x"] is len


# -- static files ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "url"),
    [
        ({}, "/static/x.css"),
        ({"static_url_path": "/assets"}, "/assets/x.css"),
        ({"static_url_path": "", "static_folder": "public"}, "/x.css"),
        ({"static_folder": "public"}, "/public/x.css"),
    ],
)
def test_static_files_have_an_endpoint(make_app, tmp_path, options, url):
    """It is named ``static`` and sends what is in the folder."""
    folder = tmp_path / options.get("static_folder", "static")
    folder.mkdir()
    (folder / "x.css").write_text("style")
    app = make_app(**options)
    with app.test_request_context():
        assert url_for("static", filename="x.css") == url
    response = Client(app).get(url, buffered=True)
    assert response.data == b"style"


def test_without_a_static_folder_there_is_no_such_rule(make_app):
    """Nor anything to send."""
    app = make_app(static_folder=None)
    assert list(app.url_map.iter_rules()) == []


def test_static_files_may_have_a_host(make_app, tmp_path):
    """And must have one where hosts tell rules apart."""
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "x.css").write_text("style")
    app = make_app(host_matching=True, static_host="files.example")
    client = Client(app)
    for host, status in (("files.example", 200), ("shop.example", 404)):
        answer = client.get("/static/x.css", headers={"Host": host}, buffered=True)
        assert answer.status_code == status


@pytest.mark.parametrize(
    "options",
    [
        {"static_host": "files.example"},
        {"host_matching": True},
        {"host_matching": True, "static_host": ""},
    ],
)
def test_a_static_host_without_host_matching_or_the_reverse_is_refused(make_app, options):
    """Nothing would ever be sent."""
    with pytest.raises(AssertionError, match="static_host/host_matching"):
        make_app(**options)


# -- the rest -------------------------------------------------------------------------------------


def test_blueprints_are_listed_in_the_order_of_their_registration(app):
    """Under the names that they have here."""
    first, second = Blueprint("b", __name__), Blueprint("a", __name__)
    app.register_blueprint(first)
    app.register_blueprint(second, name="z")
    assert list(app.iter_blueprints()) == [first, second]
    assert app.blueprints == {"b": first, "z": second}


def test_shell_functions_and_teardown_functions_are_kept(app):
    """In lists; the decorators return what they decorate."""
    assert app.shell_context_processor(dict) is dict
    assert app.teardown_appcontext(print) is print
    assert app.shell_context_processors == [dict]
    assert app.teardown_appcontext_funcs == [print]


@pytest.mark.usefixtures("without_gc")
def test_an_application_goes_with_its_last_reference(make_app):
    """It is in no reference cycle, before and after it has served."""
    fresh, served = make_app(), make_app()
    served.add_url_rule("/", "index", lambda: "x")
    served.jinja_loader  # noqa: B018  # made on first use
    assert Client(served).get("/").data == b"x"
    assert Client(served).get("/static/nothing").status_code == 404
    references = [weakref.ref(fresh), weakref.ref(served)]
    del fresh, served
    assert [reference() for reference in references] == [None, None]
