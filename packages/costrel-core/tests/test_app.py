"""The application as a whole: how it is made, and what it offers outside of a server."""

import os

import pytest
from werkzeug.test import Client, EnvironBuilder

from costrel_core import App, current_app, g, request
from costrel_spec.errors import UnknownPlugin

alone = pytest.mark.alone


@alone
def test_the_first_arguments_are_flasks(tmp_path):
    """In Flask's order."""
    app = App(
        "name",
        "/assets",
        "public",
        None,
        False,
        True,
        "pages",
        str(tmp_path / "instance"),
        True,
        str(tmp_path),
        plugins=(),
        without=App.parts,
    )
    assert app.import_name == app.name == "name"
    assert app.static_url_path == "/assets"
    assert app.static_folder == os.path.join(tmp_path, "public")
    assert app.url_map.host_matching is False
    assert app.subdomain_matching is True
    assert app.template_folder == "pages"
    assert app.instance_path == str(tmp_path / "instance")
    assert app.config.root_path == app.instance_path
    assert app.root_path == str(tmp_path)
    assert repr(app) == "<App 'name'>"


@alone
def test_a_name_is_enough(tmp_path, monkeypatch):
    """The rest are defaults; whatever is installed takes part."""
    monkeypatch.chdir(tmp_path)
    app = App("a_name_alone")
    assert app.root_path == str(tmp_path)
    assert (app.static_url_path, app.template_folder) == ("/static", "templates")
    assert app.url_map.host_matching is False
    assert app.subdomain_matching is False
    assert "core" in app.assembly.names


@alone
def test_plugins_are_chosen_by_name():
    """A name that nobody declares is an error; so is a part that is none."""
    with pytest.raises(UnknownPlugin, match="no-such-plugin"):
        App("x", plugins=["no-such-plugin"])
    with pytest.raises(UnknownPlugin, match="no-such-part"):
        App("x", without={"no-such-part"})


@alone
def test_plugins_can_be_denied_and_failures_forgiven(make_app, plugin, caplog):
    """``deny``, ``optional`` and ``required``."""

    def setup(app):
        raise LookupError("on purpose")

    def before_request(ctx):
        return "hooked"

    failing, hooking = plugin(setup, name="failing"), plugin(before_request, name="hooking")
    app = make_app(plugins=[failing, hooking], optional={"failing"}, deny={"hooking"})
    app.add_url_rule("/", "view", lambda: "view")
    assert Client(app).get("/").text == "view"
    assert "failing" in caplog.text


# -- environments and contexts ----------------------------------------------------------------------


@alone
def test_a_builder_makes_environments_of_this_application(app):
    """With its address and its JSON."""
    app.config.update(SERVER_NAME="shop.example", APPLICATION_ROOT="/shop")
    builder = app.environ_builder("/x", json={"b": 1, "a": 2}, method="POST")
    assert isinstance(builder, EnvironBuilder)
    made = builder.get_environ()
    assert (made["HTTP_HOST"], made["SCRIPT_NAME"]) == ("shop.example", "/shop")
    assert made["wsgi.input"].read() == b'{"a": 2, "b": 1}'
    builder.close()


@alone
def test_a_made_up_request_is_a_context(app):
    """It is matched when it is pushed, not when it is made."""
    app.add_url_rule("/x", "x")
    ctx = app.test_request_context("/x?a=b", method="POST", data={"c": "d"})
    assert ctx.request.url_rule is None
    with ctx:
        assert (request.args["a"], request.form["c"]) == ("b", "d")
        assert request.routing_exception.code == 405


@alone
@pytest.mark.parametrize("error", [TypeError, LookupError])
def test_a_made_up_request_leaves_nothing_open(make_app, error):
    """Whether the context can be made or not; nobody waits for the builder to be collected."""
    closed, builders = [], []

    class Builder(EnvironBuilder):
        def close(self):
            closed.append(True)
            super().close()

    class Site(App):
        def environ_builder(self, *args, **kwargs):
            builders.append(Builder(*args, **kwargs))
            return builders[-1]

        def request_context(self, environ):
            if error is LookupError:
                raise error
            return super().request_context(environ)

    app = make_app(Site)
    if error is LookupError:
        with pytest.raises(LookupError):
            app.test_request_context("/")
    else:
        app.test_request_context("/")
    assert closed == [True]


# -- shell ----------------------------------------------------------------------------------------


@alone
def test_a_shell_starts_with_the_application_and_g(app):
    """The proxy, so that each context's own is seen."""
    names = app.make_shell_context()
    assert names["app"] is app
    with app.app_context():
        g.x = 1
        assert names["g"].x == 1
        assert names["g"] is g
    assert set(names) == {"app", "g"}


@alone
def test_names_for_the_shell_come_from_plugins_and_processors(make_app, plugin):
    """What comes later wins; the application's own functions are the last."""

    def shell_context(app):
        return {"app": "plugin", "other": "plugin", "own": "plugin"}

    app = make_app(plugins=[plugin(shell_context)])
    app.shell_context_processor(lambda: {"own": "processor"})
    names = app.make_shell_context()
    assert names["app"] is app
    assert (names["other"], names["own"]) == ("plugin", "processor")


# -- with its parts -------------------------------------------------------------------------------


@pytest.fixture
def whole(tmp_path):
    """An application with all parts."""
    app = App("whole", root_path=str(tmp_path), plugins=())
    app.secret_key = "k"
    return app


def test_a_test_client_sends_requests(whole):
    """With cookies, or without; of the application's own class."""
    from costrel_core import session

    whole.add_url_rule("/write", "write", lambda: session.update(x=1) or "x")
    whole.add_url_rule("/read", "read", lambda: str(session.get("x")))
    client = whole.test_client()
    client.get("/write")
    assert client.get("/read").text == "1"
    forgetful = whole.test_client(use_cookies=False)
    forgetful.get("/write")
    assert forgetful.get("/read").text == "None"

    class Own(type(client)):
        """The client of the test."""

    whole.test_client_class = Own
    assert type(whole.test_client()) is Own


def test_a_runner_runs_commands(whole):
    """In the application's context."""

    @whole.cli.command("greet")
    def greet():
        import click

        click.echo(f"hello from {current_app.name}")

    result = whole.test_cli_runner().invoke(args=["greet"])
    assert (result.exit_code, result.output) == (0, "hello from whole\n")


@pytest.mark.parametrize("missing", App.parts)
def test_any_part_may_be_missing(tmp_path, missing):
    """The application starts and serves all the same."""
    app = App("partial", root_path=str(tmp_path), plugins=(), without={missing})
    app.add_template_filter(str.upper)
    app.cli.command("work")(lambda: None)
    app.add_url_rule("/", "view", lambda: {"path": request.path})
    answer = Client(app).get("/")
    assert answer.json == {"path": "/"}
    assert missing not in app.assembly.names
