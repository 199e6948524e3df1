"""Paths that are built without Werkzeug's builders are the ones that they build."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.routing import BaseConverter, BuildError, MapAdapter
from werkzeug.routing import Map as WerkzeugMap
from werkzeug.test import create_environ

from costrel_core import App, url_for
from costrel_core.context import UNSET
from costrel_core.paths import build_path, plain_path
from costrel_core.router import Map, Rule

pytestmark = pytest.mark.alone


class Shouting(BaseConverter):
    """A converter of an application's own."""

    def to_url(self, value):
        return str(value).upper()


RULES = {
    "index": ("/", {}),
    "static": ("/about/us", {}),
    "quoted": ("/ä b/<x>", {}),
    "text": ("/t/<x>", {}),
    "bare": ("/<x>", {}),
    "tail": ("/t/<x>/end/", {}),
    "two": ("/<x>/-/<int:n>", {}),
    "touching": ("/<x>-<int:n>.html", {}),
    "number": ("/n/<int:n>", {}),
    "padded": ("/p/<int(fixed_digits=4):n>", {}),
    "signed": ("/s/<int(signed=True):n>", {}),
    "float": ("/f/<float:n>", {}),
    "any": ("/a/<any(one, two):x>", {}),
    "path": ("/<path:x>", {}),
    "uuid": ("/u/<uuid:x>", {}),
    "own": ("/o/<loud:x>", {}),
    "default": ("/d/<x>", {"defaults": {"n": 1}}),
    "methods": ("/m/<x>", {"methods": ["POST"]}),
    "socket": ("/w/<x>", {"websocket": True}),
    "domain": ("/x/<x>", {"subdomain": "www"}),
    "domains": ("/y/<x>", {"subdomain": "<n>"}),
}
VALUES = st.one_of(
    st.integers(-(10**6), 10**6),
    st.text(max_size=6),
    st.sampled_from(["one", "a/b", "//evil", "style.css", "ä", " ", "", "%", "7", None, True, 1.5]),
    st.lists(st.text(max_size=3), max_size=2),
)


def make_map(rules=RULES, **options):
    """All of the rules, and one endpoint that has two."""
    url_map = Map(converters={"loud": Shouting}, **options)
    for endpoint, (text, more) in rules.items():
        url_map.add(Rule(text, endpoint=endpoint, **more))
    url_map.add(Rule("/both", endpoint="both"))
    url_map.add(Rule("/both/<x>", endpoint="both"))
    return url_map


def site(**options):
    """An application with all rules but those of subdomains, whose requests need an adapter.

    It has seen its host, whose first request needs one too.
    """
    app = App("site", static_folder=None)
    rules = {name: rule for name, rule in RULES.items() if "subdomain" not in rule[1]}
    app.url_map = make_map(rules, **options)
    with app.test_request_context():
        return app


def outcome(build):
    """The URL, or the type of the error."""
    try:
        return build()
    except Exception as error:
        return type(error)


@given(
    endpoint=st.sampled_from([*RULES, "both", "nowhere"]),
    values=st.dictionaries(st.sampled_from(["x", "n", "q", "r"]), VALUES, max_size=3),
    root=st.sampled_from(["", "/", "/app", "/app/", "/a/b//", "//"]),
    method=st.sampled_from(["GET", "POST"]),
    subdomain=st.sampled_from(["", "www"]),
)
def test_every_path_is_the_adapters(endpoint, values, root, method, subdomain):
    """Whatever the rule, the values, the mount point, the method and the subdomain of the request."""
    url_map = make_map()
    adapter = url_map.bind("shop.example", root, subdomain, default_method=method)
    expected = outcome(lambda: adapter.build(endpoint, dict(values)))
    for _ in range(2):
        found = outcome(lambda: build_path(adapter, endpoint, dict(values)))
        assert found in {None, expected}


@given(
    endpoint=st.sampled_from([*RULES, "both", "nowhere"]),
    values=st.dictionaries(st.sampled_from(["x", "n", "q"]), VALUES, max_size=3),
    root=st.sampled_from(["", "/", "/app", "/app/", "/a/b//", "/\u00e4"]),
    subdomain=st.sampled_from(["", "www"]),
)
def test_every_url_of_a_request_is_its_adapters(endpoint, values, root, subdomain):
    """The first time and later, with an adapter and without."""
    app = site(default_subdomain=subdomain)
    with app.test_request_context(environ_overrides={"SCRIPT_NAME": root}) as ctx:
        adapter = app.create_url_adapter(ctx.request)
        expected = outcome(lambda: adapter.build(endpoint, dict(values)))
        for _ in range(2):
            assert outcome(lambda: app.url_for(endpoint, **values)) == expected
            assert outcome(lambda: url_for(endpoint, **values)) == expected
        assert ctx.url_adapter is not None
        assert outcome(lambda: url_for(endpoint, **values)) == expected


@pytest.mark.parametrize(
    ("endpoint", "values", "url"),
    [
        ("index", {}, "/"),
        ("text", {"x": "plain.css"}, "/t/plain.css"),
        ("number", {"n": 7}, "/n/7"),
    ],
)
def test_a_plain_path_needs_no_adapter(endpoint, values, url):
    """Once the rule of its endpoint is known."""
    app = site()
    with app.test_request_context() as ctx:
        assert plain_path(app, ctx, endpoint, values) is None
        app.url_map.plan(endpoint)
        assert plain_path(app, ctx, endpoint, values) == url
        assert plain_path(app, ctx, endpoint, {**values, "q": "more"}) is None
        others = dict.fromkeys(f"other {name}" for name in values)
        assert plain_path(app, ctx, endpoint, others) == (None if values else url)
        assert ctx._url_adapter is UNSET


def test_an_adapter_that_was_assigned_builds_all_urls():
    """What is known of the request's own does not count from then on."""
    app = site()
    with app.test_request_context() as ctx:
        assert [app.url_for("text", x="a") for _ in range(2)] == ["/t/a", "/t/a"]
        ctx.url_adapter = app.url_map.bind("shop.example", "/mounted")
        assert plain_path(app, ctx, "text", {"x": "a"}) == "/mounted/t/a"
        assert url_for("text", x="a") == app.url_for("text", x="a") == "/mounted/t/a"
        ctx.url_adapter = OwnAdapter(app.url_map, "shop.example", "/", "", "http", "/", "GET")
        assert plain_path(app, ctx, "text", {"x": "a"}) is None
        assert url_for("text", x="a") == "/t/a"


@pytest.mark.parametrize(
    "options", [{"host_matching": True, "static_host": "x"}, {"subdomain_matching": True}]
)
def test_where_hosts_have_a_say_the_adapter_is_asked(options):
    """It knows which rules are for the host of the request."""
    app = App("site", static_folder=None, **options)
    app.add_url_rule("/t/<x>", "text", host="localhost" if "host_matching" in options else None)
    with app.test_request_context():
        pass
    with app.test_request_context() as ctx:
        assert [url_for("text", x="a") for _ in range(2)] == ["/t/a", "/t/a"]
        assert ctx.path_base is None


def test_a_request_without_a_host_asks_the_adapter():
    """It knows what the server calls itself."""
    app = site()
    environ = create_environ("/")
    del environ["HTTP_HOST"]
    with app.request_context(environ.copy()):
        app.url_map.plan("index")
    with app.request_context(environ.copy()) as ctx:
        assert plain_path(app, ctx, "index", {}) is None
        assert url_for("index") == "/"


def test_a_value_that_is_not_plain_is_converted():
    """By the rule's converter, which also says what it refuses."""
    app = site()
    app.url_map.plan("text")
    with app.test_request_context() as ctx:
        for value in ("a b", 7, None):
            assert plain_path(app, ctx, "text", {"x": value}) is None
        assert url_for("text", x="a b") == "/t/a%20b"
        assert url_for("text", x="a", _anchor="top") == "/t/a#top"


def test_a_method_that_builds_urls_or_adds_values_is_called():
    """Assigned to the application, or defined by a class below its own."""
    app = site()
    with app.test_request_context():
        assert [url_for("text", x="a") for _ in range(2)] == ["/t/a", "/t/a"]
        app.inject_url_defaults = lambda endpoint, values: values.update(x="b")
        assert url_for("text", x="a") == app.url_for("text", x="a") == "/t/b"
        del app.inject_url_defaults
        assert url_for("text", x="a") == app.url_for("text", x="a") == "/t/a"
        app.url_for = lambda endpoint, **values: f"own {endpoint}"
        assert url_for("text", x="a") == "own text"


@pytest.mark.parametrize(
    ("endpoint", "values", "url"),
    [
        ("index", {}, "/"),
        ("static", {}, "/about/us"),
        ("static", {"q": "ä", "r": None}, "/about/us?q=%C3%A4"),
        ("text", {"x": "a b"}, "/t/a%20b"),
        ("text", {"x": "plain.css"}, "/t/plain.css"),
        ("text", {"x": 7}, "/t/7"),
        ("two", {"x": "a", "n": 7}, "/a/-/7"),
        ("number", {"n": 7, "page": 2}, "/n/7?page=2"),
        ("number", {"n": "7"}, "/n/7"),
        ("padded", {"n": 7}, "/p/0007"),
        ("path", {"x": "//evil"}, "/evil"),
        ("own", {"x": "a"}, "/o/A"),
        ("methods", {"x": "a"}, "/m/a"),
    ],
)
def test_what_is_plain_is_built_directly(endpoint, values, url):
    """Else nothing would be gained."""
    url_map = make_map()
    adapter = url_map.bind("shop.example")
    assert build_path(adapter, endpoint, values) == url
    assert adapter.build(endpoint, values) == url


class Refusing(Shouting):
    """A converter that takes no value."""

    def to_url(self, value):
        from werkzeug.routing import ValidationError

        raise ValidationError


class OwnAdapter(MapAdapter):
    """Builds in its own way."""


@pytest.mark.parametrize(
    ("endpoint", "values"),
    [
        ("nowhere", {}),
        ("both", {}),
        ("default", {"x": "a"}),
        ("socket", {"x": "a"}),
        ("domain", {"x": "a"}),
        ("domains", {"x": "a", "n": "b"}),
        ("text", {}),
        ("text", {"x": None}),
        ("text", {"y": "a"}),
        ("text", {"q": 1, "r": 2}),
    ],
)
def test_what_is_not_certain_is_left_to_the_adapter(endpoint, values):
    """Several rules, defaults, hosts, and whatever ends in an error."""
    url_map = make_map()
    assert build_path(url_map.bind("shop.example"), endpoint, values) is None


@pytest.mark.parametrize("values", [{"x": "a"}, {"x": "a", "q": 1}])
def test_a_value_that_the_converter_refuses_is_left_to_the_adapter(values):
    """It raises the error that names the endpoint."""
    url_map = make_map()
    url_map.converters["never"] = Refusing
    url_map.add(Rule("/never/<never:x>", endpoint="never"))
    adapter = url_map.bind("shop.example")
    assert build_path(adapter, "never", values) is None
    with pytest.raises(BuildError):
        adapter.build("never", values)


def test_adapters_and_rules_of_other_kinds_build_themselves():
    """As their classes say; and hosts are for the adapter to compare."""
    url_map = make_map()
    own = OwnAdapter(url_map, "shop.example", "/", "", "http", "/", "GET")
    assert build_path(own, "index", {}) is None
    with_host = Map([Rule("/", endpoint="index", host="a.example")], host_matching=True)
    assert build_path(with_host.bind("a.example"), "index", {}) is None

    class OwnRule(Rule):
        """A rule of an application's own."""

    own_rules = Map([OwnRule("/", endpoint="index")])
    assert build_path(own_rules.bind("a.example"), "index", {}) is None


def test_a_rule_that_is_added_later_counts(make_app):
    """The endpoint may have had none, or another one."""
    app = make_app()
    app.add_url_rule("/a", "a", lambda: "a")
    with app.test_request_context():
        assert app.url_for("a") == "/a"
        app.url_map.add(Rule("/<x>/a", endpoint="a"))
        assert app.url_for("a", x=1) == "/1/a"
        app.url_map.add(Rule("/b", endpoint="b"))
        assert app.url_for("b") == "/b"


def test_a_map_of_another_kind_builds_itself(make_app):
    """Also where two applications take turns."""
    app, other = make_app(), make_app(name="other")
    app.url_map = WerkzeugMap([Rule("/there", endpoint="x")])
    other.add_url_rule("/here", "x")
    for _ in range(2):
        with app.test_request_context():
            assert app.url_for("x") == other.url_for("x") == "/there"
        with other.test_request_context():
            assert app.url_for("x") == other.url_for("x") == "/here"


def test_what_is_changed_on_an_adapter_counts(make_app):
    """Proxies and tests set its attributes."""
    app = make_app()
    app.add_url_rule("/a", "a")
    with app.test_request_context() as ctx:
        assert app.url_for("a") == "/a"
        ctx.url_adapter.script_name = "/mounted/"
        assert app.url_for("a") == "/mounted/a"
        ctx.url_adapter.subdomain = "other"
        assert app.url_for("a") == "http://localhost/mounted/a"


def test_a_value_that_is_missing_counts_for_more_than_one_that_can_not_be_converted():
    """Whatever else is given: it is a BuildError, as Werkzeug's."""
    url_map = Map([Rule("/<float:n>/<x>", endpoint="both")])
    adapter = url_map.bind("site.example")
    assert build_path(adapter, "both", {"n": "a", "more": "b"}) is None
    assert build_path(adapter, "both", {"n": "a", "x": "b"}) is None
    with pytest.raises(BuildError):
        adapter.build("both", {"n": "a", "more": "b"})
