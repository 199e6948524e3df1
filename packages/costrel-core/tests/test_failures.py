"""What happens to an exception that a request raises."""

import logging

import pytest
from werkzeug.exceptions import (
    BadRequest,
    BadRequestKeyError,
    Forbidden,
    HTTPException,
    InternalServerError,
    MethodNotAllowed,
    NotFound,
)
from werkzeug.routing import RequestRedirect
from werkzeug.test import Client

from costrel_core import App, Blueprint, Response, abort, request

pytestmark = pytest.mark.alone


class Base(Exception):
    """An exception of the test."""


class Derived(Base):
    """A more precise one."""


class OwnForbidden(Forbidden):
    """A more precise HTTP exception."""


class Uncoded(HTTPException):
    """An HTTP exception without a code."""


@pytest.fixture
def raising(app):
    """A function: what the application answers when its view raises this."""

    def send(error, **options):
        def view():
            raise error

        app.view_functions["view"] = view
        return Client(app).get("/", **options)

    app.add_url_rule("/", "view")
    return send


def named(name):
    """A handler that answers with its name and the exception's."""
    return lambda error: (f"{name} {type(error).__name__}", 299)


# -- which handler --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("registered", "error", "answer"),
    [
        ([Base], Base(), "Base Base"),
        ([Base], Derived(), "Base Derived"),
        ([Base, Derived], Derived(), "Derived Derived"),
        ([Exception, Base], Derived(), "Base Derived"),
        ([Exception], Derived(), "Exception Derived"),
        ([404], NotFound(), "404 NotFound"),
        ([NotFound], NotFound(), "NotFound NotFound"),
        ([403], OwnForbidden(), "403 OwnForbidden"),
        ([403, OwnForbidden], OwnForbidden(), "OwnForbidden OwnForbidden"),
        ([403, HTTPException], Forbidden(), "403 Forbidden"),
        ([HTTPException], Forbidden(), "HTTPException Forbidden"),
        ([Exception], Forbidden(), "Exception Forbidden"),
        ([HTTPException, Exception], Forbidden(), "HTTPException Forbidden"),
        ([HTTPException, Exception], Base(), "Exception Base"),
        ([400], BadRequestKeyError("x"), "400 BadRequestKeyError"),
        ([LookupError], BadRequestKeyError("x"), "LookupError BadRequestKeyError"),
        ([KeyError, 400], BadRequestKeyError("x"), "400 BadRequestKeyError"),
        ([500], Base(), "500 InternalServerError"),
        ([InternalServerError], Base(), "InternalServerError InternalServerError"),
        ([HTTPException], Base(), "HTTPException InternalServerError"),
        ([500, Base], Base(), "Base Base"),
        ([500], InternalServerError(), "500 InternalServerError"),
        ([500, Exception], Base(), "Exception Base"),
    ],
    ids=str,
)
def test_the_most_specific_handler_answers(app, raising, registered, error, answer):
    """By code before class, by the exact class before its bases."""
    for which in registered:
        name = which if isinstance(which, int) else which.__name__
        app.register_error_handler(which, named(name))
    response = raising(error)
    assert (response.text, response.status_code) == (answer, 299)


def test_a_blueprint_comes_before_the_application(app):
    """For its own views; a code on the application before a class on the blueprint."""
    blueprint = Blueprint("bp", __name__)
    blueprint.add_url_rule("/403", "forbidden", lambda: abort(403))
    blueprint.add_url_rule("/404", "missing", lambda: abort(404))
    blueprint.register_error_handler(HTTPException, named("blueprint class"))
    blueprint.register_error_handler(403, named("blueprint code"))
    app.register_error_handler(403, named("app code"))
    app.register_error_handler(404, named("app code"))
    app.register_blueprint(blueprint)
    client = Client(app)
    assert client.get("/403").text == "blueprint code Forbidden"
    assert client.get("/404").text == "app code NotFound"
    assert client.get("/nowhere").text == "app code NotFound"


def test_handlers_are_read_live(app, raising):
    """Extensions add them to the registry, also after the first request."""
    assert raising(Base()).status_code == 500
    app.error_handler_spec[None][None][Base] = named("late")
    assert raising(Base()).text == "late Base"
    app.error_handler_spec[None][None].clear()
    assert raising(Base()).status_code == 500


# -- HTTP exceptions ------------------------------------------------------------------------------


def test_an_http_exception_that_nobody_handles_is_the_answer(raising):
    """With its page and headers."""
    response = raising(MethodNotAllowed(["PUT"]))
    assert (response.status_code, response.headers["Allow"]) == (405, "PUT")
    assert "Method Not Allowed" in response.text


@pytest.mark.parametrize(
    "error", [Uncoded(response=Response("own", 299)), RequestRedirect("http://localhost/x")]
)
def test_redirects_of_the_router_and_what_has_no_code_are_for_no_handler(app, raising, error):
    """They are answers already."""
    app.register_error_handler(HTTPException, lambda error: pytest.fail("not for handlers"))
    app.register_error_handler(Exception, lambda error: pytest.fail("not for handlers"))
    assert raising(error).status_code in {299, 308}


def test_abort_with_a_response_answers_with_it(app):
    """No handler is asked."""
    app.register_error_handler(HTTPException, lambda error: pytest.fail("not for handlers"))
    app.add_url_rule("/", "view", lambda: abort(Response("own", 299)))
    assert Client(app).get("/").text == "own"


@pytest.mark.parametrize(
    ("config", "error", "trapped"),
    [
        ({}, NotFound(), False),
        ({}, BadRequestKeyError("x"), False),
        ({"TRAP_HTTP_EXCEPTIONS": True}, NotFound(), True),
        ({"TRAP_HTTP_EXCEPTIONS": True}, BadRequestKeyError("x"), True),
        ({"TRAP_BAD_REQUEST_ERRORS": True}, BadRequestKeyError("x"), True),
        ({"TRAP_BAD_REQUEST_ERRORS": True}, BadRequest(), True),
        ({"TRAP_BAD_REQUEST_ERRORS": True}, NotFound(), False),
        ({"DEBUG": True}, BadRequestKeyError("x"), True),
        ({"DEBUG": True}, BadRequest(), False),
        ({"DEBUG": True, "TRAP_BAD_REQUEST_ERRORS": False}, BadRequestKeyError("x"), False),
    ],
)
def test_http_exceptions_may_be_trapped(app, raising, config, error, trapped):
    """Then they propagate as any other exception."""
    app.testing = True
    app.config.update(config)
    assert app.trap_http_exception(error) is trapped
    if trapped:
        with pytest.raises(type(error)):
            raising(error)
    else:
        assert raising(error).status_code == error.code


@pytest.mark.parametrize(
    ("config", "shown"),
    [
        ({}, False),
        ({"TRAP_BAD_REQUEST_ERRORS": True}, True),
        ({"DEBUG": True, "TRAP_BAD_REQUEST_ERRORS": False}, True),
    ],
)
def test_the_missing_key_is_told_to_developers_only(app, raising, config, shown):
    """In debug mode, or where such errors are trapped."""
    app.config.update(config)
    error = BadRequestKeyError("the key")
    app.register_error_handler(BadRequestKeyError, lambda error: error.description)
    assert ("the key" in raising(error).text) is shown


def test_a_redirect_that_would_lose_a_form_is_an_error_in_debug_mode(app):
    """Only where the method would not survive it."""
    app.debug = True
    app.add_url_rule("/x/", "view", lambda: "x", methods=["GET", "POST"])
    client = Client(app)
    assert client.post("/x").status_code == 308
    with app.test_request_context("/x", method="POST"):
        request.routing_exception.code = 301
        with pytest.raises(AssertionError, match="canonical URL"):
            app.dispatch_request()
    with app.test_request_context("/x", method="GET"):
        request.routing_exception.code = 301
        with pytest.raises(RequestRedirect):
            app.dispatch_request()
    app.debug = False
    with app.test_request_context("/x", method="POST"):
        request.routing_exception.code = 301
        with pytest.raises(RequestRedirect):
            app.dispatch_request()


# -- unhandled exceptions -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("config", "propagates"),
    [
        ({}, False),
        ({"TESTING": True}, True),
        ({"DEBUG": True}, True),
        ({"TESTING": True, "PROPAGATE_EXCEPTIONS": False}, False),
        ({"DEBUG": True, "PROPAGATE_EXCEPTIONS": False}, False),
        ({"PROPAGATE_EXCEPTIONS": True}, True),
    ],
)
def test_whether_exceptions_propagate_is_configured(app, raising, config, propagates):
    """In testing and debug mode they do, unless told otherwise."""
    app.config.update(config)
    error = Base()
    if propagates:
        with pytest.raises(Base) as caught:
            raising(error)
        assert caught.value is error
        assert caught.traceback[-1].name == "view"
    else:
        assert raising(error).status_code == 500


def test_a_server_error_tells_nothing_to_the_client_and_everything_to_the_log(raising, caplog):
    """Path and method, and the traceback; no control characters."""
    response = raising(Base("a secret"), query_string="x")
    assert response.status_code == 500
    assert "secret" not in response.text
    (record,) = caplog.records
    assert (record.name, record.levelno) == ("bare", logging.ERROR)
    assert record.getMessage() == "Exception on / [GET]"
    assert record.exc_info[0] is Base


def test_a_path_can_not_forge_lines_of_the_log(app, caplog):
    """Line ends in it are escaped."""
    app.before_request(lambda: 1 / 0)
    Client(app).get("/a%0D%0AERROR forged")
    (record,) = caplog.records
    assert len(record.getMessage().splitlines()) == 1
    assert "ERROR forged" in record.getMessage()


def test_the_handler_of_server_errors_sees_the_original(app, raising):
    """An InternalServerError that has it; or nothing, where somebody raised it himself."""
    seen = []

    def handler(error):
        seen.append((type(error), error.original_exception))
        return "sorry", 500

    app.register_error_handler(500, handler)
    error = Base()
    assert raising(error).text == "sorry"
    assert raising(InternalServerError()).text == "sorry"
    assert seen == [(InternalServerError, error), (InternalServerError, None)]


def test_a_blueprint_may_handle_the_server_errors_of_its_views(app):
    """And no others."""
    blueprint = Blueprint("bp", __name__)
    blueprint.add_url_rule("/bp", "view", lambda: 1 / 0)
    blueprint.register_error_handler(500, named("blueprint"))
    app.register_error_handler(500, named("app"))
    app.add_url_rule("/app", "view", lambda: 1 / 0)
    app.register_blueprint(blueprint)
    client = Client(app)
    assert client.get("/bp").text == "blueprint InternalServerError"
    assert client.get("/app").text == "app InternalServerError"


def test_an_error_before_there_is_a_request_is_a_server_error(make_app, caplog):
    """The handler of the application answers, and the log has no path to show."""

    class Site(App):
        def app_context(self):
            raise Base("no context")

    app = make_app(Site)
    app.register_error_handler(500, lambda error: (str(error.original_exception), 500))
    assert Client(app).get("/").text == "no context"
    assert caplog.records[0].getMessage() == "Exception"


def failing(error):
    """A handler that fails."""
    raise LookupError("the handler failed")


@pytest.mark.parametrize(
    "handler", [failing, lambda error: None, lambda error: object(), lambda error: ("x",)]
)
def test_a_handler_of_server_errors_that_fails_loses_no_answer(app, raising, caplog, handler):
    """A plain page is sent, and both failures are logged."""
    app.register_error_handler(500, handler)
    response = raising(Base("the first"))
    assert response.status_code == 500
    assert "Internal Server Error" in response.text
    assert "Base: the first" in caplog.text
    assert "The handler of server errors failed" in caplog.text


@pytest.mark.parametrize("answer", [None, object()])
def test_a_handler_that_answers_nothing_is_a_server_error(app, raising, answer):
    """As a view would be."""
    app.register_error_handler(Base, lambda error: answer)
    assert raising(Base()).status_code == 500


def test_a_handler_that_fails_makes_its_own_error_the_requests(app, raising, caplog):
    """Which another handler does not get."""
    app.register_error_handler(Base, failing)
    app.register_error_handler(LookupError, lambda error: pytest.fail("handlers are for views"))
    assert raising(Base()).status_code == 500
    assert "the handler failed" in caplog.text


class Failing(logging.Handler):
    """A log handler that does not obey its contract."""

    def emit(self, record):
        raise OSError("the disk is full")


def test_a_log_that_fails_loses_no_answer(app, raising, capsys):
    """Nor does it stop what runs at the end of a request; its own failures are shown."""
    handler = Failing()
    torn = []
    app.teardown_request(lambda error: torn.append("first"))
    app.teardown_request(failing)
    app.teardown_appcontext(lambda error: torn.append("context"))
    app.teardown_appcontext(failing)
    app.register_error_handler(500, failing)
    app.logger.addHandler(handler)
    try:
        assert raising(Base()).status_code == 500
        app.view_functions["view"] = lambda: "fine"
        assert Client(app).get("/").text == "fine"
    finally:
        app.logger.removeHandler(handler)
    assert torn == ["first", "context"] * 2
    assert "OSError: the disk is full" in capsys.readouterr().err


def test_log_exception_may_be_overridden(make_app):
    """It gets what ``sys.exc_info()`` returned."""

    class Site(App):
        def log_exception(self, exc_info):
            logged.append(exc_info)

    logged = []
    app = make_app(Site)
    app.add_url_rule("/", "view", lambda: 1 / 0)
    assert Client(app).get("/").status_code == 500
    ((kind, error, traceback),) = logged
    assert kind is type(error) is ZeroDivisionError
    assert traceback is not None


def test_exceptions_may_be_handled_and_logged_by_hand(app, caplog):
    """Outside of an ``except`` block, as some extensions do."""
    error = Base("by hand")
    with app.test_request_context("/x"):
        assert app.handle_exception(error).status_code == 500
    app.log_exception((Base, error, None))
    assert [record.getMessage() for record in caplog.records] == [
        "Exception on /x [GET]",
        "Exception",
    ]
    app.config["PROPAGATE_EXCEPTIONS"] = True
    with app.test_request_context("/x"), pytest.raises(Base) as caught:
        app.handle_exception(error)
    assert caught.value is error


@pytest.mark.parametrize("station", ["handle_exception", "handle_user_exception"])
def test_an_extension_may_take_errors_on_the_object(app, station):
    """With Flask's signature, calling what was there before."""
    original = getattr(app, station)
    seen = []

    def take(error):
        seen.append(error)
        return app.make_response("taken") if isinstance(error, Base) else original(error)

    setattr(app, station, take)

    def view():
        raise Base

    app.add_url_rule("/", "view", view)
    app.add_url_rule("/other", "other", lambda: 1 / 0)
    client = Client(app)
    assert client.get("/").text == "taken"
    assert client.get("/other").status_code == 500
    assert [type(error) for error in seen] == [Base, ZeroDivisionError]


def test_a_plugin_answers_what_no_handler_took(make_app, plugin, caplog):
    """The first answer wins; one that fails is logged, and the next is asked."""

    asked = []

    def make(name, answer):
        def handle_error(ctx, error):
            asked.append((name, type(error).__name__))
            if answer is ZeroDivisionError:
                raise answer
            return answer and f"{answer} {ctx.request.path}"

        return plugin(handle_error, name=name)

    answers = {"a": None, "b": ZeroDivisionError, "c": "c", "d": "d"}
    app = make_app(plugins=[make(*each) for each in answers.items()])
    app.register_error_handler(Base, named("own"))

    def view():
        raise Base

    app.add_url_rule("/own", "own", view)
    app.add_url_rule("/x", "view", lambda: {}["x"])
    client = Client(app)
    assert client.get("/own").text == "own Base"
    assert asked == []
    assert client.get("/x").text == "c /x"
    assert [name for name, _ in asked] == ["a", "b", "c"]
    assert "The hook handle_error failed" in caplog.text
    assert client.get("/nowhere").text == "c /nowhere"
    assert asked[-1] == ("c", "NotFound")


def test_a_plugin_hears_of_failures_before_they_propagate(make_app, plugin, caplog):
    """It is isolated."""

    def request_failed(ctx, error):
        seen.append((ctx.request.path, type(error)))
        raise LookupError("the plugin failed")

    seen = []
    app = make_app(plugins=[plugin(request_failed)])
    app.testing = True
    app.add_url_rule("/x", "view", lambda: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        Client(app).get("/x")
    assert seen == [("/x", ZeroDivisionError)]
    assert "the plugin failed" in caplog.text


def test_an_error_before_the_request_is_current_is_a_server_error(make_app):
    """Where a session can't be opened, say; handlers of the application answer."""
    from costrel_spec import SessionInterface

    class Sessions(SessionInterface):
        def open_session(self, app, request):
            raise Base("no session")

    app = make_app()
    app.session_interface = Sessions()
    app.register_error_handler(500, lambda error: (str(error.original_exception), 500))
    assert Client(app).get("/").text == "no session"
