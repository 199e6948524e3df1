"""What an application is called, where it lives, how it is configured."""

import logging
import os
import subprocess
import sys
from datetime import timedelta
from types import ModuleType, SimpleNamespace

import pytest
from werkzeug.exceptions import Aborter, ImATeapot
from werkzeug.test import Client

from costrel_core import App, Config, abort

pytestmark = pytest.mark.alone


def test_the_name_is_the_import_name(make_app):
    """Which logs and messages show."""
    assert make_app(name="shop.site").name == "shop.site"


@pytest.mark.parametrize(
    ("file", "name"), [("/srv/site.py", "site"), ("wsgi", "wsgi"), (None, "__main__")]
)
def test_a_script_is_named_like_its_file(make_app, monkeypatch, tmp_path, file, name):
    """In a shell there is none."""
    main = ModuleType("__main__")
    main.__file__ = file
    monkeypatch.setitem(sys.modules, "__main__", main)
    assert make_app(name="__main__", instance_path=str(tmp_path)).name == name


def test_a_relative_instance_path_is_refused(make_app):
    """It would move with the working directory; the error shows it."""
    with pytest.raises(ValueError, match=r"must be absolute.*'instance'"):
        make_app(instance_path="instance")


def test_the_instance_path_is_found_or_given(make_app, tmp_path, monkeypatch):
    """A method finds it, which may be overridden."""
    monkeypatch.chdir(tmp_path)
    assert make_app(name="nowhere_at_all").instance_path == str(tmp_path / "instance")
    assert make_app(instance_path=str(tmp_path)).instance_path == str(tmp_path)

    class Elsewhere(App):
        def auto_find_instance_path(self):
            return "/var/elsewhere"

    assert make_app(Elsewhere).instance_path == "/var/elsewhere"


def test_configuration_files_are_beside_the_application_or_in_the_instance(make_app, tmp_path):
    """``instance_relative_config`` says which."""
    inner = tmp_path / "inner"
    assert make_app(instance_path=str(inner)).config.root_path == str(tmp_path)
    app = make_app(instance_path=str(inner), instance_relative_config=True)
    assert app.config.root_path == str(inner)


@pytest.mark.parametrize(("value", "debug"), [(None, False), ("1", True), ("0", False)])
def test_debug_mode_comes_from_the_environment(make_app, monkeypatch, value, debug):
    """COSTREL_DEBUG, read when the application is made."""
    monkeypatch.delenv("COSTREL_DEBUG", raising=False)
    if value is not None:
        monkeypatch.setenv("COSTREL_DEBUG", value)
    app = make_app()
    assert app.debug is debug
    assert app.config["DEBUG"] is debug


def test_a_distribution_has_variables_of_its_own(make_app, monkeypatch):
    """``env_prefix`` is their prefix."""

    class Acme(App):
        env_prefix = "ACME"

    monkeypatch.setenv("ACME_DEBUG", "1")
    assert make_app(Acme).debug is True
    assert make_app().debug is False


def test_debug_mode_is_a_key_of_the_configuration(app):
    """Setting one sets the other."""
    app.debug = True
    assert app.config["DEBUG"] is True
    app.config["DEBUG"] = False
    assert app.debug is False


@pytest.mark.parametrize(("configured", "expected"), [(None, True), (False, False)])
def test_debug_mode_reloads_templates_unless_configured(app, configured, expected):
    """Of an environment that is made already."""
    app.config["TEMPLATES_AUTO_RELOAD"] = configured
    app.jinja_env = SimpleNamespace(auto_reload=False)
    app.debug = True
    assert app.jinja_env.auto_reload is expected


def test_debug_mode_makes_no_environment(app):
    """Where no templates are used none is needed."""
    app.debug = True
    assert "jinja_env" not in vars(app)


@pytest.mark.parametrize(
    ("attribute", "key", "value", "read"),
    [
        ("testing", "TESTING", True, True),
        ("secret_key", "SECRET_KEY", b"k", b"k"),
        ("permanent_session_lifetime", "PERMANENT_SESSION_LIFETIME", 90, timedelta(seconds=90)),
        (
            "permanent_session_lifetime",
            "PERMANENT_SESSION_LIFETIME",
            timedelta(days=2),
            timedelta(days=2),
        ),
    ],
)
def test_some_keys_are_attributes_too(app, attribute, key, value, read):
    """Either way they are written and read."""
    setattr(app, attribute, value)
    assert app.config[key] == value
    assert getattr(app, attribute) == read


def test_the_class_of_the_configuration_can_be_chosen(make_app):
    """And the defaults it begins with."""

    class Loud(Config):
        """A configuration of the test."""

    class Site(App):
        config_class = Loud
        default_config = {**App.default_config, "SECRET_KEY": "default", "OWN": 1}

    config = make_app(Site).config
    assert type(config) is Loud
    assert (config["SECRET_KEY"], config["OWN"], config["MAX_COOKIE_SIZE"]) == ("default", 1, 4093)


def test_no_application_chooses_for_another(make_app):
    """The dict of slots is each one's own, whatever the class of the configuration."""

    class Plain(dict):
        """A configuration without any habits."""

        def __init__(self, root_path, defaults):
            super().__init__(defaults)

    class Site(App):
        config_class = Plain

    first, second = make_app(Site), make_app(Site)
    first.config["SLOTS"]["router"] = "core"
    assert second.config["SLOTS"] == {}
    assert App.default_config["SLOTS"] == {}


def test_the_class_of_the_aborter_can_be_chosen(make_app):
    """``abort`` uses it."""

    class Tea(Aborter):
        def __init__(self):
            super().__init__(extra={999: ImATeapot})

    class Site(App):
        aborter_class = Tea

    app = make_app(Site)
    with app.app_context(), pytest.raises(ImATeapot):
        abort(999)


def test_the_logger_is_named_like_the_application(make_app):
    """It is the standard one of that name, and one object."""
    app = make_app(name="costrel_settings_test")
    assert app.logger is logging.getLogger("costrel_settings_test")
    assert app.logger is app.logger
    app.logger.handlers.clear()


def test_text_of_the_application_is_in_the_locales_encoding(tmp_path):
    """As with ``open``, and as with Flask's applications; a blueprint's is UTF-8."""
    (tmp_path / "note.txt").write_text("x", encoding="ascii")
    program = (
        "from costrel_core import App, Blueprint\n"
        f"root = {str(tmp_path)!r}\n"
        "app = App('x', root_path=root, without=App.parts, plugins=())\n"
        "blueprint = Blueprint('x', 'x', root_path=root)\n"
        "files = [one.open_resource('note.txt', 'r') for one in (app, blueprint)]\n"
        "files.append(open(f'{root}/note.txt'))\n"
        "print(*[file.encoding.lower() for file in files])\n"
    )
    environ = {**os.environ, "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0"}
    ran = subprocess.run(
        [sys.executable, "-X", "utf8=0", "-c", program],
        env=environ,
        capture_output=True,
        text=True,
        check=True,
    )
    of_app, of_blueprint, by_default = ran.stdout.split()
    assert (of_app, of_blueprint) == (by_default, "utf-8")


def test_the_instance_folder_can_be_written(make_app, tmp_path):
    """As bytes, or as text in an encoding."""
    app = make_app(instance_path=str(tmp_path))
    with app.open_instance_resource("data.bin", "wb") as file:
        file.write(b"\0")
    with app.open_instance_resource("data.txt", "w", encoding="utf-16-le") as file:
        file.write("ä")
    with app.open_instance_resource("data.bin") as file:
        assert file.read() == b"\0"
    assert (tmp_path / "data.txt").read_bytes() == "ä".encode("utf-16-le")


def test_the_root_path_is_where_the_module_is(make_app):
    """Unless it is given."""
    app = make_app(name=__name__, root_path=None)
    assert app.root_path == os.path.dirname(os.path.abspath(__file__))
    assert make_app(root_path="/srv").root_path == "/srv"


def test_an_application_can_be_a_key_and_be_referred_to_weakly(app):
    """Signals do both."""
    import weakref

    assert {app: 1}[app] == 1
    assert weakref.ref(app)() is app


def test_extensions_are_a_dict_that_may_be_replaced(app):
    """Some extensions do so."""
    assert app.extensions == {}
    app.extensions = {"mine": 1}
    assert app.extensions["mine"] == 1


@pytest.mark.parametrize("attribute", ["request_class", "response_class"])
def test_request_and_response_classes_may_be_set_late(app, attribute):
    """On the object, after the first request."""
    from werkzeug.test import TestResponse

    app.add_url_rule("/", view_func=lambda: app_and_request(), endpoint="index")
    client = Client(app, response_wrapper=TestResponse)
    client.get("/")
    base = getattr(app, attribute)

    class Own(base):
        """Made by the test."""

    setattr(app, attribute, Own)
    seen = {}

    def app_and_request():
        from costrel_core import make_response, request

        seen["request_class"] = type(request._get_current_object())
        seen["response_class"] = type(make_response("x"))
        return "x"

    client.get("/")
    assert seen[attribute] is Own
