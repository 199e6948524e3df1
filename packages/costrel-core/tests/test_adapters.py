"""How rules are bound to a request, or to the configuration outside of requests."""

import json

import pytest
from werkzeug.exceptions import SecurityError
from werkzeug.test import Client, create_environ, run_wsgi_app
from werkzeug.wsgi import get_host

from costrel_core import App, request, url_for
from costrel_core.adapters import MOST_HOSTS, decoded, remember_host

pytestmark = pytest.mark.alone


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("/plain", "/plain"),
        ("", ""),
        ("/ä".encode().decode("latin-1"), "/ä"),
        ("/\xff", "/\ufffd"),
    ],
)
def test_a_path_is_utf_8_in_disguise(text, path):
    """PEP 3333 passes its bytes as latin-1; what is no UTF-8 is replaced."""
    assert decoded(text) == path


def test_what_is_known_of_hosts_is_bounded():
    """Clients choose the hosts; a host that was seen is known until there are too many."""
    hosts: set[str] = set()
    known = [f"host{number}" for number in range(MOST_HOSTS)]
    for host in known:
        remember_host(hosts, host)
    assert hosts == set(known)
    for number in range(3 * MOST_HOSTS):
        remember_host(hosts, f"other{number}")
        assert len(hosts) <= MOST_HOSTS
        assert f"other{number}" in hosts


def test_a_flood_of_hosts_leaves_little_behind(app):
    """Through the application itself."""
    app.add_url_rule("/", view_func=lambda: "fine", endpoint="index")
    client = Client(app)
    for number in range(600):
        assert client.get("/", headers={"Host": f"h{number}.example"}).status_code == 200
    assert len(app.checked_hosts) <= MOST_HOSTS


# -- outside of requests --------------------------------------------------------------------------


def test_outside_of_requests_the_configuration_tells_the_address(app):
    """Host, root and scheme."""
    app.config.update(
        SERVER_NAME="shop.example:81", APPLICATION_ROOT="/shop", PREFERRED_URL_SCHEME="https"
    )
    app.add_url_rule("/x", "x")
    adapter = app.create_url_adapter(None)
    assert adapter.build("x", force_external=True) == "https://shop.example:81/shop/x"


def test_without_a_server_name_there_is_no_address(app):
    """Nothing is guessed."""
    assert app.create_url_adapter(None) is None
    with app.app_context() as ctx:
        assert ctx.url_adapter is None


# -- in requests ----------------------------------------------------------------------------------


def seen(app):
    """A view that tells host, endpoint and a URL of its own; it is put on ``/``."""

    @app.get("/")
    def index():
        return {"host": request.host, "url": url_for("index", _external=True)}

    return Client(app)


def test_a_server_name_does_not_restrict_which_hosts_are_answered(app):
    """TRUSTED_HOSTS does. It is where external URLs lead, though."""
    app.config["SERVER_NAME"] = "shop.example"
    answer = seen(app).get("/", headers={"Host": "other.example"})
    assert answer.json == {"host": "other.example", "url": "http://shop.example/"}


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("shop.example", 200),
        ("SHOP.example", 200),
        ("shop.example:8080", 200),
        ("a.shop.example", 400),
        ("deep.wild.example", 200),
        ("evil.example", 400),
        ("shop.example.evil.example", 400),
    ],
)
def test_only_trusted_hosts_are_answered(app, host, status):
    """A leading dot stands for all subdomains; case and port don't matter."""
    app.config["TRUSTED_HOSTS"] = ["shop.example", ".wild.example"]
    assert seen(app).get("/", headers={"Host": host}).status_code == status


def test_trust_can_be_withdrawn(app):
    """A host that was answered before is checked by what is configured now."""
    client = seen(app)
    evil = {"Host": "evil.example"}
    assert client.get("/", headers=evil).status_code == 200
    app.config["TRUSTED_HOSTS"] = ["shop.example"]
    assert client.get("/", headers=evil).status_code == 400
    app.config["TRUSTED_HOSTS"] = None
    assert client.get("/", headers=evil).status_code == 200


def test_a_request_class_may_trust_hosts_itself(make_app):
    """As Werkzeug documents it; also after other hosts were answered."""

    class Wary(App.request_class):
        trusted_hosts = ["shop.example"]  # Werkzeug's way

    class Shop(App):
        request_class = Wary

    client = seen(make_app(Shop))
    assert client.get("/", headers={"Host": "shop.example"}).status_code == 200
    assert client.get("/", headers={"Host": "evil.example"}).status_code == 400


def test_an_untrusted_host_is_the_error_of_the_adapter(app):
    """Who makes one by hand gets the exception."""
    app.config["TRUSTED_HOSTS"] = ["shop.example"]
    made = app.request_class(create_environ(headers={"Host": "evil.example"}))
    with pytest.raises(SecurityError):
        app.create_url_adapter(made)
    assert app.config["TRUSTED_HOSTS"] == made.trusted_hosts


def test_an_untrusted_host_still_passes_what_runs_before_the_view(app):
    """Functions around the view see the path and can build URLs; the view never runs."""
    paths = []
    app.config["TRUSTED_HOSTS"] = ["shop.example"]
    app.add_url_rule("/x/", "x", lambda: pytest.fail("no view for this host"))
    app.before_request(lambda: paths.append(request.path))
    app.register_error_handler(400, lambda error: (url_for("x", page=2), 400))
    answer = Client(app).get("/x/", headers={"Host": "evil.example"})
    assert paths == ["/x/"]
    assert (answer.status_code, answer.text) == (400, "/x/?page=2")


@pytest.mark.parametrize(
    ("host_matching", "server_name", "url"),
    [
        (False, None, "http://localhost/x/"),
        (False, "shop.example", "http://shop.example/x/"),
        (True, None, "http://own.example/x/"),
    ],
)
def test_an_untrusted_host_is_in_no_url(make_app, host_matching, server_name, url):
    """External URLs lead to SERVER_NAME, or else to the server's own name."""
    app = make_app(static_folder=None, host_matching=host_matching)
    app.config.update(TRUSTED_HOSTS=["shop.example"], SERVER_NAME=server_name)
    options = {"host": "own.example"} if host_matching else {}
    app.add_url_rule("/x/", "x", **options)
    app.register_error_handler(400, lambda error: (url_for("x", _external=True), 400))
    environ = create_environ("/x/")
    environ["HTTP_HOST"] = "evil.example"
    assert b"".join(run_wsgi_app(app, environ)[0]).decode() == url


@pytest.mark.parametrize("trusted", [["Shop.EXAMPLE"], (".EXAMPLE",), "sHoP.example"])
def test_trusted_hosts_may_be_written_in_any_case(app, trusted):
    """What the client sent stays what it is, but for the check."""
    app.config["TRUSTED_HOSTS"] = trusted
    client = seen(app)
    assert client.get("/", headers={"Host": "shop.Example"}).json["host"] == "shop.Example"
    assert client.get("/", headers={"Host": "other.test"}).status_code == 400


def test_a_host_with_bad_characters_is_no_server_error(app):
    """It is an unknown host or a bad request, as Werkzeug has it."""
    seen(app)
    for host in ("\x8a", "a b", "x" * 5000, ":", "a:" + "1" * 5000, "[::1", "a/../b"):
        environ = create_environ()
        environ["HTTP_HOST"] = host
        status = run_wsgi_app(app, environ)[1]
        assert status[:3] in {"200", "400", "404"}, host


def test_a_request_without_host_is_answered(app):
    """HTTP/1.0 has none: the server's own name counts."""
    seen(app)
    environ = create_environ(base_url="http://server.example:82/")
    del environ["HTTP_HOST"]
    for _ in range(2):
        body, status, _ = run_wsgi_app(app, environ)
        assert status == "200 OK"
        assert json.loads(b"".join(body))["url"] == "http://server.example:82/"


def test_subdomains_tell_rules_apart(make_app):
    """Where subdomain_matching is on, below SERVER_NAME."""
    app = make_app(subdomain_matching=True)
    app.config["SERVER_NAME"] = "shop.example"
    app.add_url_rule("/", "plain", lambda: "plain")
    app.add_url_rule("/", "admin", lambda: "admin", subdomain="admin")
    app.add_url_rule("/", "any", lambda who: who, subdomain="<who>")
    client = Client(app)
    for host, text in (
        ("shop.example", "plain"),
        ("admin.shop.example", "admin"),
        ("ada.shop.example", "ada"),
    ):
        assert client.get("/", headers={"Host": host}).text == text


@pytest.mark.filterwarnings("ignore:Current server name:UserWarning")
def test_another_domain_has_no_subdomain(make_app):
    """It matches no rule."""
    app = make_app(subdomain_matching=True)
    app.config["SERVER_NAME"] = "shop.example"
    app.add_url_rule("/", "plain", lambda: "plain")
    assert Client(app).get("/", headers={"Host": "other.example"}).status_code == 404


def test_without_subdomain_matching_only_the_default_subdomain_has_rules(app):
    """Whatever the host is; the map may have a default."""
    app.config["SERVER_NAME"] = "shop.example"
    app.url_map.default_subdomain = "www"
    app.add_url_rule("/", "plain", lambda: "plain")
    app.add_url_rule("/admin", "admin", lambda: "admin", subdomain="admin")
    client = Client(app)
    assert client.get("/", headers={"Host": "anything.example"}).text == "plain"
    assert client.get("/admin", headers={"Host": "admin.shop.example"}).status_code == 404


def test_hosts_tell_rules_apart(make_app):
    """Where host_matching is on, whatever SERVER_NAME says."""
    app = make_app(static_folder=None, host_matching=True)
    app.config["SERVER_NAME"] = "shop.example"
    app.add_url_rule("/", "one", lambda: "one", host="one.example")
    app.add_url_rule("/", "other", lambda: url_for("one"), host="<name>.other.example")
    app.view_functions["other"] = lambda name: name + url_for("one")
    client = Client(app)
    assert client.get("/", headers={"Host": "one.example"}).text == "one"
    answer = client.get("/", headers={"Host": "a.other.example"})
    assert answer.text == "ahttp://one.example/"
    assert client.get("/", headers={"Host": "third.example"}).status_code == 404


@pytest.mark.parametrize("where", ["subclass", "instance", "patched class"])
def test_an_application_can_make_adapters_of_its_own(make_app, monkeypatch, where):
    """They match and build, and are made when the context is."""
    made = []

    def create(self, request):
        made.append(request)
        return stock(self, request)

    stock = App.create_url_adapter

    class Shop(App):
        """The application of the test."""

    app = make_app(Shop)
    client = seen(app)
    client.get("/")
    if where == "subclass":
        monkeypatch.setattr(Shop, "create_url_adapter", create, raising=False)
    elif where == "instance":
        app.create_url_adapter = lambda request: create(app, request)
    else:
        monkeypatch.setattr(App, "create_url_adapter", create)
    environ = create_environ("/")
    ctx = app.request_context(environ)
    assert made == [ctx.request]
    assert client.get("/").json["url"] == "http://localhost/"
    assert len(made) == 2
    assert client.get("/nowhere").status_code == 404


@pytest.mark.parametrize("server_name", [None, "shop.example", "Shop.EXAMPLE:80", "a.example:8080"])
@pytest.mark.parametrize("scheme", ["http", "https", "ws", "odd"])
@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"SCRIPT_NAME": "/app", "PATH_INFO": "/\xc3\xa4", "QUERY_STRING": "q=\xc3\xa4"},
        {"SCRIPT_NAME": "\xff/", "PATH_INFO": "", "QUERY_STRING": ""},
        {"SCRIPT_NAME": None, "PATH_INFO": None, "QUERY_STRING": None},
        {"HTTP_HOST": "A.Example:80", "REQUEST_METHOD": "POST"},
        {"HTTP_HOST": "a.example:443"},
        {"HTTP_HOST": ""},
        {"HTTP_HOST": "a b"},
        {"HTTP_HOST": "xn--bcher-kva.example:81"},
        {"HTTP_HOST": None},
        {"HTTP_UPGRADE": "websocket", "HTTP_CONNECTION": "keep-alive, Upgrade"},
    ],
)
def test_an_adapter_knows_what_werkzeugs_would(app, server_name, scheme, changes):
    """Made from the request at once or by Werkzeug, it has the same attributes."""
    app.config["SERVER_NAME"] = server_name
    environ = create_environ("/x?y=1", "http://own.example:81/")
    environ["wsgi.url_scheme"] = scheme
    for key, value in changes.items():
        if value is None:
            environ.pop(key)
        else:
            environ[key] = value
    made = app.request_class(environ)
    expected = app.url_map.bind_to_environ(environ, server_name=server_name, subdomain="")

    assert vars(app.create_url_adapter(made)) == vars(expected)
    assert made.host == get_host(environ)


def test_a_map_may_bind_in_its_own_way(make_app):
    """A subclass of Werkzeug's or of ours."""

    class Elsewhere(App.url_map_class):
        def bind_to_environ(self, environ, server_name=None, subdomain=None):
            return self.bind("elsewhere.example")

    class Shop(App):
        url_map_class = Elsewhere

    client = seen(make_app(Shop))
    assert client.get("/").json["url"] == "http://elsewhere.example/"


@pytest.mark.parametrize("answer", [None, SecurityError])
def test_an_adapter_of_ones_own_may_refuse_the_host(make_app, answer):
    """By the exception, which is the answer; without any adapter nothing matches."""

    class Shop(App):
        def create_url_adapter(self, request):
            if answer is not None and request is not None:
                raise answer("not this host")

    app = make_app(Shop)
    client = seen(app)
    if answer is None:
        with app.test_request_context("/") as ctx:
            assert ctx.url_adapter is None
            assert (request.url_rule, request.routing_exception) == (None, None)
    else:
        assert client.get("/").status_code == 400


@pytest.mark.parametrize(
    ("sent", "named"), [({"HTTP_HOST": "Evil.EXAMPLE"}, "Evil.EXAMPLE"), ({}, "own.example")]
)
def test_a_refused_host_is_named_as_it_was_sent(app, sent, named):
    """Where the request names none, the server's own name is refused."""
    app.config["TRUSTED_HOSTS"] = ["shop.example"]
    environ = create_environ("/", base_url="http://own.example")
    del environ["HTTP_HOST"]
    with pytest.raises(SecurityError, match=f"'{named}'"):
        app.create_url_adapter(app.request_class(environ | sent))
