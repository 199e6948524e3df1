"""A request is Werkzeug's in all but speed: each attribute is held against Werkzeug's own."""

import io

import pytest
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge, UnsupportedMediaType
from werkzeug.test import Client, EnvironBuilder, create_environ
from werkzeug.wrappers import Request as WerkzeugRequest

from costrel_core import App, Blueprint, Request, request

pytestmark = pytest.mark.alone

ATTRIBUTES = (
    "method",
    "scheme",
    "server",
    "root_path",
    "path",
    "full_path",
    "query_string",
    "url",
    "base_url",
    "root_url",
    "host",
    "host_url",
    "remote_addr",
    "remote_user",
    "access_route",
    "is_secure",
    "is_multithread",
    "args",
    "cookies",
    "content_length",
    "content_type",
    "mimetype",
    "mimetype_params",
    "user_agent",
    "referrer",
    "date",
    "origin",
    "pragma",
    "accept_mimetypes",
    "accept_languages",
    "authorization",
    "cache_control",
    "if_match",
    "if_none_match",
    "if_modified_since",
    "range",
    "if_range",
    "form",
    "files",
    "values",
    "data",
    "is_json",
    "json",
    "want_form_data_parsed",
    "max_forwards",
    "headers",
    "shallow",
)

ENVIRONMENTS = {
    "plain": {},
    "empty": {"PATH_INFO": "", "QUERY_STRING": "", "SCRIPT_NAME": ""},
    "mounted": {"SCRIPT_NAME": "/at/root/", "PATH_INFO": "/x"},
    "slashes": {"SCRIPT_NAME": "//a//", "PATH_INFO": "//b//c"},
    "no slash": {"PATH_INFO": "x"},
    "not ascii": {
        "PATH_INFO": "/\xc3\xa4",
        "SCRIPT_NAME": "/\xc3\xb6",
        "QUERY_STRING": "\xc3\xbc=1",
    },
    "no utf-8": {"PATH_INFO": "/\xff", "QUERY_STRING": "a=%FF&\xff"},
    "https": {"wsgi.url_scheme": "https", "HTTP_HOST": "example.com:443"},
    "no host": {"HTTP_HOST": None},
    "ipv6": {"HTTP_HOST": None, "SERVER_NAME": "::1", "SERVER_PORT": "80"},
    "socket": {"HTTP_HOST": None, "SERVER_NAME": "/run/x.sock", "SERVER_PORT": None},
    "no server": {"HTTP_HOST": None, "SERVER_NAME": None, "SERVER_PORT": None},
    "strange host": {"HTTP_HOST": "a b"},
    "lower method": {"REQUEST_METHOD": "post"},
    "no method": {"REQUEST_METHOD": None},
    "client": {"REMOTE_ADDR": "1.2.3.4", "REMOTE_USER": "ada", "HTTP_X_FORWARDED_FOR": "5.6.7.8"},
    "headers": {
        "HTTP_COOKIE": "a=1; b=2",
        "HTTP_ACCEPT": "text/html;q=0.5, */*",
        "HTTP_ACCEPT_LANGUAGE": "de, en",
        "HTTP_AUTHORIZATION": "Basic YTpi",
        "HTTP_RANGE": "bytes=0-1",
        "HTTP_IF_NONE_MATCH": '"x"',
        "HTTP_IF_MODIFIED_SINCE": "Thu, 01 Jan 1970 00:00:00 GMT",
        "HTTP_CACHE_CONTROL": "no-cache",
        "HTTP_REFERER": "http://other/",
        "HTTP_USER_AGENT": "test",
        "HTTP_DATE": "Thu, 01 Jan 1970 00:00:00 GMT",
    },
    "query": {"QUERY_STRING": "a=1&a=2&b=%20&c"},
    "length": {"CONTENT_LENGTH": "x", "CONTENT_TYPE": "text/plain; charset=latin-1"},
}
FILES = (
    b'--end\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n'
    b'--end\r\nContent-Disposition: form-data; name="f"; filename="f.txt"\r\n\r\ncontent\r\n'
    b"--end--\r\n"
)
BODIES = {
    "none": {},
    "form": {"method": "POST", "data": {"a": ["1", "2"], "b": "ä"}},
    "files": {
        "method": "POST",
        "data": FILES,
        "content_type": "multipart/form-data; boundary=end",
    },
    "json": {"method": "POST", "json": {"a": [1, None]}},
    "text": {"method": "PUT", "data": b"text", "content_type": "text/plain"},
    "bad json": {"method": "POST", "data": b"{", "content_type": "application/json"},
    "bad form": {
        "method": "POST",
        "data": b"no boundary here",
        "content_type": "multipart/form-data; boundary=x",
    },
}


def environ(overrides, body):
    """An environment; None takes a key out."""
    made = EnvironBuilder(**body).get_environ()
    for key, value in overrides.items():
        if value is None:
            made.pop(key, None)
        else:
            made[key] = value
    return made


def read(one, attribute):
    """The value, comparable, or the error."""
    try:
        value = getattr(one, attribute)
    except Exception as error:
        return type(error).__name__
    if attribute == "files":
        return [(key, file.filename, file.read()) for key, file in value.items(multi=True)]
    if attribute == "headers":
        return sorted(value)
    return repr(value), type(value).__name__


@pytest.mark.parametrize("environment", ENVIRONMENTS)
@pytest.mark.parametrize("body", BODIES)
def test_every_attribute_is_what_werkzeugs_is(environment, body):
    """Read alone, in order and in reverse."""
    for names in (ATTRIBUTES, ATTRIBUTES[::-1], *((name,) for name in ATTRIBUTES)):
        seen = []
        for kind in (Request, WerkzeugRequest):
            one = kind(environ(ENVIRONMENTS[environment], BODIES[body]))
            seen.append({name: read(one, name) for name in names})
            one.close()
        for name, value in seen[1].items():
            if value == "UnicodeDecodeError":  # tests of queries say what we make of it
                seen[0][name] = value
        assert seen[0] == seen[1], names


@pytest.mark.parametrize("options", [{}, {"populate_request": False}, {"shallow": True}])
def test_the_environment_holds_the_request(options):
    """Unless told otherwise, as with Werkzeug."""
    for kind in (Request, WerkzeugRequest):
        made = create_environ("/", method="POST", data="x")
        one = kind(made, **options)
        assert ("werkzeug.request" in made) is (options == {})
        if options.get("shallow"):
            with pytest.raises(RuntimeError, match="shallow"):
                one.get_data()


def test_attributes_may_be_assigned():
    """Each is an ordinary attribute from then on."""
    one = Request(create_environ("/x?a=1"))
    one.path = "/own"
    one.method = "PUT"
    one.remote_addr = "9.9.9.9"
    assert (one.path, one.method, one.remote_addr) == ("/own", "PUT", "9.9.9.9")
    assert one.url == "http://localhost/own?a=1"


def test_a_request_is_shown_with_url_and_method():
    """As Werkzeug shows it."""
    assert repr(Request(create_environ("/x"))) == "<Request 'http://localhost/x' [GET]>"


def test_a_subclass_may_change_any_attribute(make_app):
    """By a property or a class attribute."""

    class Own(Request):
        charset = "own"
        user_agent_class = Request.user_agent_class

        @property
        def path(self):
            return self.environ["PATH_INFO"].upper()

    class Site(App):
        request_class = Own

    app = make_app(Site)
    app.add_url_rule("/x", "view", lambda: f"{request.path} {request.charset}")
    assert Client(app).get("/x").text == "/X own"


# -- what matched ---------------------------------------------------------------------------------


def test_before_it_is_matched_nothing_is_known():
    """No rule, no values, no blueprint."""
    one = Request(create_environ("/"))
    assert (one.url_rule, one.view_args, one.routing_exception) == (None, None, None)
    assert (one.endpoint, one.blueprint, one.blueprints) == (None, None, [])


def test_what_matched_is_known(app):
    """Rule, endpoint, values and blueprints."""
    outer, inner = Blueprint("outer", __name__), Blueprint("inner", __name__)
    inner.add_url_rule("/x/<int:y>", "view")
    outer.register_blueprint(inner)
    app.register_blueprint(outer)
    app.add_url_rule("/plain", "plain")
    with app.test_request_context("/x/7") as ctx:
        assert ctx.request.url_rule.rule == "/x/<int:y>"
        assert ctx.request.endpoint == "outer.inner.view"
        assert ctx.request.view_args == {"y": 7}
        assert ctx.request.blueprint == "outer.inner"
        assert ctx.request.blueprints == ["outer.inner", "outer"]
        assert ctx.request.blueprints is not ctx.request.blueprints
    with app.test_request_context("/plain") as ctx:
        assert (ctx.request.blueprint, ctx.request.blueprints) == (None, [])


# -- limits ---------------------------------------------------------------------------------------

LIMITS = {
    "max_content_length": ("MAX_CONTENT_LENGTH", None),
    "max_form_memory_size": ("MAX_FORM_MEMORY_SIZE", 500_000),
    "max_form_parts": ("MAX_FORM_PARTS", 1_000),
}


@pytest.mark.parametrize("name", LIMITS)
def test_a_limit_is_set_for_the_application_or_for_one_request(app, name):
    """Zero is a limit; outside of applications Werkzeug's holds."""
    key, default = LIMITS[name]
    one = Request(create_environ("/"))
    assert getattr(one, name) == getattr(WerkzeugRequest, name)
    with app.app_context():
        assert getattr(one, name) == default == app.config[key]
        app.config[key] = 5
        assert getattr(one, name) == 5
        setattr(one, name, 0)
        assert getattr(one, name) == 0
        setattr(one, name, None)
        assert getattr(one, name) == 5
    setattr(one, name, 7)
    assert getattr(one, name) == 7
    assert getattr(Request, name) is None


def test_a_class_may_have_a_limit_of_its_own(app):
    """It replaces what is configured."""

    class Small(Request):
        max_content_length = 3

    with app.app_context():
        assert Small(create_environ("/")).max_content_length == 3


@pytest.mark.parametrize(
    ("limit", "options"),
    [
        ({"MAX_CONTENT_LENGTH": 5}, {"data": {"a": "123456"}}),
        ({"MAX_CONTENT_LENGTH": 5}, {"data": b"123456", "content_type": "text/plain"}),
        ({"MAX_CONTENT_LENGTH": 5}, {"json": "123456"}),
        (
            {"MAX_FORM_MEMORY_SIZE": 5},
            {"data": {"a": "123456"}, "content_type": "multipart/form-data"},
        ),
        (
            {"MAX_FORM_PARTS": 1},
            {"data": {"a": "1", "b": "2"}, "content_type": "multipart/form-data"},
        ),
    ],
)
def test_what_is_over_a_limit_is_refused(app, limit, options):
    """413, whoever reads it."""

    @app.post("/")
    def view():
        return [request.form, request.get_data(as_text=True), request.get_json(silent=True)]

    client = Client(app)
    assert client.post("/", **options).status_code == 200
    app.config.update(limit)
    assert client.post("/", **options).status_code == 413


def test_a_limit_for_one_request_is_set_before_its_body_is_read(app):
    """In a view."""

    @app.post("/")
    def view():
        request.max_content_length = 3
        with pytest.raises(RequestEntityTooLarge):
            request.get_data()
        return "refused"

    assert Client(app).post("/", data=b"1234").text == "refused"


# -- JSON -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("debug", [True, False])
def test_bad_json_is_a_bad_request_that_tells_developers_why(app, debug):
    """In debug mode only."""
    app.debug = debug
    app.config["TRAP_BAD_REQUEST_ERRORS"] = False
    app.add_url_rule("/", "view", lambda: request.get_json(), methods=["POST"])
    answer = Client(app).post("/", data=b"{", content_type="application/json")
    assert answer.status_code == 400
    assert ("Failed to decode JSON object" in answer.text) is debug


def test_the_reason_is_the_cause(app):
    """For handlers and logs."""
    with app.test_request_context(data=b"{", content_type="application/json"):
        with pytest.raises(BadRequest) as caught:
            request.get_json()
        assert isinstance(caught.value.__cause__, BadRequest)
        assert request.get_json(silent=True) is None


def test_json_of_another_type_is_not_read(app):
    """415, unless it is forced."""
    with app.test_request_context(data=b"{}", content_type="text/plain"):
        with pytest.raises(UnsupportedMediaType):
            request.get_json()
        assert request.get_json(force=True) == {}


def test_json_is_read_by_the_application(app):
    """By whatever it was given."""

    class Own(type(app.json)):
        def loads(self, s, **kwargs):
            return "own"

    app.json = Own(app)
    with app.test_request_context(json={"a": 1}):
        assert request.get_json() == "own"


def test_a_request_alone_reads_json_too():
    """By the standard library."""
    one = Request(create_environ("/", method="POST", json={"a": 1}))
    assert one.get_json() == {"a": 1}
    broken = Request(create_environ("/", data="{", content_type="application/json"))
    with pytest.raises(BadRequest) as caught:
        broken.get_json()
    assert "Failed to decode" not in str(caught.value)


# -- forms ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("debug", "options", "explained"),
    [
        (True, {"data": {"f": "f.txt"}}, True),
        (False, {"data": {"f": "f.txt"}}, False),
        (True, {"data": {"f": "f.txt"}, "content_type": "multipart/form-data"}, False),
    ],
)
def test_a_form_without_its_files_is_explained_to_developers(app, debug, options, explained):
    """In debug mode, where the form was sent in a way that has no files."""
    app.debug = debug
    with app.test_request_context("/", method="POST", **options):
        with pytest.raises(KeyError) as caught:
            request.files["f"]  # reading is what fails
        assert ("enctype" in str(caught.value)) is explained


def test_a_request_outside_of_applications_has_forms():
    """Nobody is there to explain them to."""
    one = Request(create_environ("/", method="POST", data={"a": "1"}))
    assert one.form["a"] == "1"
    assert not one.files


def test_uploaded_files_are_closed_with_the_request(app):
    """If they were read; else there is nothing to close."""
    kept = []

    @app.post("/")
    def view():
        kept.append(request.files["f"].stream)
        return "x"

    large = FILES.replace(b"content\r\n", b"x" * 600_000 + b"\r\n")
    answer = Client(app).post(
        "/", data=large, content_type="multipart/form-data; boundary=end", buffered=True
    )
    assert answer.text == "x"
    assert kept[0].closed
    one = Request(create_environ("/", method="POST", data={"f": (io.BytesIO(b"x"), "f.txt")}))
    one.close()
    assert "files" not in vars(one)


@pytest.mark.parametrize("where", ["class", "instance", "method", "method on the instance"])
def test_a_parser_of_forms_may_be_chosen(app, where):
    """By class or by the method that makes it; it gets every form."""

    class Parser(Request.form_data_parser_class):
        def parse(self, stream, mimetype, content_length, options=None):
            return stream, self.cls([("own", mimetype)]), self.cls()

    class Own(Request):
        if where == "class":
            form_data_parser_class = Parser
        elif where == "method":

            def make_form_data_parser(self):
                return make(self)

    def make(one):
        return Parser(
            one._get_file_stream,
            max_form_memory_size=one.max_form_memory_size,
            cls=one.parameter_storage_class,
        )

    one = Own(create_environ("/", method="POST", data={"a": "1"}))
    if where == "instance":
        one.form_data_parser_class = Parser
    elif where == "method on the instance":
        one.make_form_data_parser = lambda: make(one)
    with app.app_context():
        assert one.form.to_dict() == {"own": "application/x-www-form-urlencoded"}


@pytest.mark.parametrize(
    "value", ["Basic \xff", "Basic !", "Basic", "Basic /w==", 'Digest username="\xff', "\xff \xff"]
)
def test_credentials_that_cannot_be_decoded_are_no_error(value):
    """Neither with a user nor a failure of the server."""
    environ = create_environ("/")
    environ["HTTP_AUTHORIZATION"] = value
    authorization = Request(environ).authorization
    assert authorization is None or authorization.type != "basic" or not authorization.username


def test_blanks_between_types_cost_little():
    """What the client takes is read in time that grows with its length, and no faster."""
    environ = create_environ("/")
    environ["HTTP_ACCEPT"] = "text/html" + " " * 300_000 + ";q=0.5,\tapplication/json"
    accept = Request(environ).accept_mimetypes
    assert (accept.best, accept["text/html"]) == ("application/json", 0.5)
    assert not Request(create_environ("/")).accept_mimetypes
