"""The application, as extensions take hold of it."""

import gc
import warnings
import weakref

import flask
import pytest
from flask.app import App
from flask.sansio.app import App as SansioApp
from flask.sansio.scaffold import Scaffold
from werkzeug.local import LocalProxy
from werkzeug.wrappers import Response as WerkzeugResponse


@pytest.fixture
def app() -> flask.Flask:
    """An application with one page, that answered a request already: hooks are sealed."""
    app = flask.Flask(__name__)
    app.add_url_rule("/", "index", lambda: "page")
    app.add_url_rule("/fails", "fails", lambda: 1 / 0)
    assert app.test_client().get("/").text == "page"
    return app


# -- what it is called -----------------------------------------------------------------------------


def test_the_class_is_called_as_in_flask(app) -> None:
    """Warnings, reprs, logs and subclasses show it."""
    assert (flask.Flask.__module__, flask.Flask.__name__) == ("flask.app", "Flask")
    assert repr(app) == f"<Flask {__name__!r}>"
    assert app.logger.name == app.import_name == __name__
    assert isinstance(app, App)
    assert App is SansioApp
    assert isinstance(app, Scaffold)


def test_variables_that_choose_plugins_keep_their_names(monkeypatch) -> None:
    """FLASK_PLUGINS may be a key of somebody's configuration, and must choose nothing."""
    monkeypatch.delenv("COSTREL_PLUGINS", raising=False)
    monkeypatch.setenv("FLASK_PLUGINS", "nobody")
    monkeypatch.setenv("FLASK_LOCK", "nowhere")
    assert flask.Flask(__name__).assembly.mode == "normal"


def test_its_switches_are_in_variables_that_begin_with_flask(monkeypatch) -> None:
    """Debug mode, and what ``from_prefixed_env`` reads."""
    monkeypatch.setenv("FLASK_DEBUG", "1")
    monkeypatch.setenv("FLASK_TITLE", '"Pages"')
    app = flask.Flask(__name__)
    assert app.debug
    app.config.from_prefixed_env()
    assert app.config["TITLE"] == "Pages"


def test_a_warning_about_the_host_names_this_module() -> None:
    """Filters that Flask's users have, by module, go on working."""
    app = flask.Flask(__name__, subdomain_matching=True)
    app.config["SERVER_NAME"] = "example.com"
    app.add_url_rule("/", "index", lambda: "page")
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        app.test_client().get("/", base_url="http://elsewhere.org")
        assert len(caught) == 1
        assert caught[0].filename == flask.app.__file__
        warnings.filterwarnings("ignore", "Current server name", UserWarning, "flask.app")
        app.test_client().get("/", base_url="http://elsewhere.org")
    assert len(caught) == 1


def test_an_application_can_be_a_key_and_watched() -> None:
    """Extensions keep what they know of it in weak dictionaries."""
    app = flask.Flask(__name__)
    known = weakref.WeakKeyDictionary({app: 1})
    with app.app_context():
        assert isinstance(flask.current_app, LocalProxy)
        assert known[flask.current_app._get_current_object()] == 1
    del app
    gc.collect()
    assert not known


# -- stations overridden, before and after the first request ----------------------------------------

STATIONS = {
    "wsgi_app": (lambda self, environ, start: WerkzeugResponse("other")(environ, start)),
    "full_dispatch_request": lambda self: self.make_response("other"),
    "preprocess_request": lambda self: "other",
    "dispatch_request": lambda self: "other",
    "make_response": lambda self, rv: flask.Response("other"),
    "process_response": lambda self, response: flask.Response("other"),
    "finalize_request": lambda self, rv, from_error_handler=False: flask.Response("other"),
}


@pytest.mark.parametrize("name", STATIONS)
def test_a_station_of_a_subclass_counts(name) -> None:
    """As a method."""
    app = type("Mine", (flask.Flask,), {name: STATIONS[name]})(__name__)
    app.add_url_rule("/", "index", lambda: "page")
    assert app.test_client().get("/").text == "other"


@pytest.mark.parametrize("name", STATIONS)
def test_a_station_assigned_to_the_instance_counts(name, app) -> None:
    """As Flask-RESTful does, here after the first request."""
    setattr(app, name, STATIONS[name].__get__(app))
    assert app.test_client().get("/").text == "other"


@pytest.mark.parametrize("name", [*STATIONS, "__call__"])
def test_a_patched_class_counts_for_applications_that_serve_already(name, app, monkeypatch) -> None:
    """As tracers do."""
    monkeypatch.setattr(flask.Flask, name, STATIONS[name.replace("__call__", "wsgi_app")])
    assert app.test_client().get("/").text == "other"
    monkeypatch.undo()
    assert app.test_client().get("/").text == "page"


@pytest.mark.parametrize("name", ["handle_exception", "handle_user_exception"])
def test_error_stations_replaced_on_the_instance_get_flasks_arguments(name, app) -> None:
    """The exception, and nothing else."""
    setattr(app, name, lambda error: flask.make_response(type(error).__name__, 500))
    assert app.test_client().get("/fails").text == "ZeroDivisionError"


def test_http_errors_go_through_their_own_station(app) -> None:
    """Replaced on the instance too."""
    app.handle_http_exception = lambda error: f"code {error.code}"
    assert app.test_client().get("/missing").text == "code 404"


def test_a_view_that_is_replaced_is_the_one_that_runs(app) -> None:
    """Extensions wrap views after they were registered."""
    app.view_functions["index"] = lambda: "replaced"
    assert app.test_client().get("/").text == "replaced"


def test_functions_can_be_taken_out_of_the_registries(app) -> None:
    """They are plain dicts of lists, also after the first request."""
    app = flask.Flask(__name__)

    @app.before_request
    def busy():
        return "busy"

    app.add_url_rule("/", "index", lambda: "page")
    client = app.test_client()
    assert client.get("/").text == "busy"
    app.before_request_funcs[None].remove(busy)
    assert client.get("/").text == "page"


def test_contexts_are_of_the_classes_that_the_module_names(app, monkeypatch) -> None:
    """A class that is replaced in ``flask.app`` is used."""

    class Mine(flask.ctx.RequestContext):
        pass

    class MyAppContext(flask.ctx.AppContext):
        pass

    monkeypatch.setattr(flask.app, "RequestContext", Mine)
    monkeypatch.setattr(flask.app, "AppContext", MyAppContext)
    with app.test_request_context():
        assert type(flask.globals.request_ctx._get_current_object()) is Mine
        assert type(flask.globals.app_ctx._get_current_object()) is MyAppContext
    assert app.test_client().get("/").text == "page"


def test_extensions_can_be_assigned() -> None:
    """Several write ``app.extensions = getattr(app, "extensions", {})``."""
    app = flask.Flask(__name__)
    assert app.extensions == {}
    app.extensions = {"mine": 1}
    assert app.extensions["mine"] == 1


def test_first_request_is_known(app) -> None:
    """By the name that Flask gives it."""
    assert app._got_first_request
    assert not flask.Flask(__name__)._got_first_request


def test_signals_are_sent_with_the_application_and_can_be_wrapped(app, monkeypatch) -> None:
    """Tracers wrap ``receivers_for`` of the signals."""
    asked = []
    stock = flask.request_started.receivers_for

    def receivers_for(sender):
        asked.append(sender)
        return stock(sender)

    heard = []
    monkeypatch.setattr(flask.request_started, "receivers_for", receivers_for)
    with flask.request_started.connected_to(lambda sender, **extra: heard.append(sender), app):
        app.test_client().get("/")
    assert heard == asked == [app]
    assert flask.app.request_started is flask.signals.request_started is flask.request_started


# -- the development server --------------------------------------------------------------------------


def test_run_shows_the_banner_that_flask_cli_holds(app, monkeypatch, capsys) -> None:
    """Those who replace it want a server that is silent."""
    monkeypatch.setattr("werkzeug.serving.run_simple", lambda *args, **options: None)
    app.run()
    assert __name__ in capsys.readouterr().out
    monkeypatch.setattr(flask.cli, "show_server_banner", lambda *args: None)
    app.run()
    assert capsys.readouterr().out == ""


def test_run_reads_the_env_files_of_flask(app, monkeypatch) -> None:
    """By what ``load_dotenv`` in ``flask.cli`` is."""
    read = []
    monkeypatch.setattr("werkzeug.serving.run_simple", lambda *args, **options: None)
    monkeypatch.setattr(flask.cli, "load_dotenv", lambda *args: read.append(args) or True)
    app.run()
    assert read == [()]
