"""What applications and blueprints have in common."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from werkzeug.exceptions import HTTPException, NotFound
from werkzeug.test import Client

from costrel_core import App, Blueprint
from costrel_core.scaffold import Scaffold, endpoint_of

pytestmark = pytest.mark.alone

REGISTERING = {
    "route": lambda it: it.route("/x"),
    "get": lambda it: it.get("/x"),
    "post": lambda it: it.post("/x"),
    "put": lambda it: it.put("/x"),
    "delete": lambda it: it.delete("/x"),
    "patch": lambda it: it.patch("/x"),
    "add_url_rule": lambda it: it.add_url_rule("/x", "x"),
    "endpoint": lambda it: it.endpoint("x"),
    "before_request": lambda it: it.before_request(print),
    "after_request": lambda it: it.after_request(print),
    "teardown_request": lambda it: it.teardown_request(print),
    "context_processor": lambda it: it.context_processor(dict),
    "url_value_preprocessor": lambda it: it.url_value_preprocessor(print),
    "url_defaults": lambda it: it.url_defaults(print),
    "errorhandler": lambda it: it.errorhandler(404),
    "register_error_handler": lambda it: it.register_error_handler(404, print),
    "register_blueprint": lambda it: it.register_blueprint(Blueprint("late", __name__)),
}
ON_APPLICATIONS = {
    "teardown_appcontext": lambda app: app.teardown_appcontext(print),
    "shell_context_processor": lambda app: app.shell_context_processor(dict),
    "template_filter": lambda app: app.template_filter(),
    "add_template_filter": lambda app: app.add_template_filter(str),
    "template_test": lambda app: app.template_test(),
    "add_template_test": lambda app: app.add_template_test(str),
    "template_global": lambda app: app.template_global(),
    "add_template_global": lambda app: app.add_template_global(str),
}
ON_BLUEPRINTS = {
    "record": lambda bp: bp.record(print),
    "record_once": lambda bp: bp.record_once(print),
    "before_app_request": lambda bp: bp.before_app_request(print),
    "after_app_request": lambda bp: bp.after_app_request(print),
    "teardown_app_request": lambda bp: bp.teardown_app_request(print),
    "app_context_processor": lambda bp: bp.app_context_processor(dict),
    "app_url_value_preprocessor": lambda bp: bp.app_url_value_preprocessor(print),
    "app_url_defaults": lambda bp: bp.app_url_defaults(print),
    "app_errorhandler": lambda bp: bp.app_errorhandler(404),
    "app_template_filter": lambda bp: bp.app_template_filter(),
    "add_app_template_filter": lambda bp: bp.add_app_template_filter(str),
    "app_template_test": lambda bp: bp.app_template_test(),
    "add_app_template_test": lambda bp: bp.add_app_template_test(str),
    "app_template_global": lambda bp: bp.app_template_global(),
    "add_app_template_global": lambda bp: bp.add_app_template_global(str),
}


@pytest.fixture(params=["application", "blueprint"])
def scaffold(request, app, tmp_path):
    """An application, or a blueprint."""
    return app if request.param == "application" else Blueprint("bp", "bp", root_path=str(tmp_path))


# -- when the set-up is over ----------------------------------------------------------------------


@pytest.mark.parametrize("name", [*REGISTERING, *ON_APPLICATIONS])
def test_an_application_that_has_served_can_not_be_set_up(app, name):
    """The error names the method, in the words that people look for."""
    assert Client(app).get("/").status_code == 404
    with pytest.raises(AssertionError) as caught:
        {**REGISTERING, **ON_APPLICATIONS}[name](app)
    assert f"The setup method '{name}' can no longer be called" in str(caught.value)
    assert "already handled its first request" in str(caught.value)


@pytest.mark.parametrize("name", [*REGISTERING, *ON_BLUEPRINTS])
def test_a_blueprint_that_is_registered_can_not_be_set_up(app, name):
    """The error names the method and the blueprint."""
    blueprint = Blueprint("shop", __name__)
    app.register_blueprint(blueprint)
    with pytest.raises(AssertionError) as caught:
        {**REGISTERING, **ON_BLUEPRINTS}[name](blueprint)
    assert f"The setup method '{name}' can no longer be called" in str(caught.value)
    assert "'shop'" in str(caught.value)


def test_a_method_of_a_subclass_that_registers_is_checked_by_the_base(make_app):
    """Whatever it is called, it ends in one that is."""

    class Shop(App):
        def shelf(self, rule):
            return self.route(rule)

    app = make_app(Shop)
    Client(app).get("/")
    with pytest.raises(AssertionError, match="'route'"):
        app.shelf("/x")


# -- folders --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("folder", "url_path", "expected_folder", "expected_path"),
    [
        ("static", None, "static", "/static"),
        ("static/", None, "static", "/static"),
        ("static\\", None, "static", "/static"),
        (Path("files", "public"), None, "files/public", "/public"),
        ("static", "/assets", "static", "/assets"),
        ("static", "/assets/", "static", "/assets"),
        ("static", "", "static", ""),
        ("static", "/", "static", ""),
        ("", None, "", ""),
        (None, None, None, None),
        (None, "/assets", None, "/assets"),
    ],
)
def test_static_files_have_a_folder_and_a_prefix(
    scaffold, tmp_path, folder, url_path, expected_folder, expected_path
):
    """The prefix is the folder's name, unless one is given; slashes at the end do not count."""
    scaffold.static_folder = folder
    scaffold.static_url_path = url_path
    if expected_folder is not None:
        expected_folder = os.path.join(tmp_path, expected_folder)
    assert scaffold.static_folder == expected_folder
    assert scaffold.static_url_path == expected_path
    assert scaffold.has_static_folder is (folder is not None)


def test_an_absolute_static_folder_stays_what_it_is(scaffold, tmp_path):
    """The root path is not put before it."""
    scaffold.static_folder = tmp_path / "elsewhere"
    assert scaffold.static_folder == str(tmp_path / "elsewhere")


@pytest.mark.parametrize(
    ("age", "seconds"), [(None, None), (0, 0), (60, 60), (timedelta(hours=1, milliseconds=9), 3600)]
)
def test_how_long_files_may_be_kept_is_configured(app, scaffold, age, seconds):
    """SEND_FILE_MAX_AGE_DEFAULT, in seconds or as a time span."""
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = age
    with app.app_context():
        assert scaffold.get_send_file_max_age("x.css") == seconds


def test_static_files_are_served_with_the_age_that_the_method_tells(make_app, tmp_path):
    """A subclass decides by the file's name."""

    class Site(App):
        def get_send_file_max_age(self, filename):
            return 60 if filename.endswith(".css") else None

    (tmp_path / "static").mkdir()
    for name in ("a.css", "b.txt"):
        (tmp_path / "static" / name).write_text("content")
    client = Client(make_app(Site))
    styled, plain = (client.get(f"/static/{name}", buffered=True) for name in ("a.css", "b.txt"))
    assert styled.data == plain.data == b"content"
    assert styled.cache_control.max_age == 60
    assert plain.cache_control.max_age is None
    assert client.get("/static/c.css").status_code == 404


def test_without_a_static_folder_no_file_can_be_sent(scaffold):
    """The error says what is missing."""
    scaffold.static_folder = None
    with pytest.raises(RuntimeError, match="'static_folder' must be set"):
        scaffold.send_static_file("x.css")


def test_without_a_template_folder_there_is_no_loader(scaffold):
    """Nor is an engine asked for one."""
    scaffold.template_folder = None
    assert scaffold.jinja_loader is None


def test_without_an_engine_a_template_folder_has_no_loader(scaffold):
    """There is nobody to read it."""
    scaffold.template_folder = "templates"
    assert scaffold.jinja_loader is None


@pytest.mark.parametrize(
    ("mode", "encoding", "content"),
    [
        ("rb", "utf-8", "ä".encode("utf-16-le")),
        ("r", "utf-16-le", "ä"),
        ("rt", "utf-16-le", "ä"),
    ],
)
def test_resources_are_opened_for_reading(scaffold, tmp_path, mode, encoding, content):
    """As bytes, or as text in an encoding."""
    (tmp_path / "note.txt").write_text("ä", encoding="utf-16-le")
    with scaffold.open_resource("note.txt", mode, encoding) as file:
        assert file.read() == content


def test_resources_are_bytes_unless_told_otherwise(scaffold, tmp_path):
    """And text is UTF-8 unless told otherwise."""
    (tmp_path / "note.txt").write_text("ä", encoding="utf-8")
    with scaffold.open_resource("note.txt") as file:
        assert file.read() == "ä".encode()
    with scaffold.open_resource("note.txt", "r") as file:
        assert file.read() == "ä"


@pytest.mark.parametrize("mode", ["w", "x", "a", "r+", "wb", "U"])
def test_resources_are_never_written(scaffold, tmp_path, mode):
    """And nothing is made or changed by the attempt."""
    with pytest.raises(ValueError, match="only be opened for reading"):
        scaffold.open_resource("note.txt", mode)
    assert not (tmp_path / "note.txt").exists()


# -- registering ----------------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["get", "post", "put", "delete", "patch"])
def test_a_shortcut_answers_one_method(app, method):
    """And the decorated function stays what it is."""

    def view():
        return "yes"

    assert getattr(app, method)("/x", endpoint="named")(view) is view
    (rule,) = app.url_map.iter_rules("named")
    implied = {"OPTIONS", "HEAD"} if method == "get" else {"OPTIONS"}
    assert rule.methods == {method.upper()} | implied
    assert Client(app).open("/x", method=method.upper()).data == b"yes"
    assert Client(app).open("/x", method="TRACE").status_code == 405


@pytest.mark.parametrize("method", ["get", "post", "put", "delete", "patch"])
def test_a_shortcut_takes_no_methods(scaffold, method):
    """The error says what does."""
    with pytest.raises(TypeError, match="Use the 'route' decorator"):
        getattr(scaffold, method)("/x", methods=["PUT"])


def test_a_subclass_may_change_what_the_shortcuts_do(make_app):
    """They end in ``_method_route``, which extensions override."""
    seen = []

    class Documented(App):
        def _method_route(self, method, rule, options):
            seen.append((method, rule, options.pop("summary")))
            return super()._method_route(method, rule, options)

    app = make_app(Documented)
    app.post("/x", summary="makes x")(lambda: "made")
    assert seen == [("POST", "/x", "makes x")]


def test_a_view_can_be_given_to_an_endpoint_later(app):
    """``add_url_rule`` without view, then ``endpoint``."""
    app.add_url_rule("/x", endpoint="thing")

    @app.endpoint("thing")
    def view():
        return "late"

    assert Client(app).get("/x").data == b"late"
    assert view() == "late"


def test_functions_are_kept_in_plain_lists(scaffold):
    """Extensions read and change them: ``app.before_request_funcs[None].remove(f)``."""
    for method, registry in (
        ("before_request", "before_request_funcs"),
        ("after_request", "after_request_funcs"),
        ("teardown_request", "teardown_request_funcs"),
        ("url_value_preprocessor", "url_value_preprocessors"),
        ("url_defaults", "url_default_functions"),
        ("context_processor", "template_context_processors"),
    ):
        registered = getattr(scaffold, registry)
        before = list(registered[None])
        assert getattr(scaffold, method)(print) is print
        assert isinstance(registered, dict)
        assert type(registered[None]) is list
        assert registered[None] == [*before, print]


def test_a_function_that_is_taken_out_runs_no_more(app):
    """Also after the first request."""
    runs = []
    app.before_request(lambda: runs.append(1))
    client = Client(app)
    client.get("/")
    app.before_request_funcs[None].clear()
    client.get("/")
    assert runs == [1]


def test_handlers_are_kept_by_code_and_class(scaffold):
    """``error_handler_spec[None][code][class]``."""
    assert scaffold.errorhandler(404)(print) is print
    scaffold.register_error_handler(KeyError, len)
    spec = scaffold.error_handler_spec[None]
    assert dict(spec) == {404: {NotFound: print}, None: {KeyError: len}}


class Teapot(HTTPException):
    """An exception with a code of its own."""

    code = 499


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (404, (NotFound, 404)),
        (NotFound, (NotFound, 404)),
        (HTTPException, (HTTPException, None)),
        (Teapot, (Teapot, 499)),
        (KeyError, (KeyError, None)),
        (Exception, (Exception, None)),
    ],
)
def test_a_code_stands_for_its_exception(given, expected):
    """And an HTTP exception for its code."""
    assert Scaffold._get_exc_class_and_code(given) == expected


@pytest.mark.parametrize(
    ("given", "error", "words"),
    [
        (999, ValueError, "'999' is not a recognized HTTP error code"),
        (NotFound(), TypeError, "is an instance, not a class"),
        (KeyError("x"), TypeError, "is an instance, not a class"),
        (str, ValueError, "'str' is not a subclass of Exception"),
        (KeyboardInterrupt, ValueError, "'KeyboardInterrupt' is not a subclass of Exception"),
        ("404", TypeError, "must be a class"),
    ],
)
def test_what_can_not_be_handled_is_refused(scaffold, given, error, words):
    """When the handler is registered, not when the error comes."""
    with pytest.raises(error, match=words):
        scaffold.register_error_handler(given, print)
    assert not any(scaffold.error_handler_spec[None].values())


def test_an_endpoint_is_named_like_its_view():
    """Where none is given."""
    assert endpoint_of(len) == "len"
    with pytest.raises(AssertionError, match="expected view func if endpoint is not provided"):
        endpoint_of(None)


def test_a_scaffold_is_shown_with_its_name(scaffold):
    """And with its class."""
    assert repr(scaffold) in {"<App 'bare'>", "<Blueprint 'bp'>"}


def test_a_scaffold_alone_says_what_its_subclass_must_define(tmp_path):
    """TypeError instead of silence."""

    class Half(Scaffold):
        name = "half"

    half = Half("half", template_folder="templates", root_path=str(tmp_path))
    for use in (
        lambda: half.get("/"),
        lambda: half.add_url_rule("/"),
        lambda: half.jinja_loader,
    ):
        with pytest.raises(TypeError, match="Half must define"):
            use()
