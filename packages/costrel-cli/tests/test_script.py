"""The application of one invocation."""

import os

import click
import pytest

from costrel_cli.brand import Brand
from costrel_cli.errors import NoAppException
from costrel_cli.script import ScriptInfo, mark_as_running
from costrel_core import App
from costrel_spec import hookimpl


def test_an_application_is_loaded_once(project) -> None:
    """Every command of an invocation sees the same one."""
    project.app("site_app.py")
    script = ScriptInfo("site_app.py:app")
    assert script.load_app() is script.load_app()
    assert script.load_app().import_name == "site_app"


def test_the_name_after_the_colon_may_be_left_out(project) -> None:
    """The usual rules of discovery apply then."""
    project.app("site_app.py")
    assert ScriptInfo("site_app").load_app().import_name == "site_app"


def test_an_absolute_path_with_a_drive_is_no_name(project) -> None:
    """Only a colon that no slash follows ends the path."""
    path = project.app("site_app.py")
    assert ScriptInfo(f"{path}:app").load_app().import_name == "site_app"
    with pytest.raises(NoAppException, match="Could not import 'app'"):
        ScriptInfo("C:/nowhere/app.py").load_app()


def test_a_factory_is_called_instead_of_looking_for_a_module() -> None:
    """A command of one's own brings its application."""
    app = App("made")
    assert ScriptInfo(create_app=lambda: app).load_app() is app


@pytest.mark.parametrize(
    ("files", "wanted"),
    [(["app.py"], "app"), (["wsgi.py"], "wsgi"), (["app.py", "wsgi.py"], "wsgi")],
)
def test_default_files_are_tried_in_order(project, files: list[str], wanted: str) -> None:
    """``wsgi.py`` comes before ``app.py``."""
    for file in files:
        project.app(file)
    assert ScriptInfo().load_app().import_name == wanted


def test_no_application_is_an_error_that_lists_what_can_be_done(project) -> None:
    """In the words of the brand."""
    with pytest.raises(NoAppException, match=r"'acme --app module:name' or in ACME_APP.*wsgi\.py"):
        ScriptInfo(brand=Brand("acme")).load_app()


def test_no_application_is_an_error_in_the_words_that_were_typed(project) -> None:
    """``python -m`` works where the command is not on the path."""
    with (
        click.Context(click.Command("run"), info_name="python -m acme"),
        pytest.raises(NoAppException, match="with 'python -m acme --app module:name'"),
    ):
        ScriptInfo().load_app()


def test_the_debug_flag_follows_the_environment() -> None:
    """Unless whoever makes the script says no."""
    app = App("flags")
    os.environ["COSTREL_DEBUG"] = "1"
    assert ScriptInfo(create_app=lambda: app).load_app().debug is True
    os.environ["COSTREL_DEBUG"] = "0"
    assert ScriptInfo(create_app=lambda: app, set_debug_flag=False).load_app().debug is True
    assert ScriptInfo(create_app=lambda: app).load_app().debug is False


def test_the_brand_says_which_variable_holds_the_debug_flag() -> None:
    """A distribution has its own."""
    os.environ["ACME_DEBUG"] = "1"
    script = ScriptInfo(create_app=lambda: App("acme"), brand=Brand("acme"))
    assert script.load_app().debug is True


def test_plugins_are_set_up_with_the_application() -> None:
    """Commands see the routes and the configuration that plugins bring."""

    class Plugin:
        @hookimpl
        def setup(self, app: App) -> None:
            app.add_url_rule("/plugin", "plugin", lambda: "")

    app = App("plugged", plugins=[Plugin()])
    assert "plugin" not in app.view_functions
    assert "plugin" in ScriptInfo(create_app=lambda: app).load_app().view_functions


def test_commands_keep_their_own_data() -> None:
    """``data`` belongs to one script."""
    script = ScriptInfo()
    script.data["key"] = 1
    assert ScriptInfo().data == {}


def test_a_running_command_is_told_to_the_application() -> None:
    """``app.run()`` in the user's file looks at this variable."""
    mark_as_running(Brand("acme"))
    assert os.environ["ACME_RUN_FROM_CLI"] == "true"
