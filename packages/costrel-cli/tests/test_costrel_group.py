"""The group that knows an application."""

import os
from importlib.metadata import entry_points
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from costrel_cli.brand import Brand
from costrel_cli.costrel_group import CostrelGroup
from costrel_cli.script import ScriptInfo
from costrel_core import App, Blueprint
from costrel_spec import app_context, current_app, has_app_context, hookimpl
from costrel_spec.errors import PluginSetupFailed


def invoke(group: click.Command, *args: str, **options: Any) -> Result:
    """The result of a command."""
    return CliRunner().invoke(group, args, **options)


@pytest.fixture
def app() -> App:
    """An application with a command of each kind."""
    app = App("site")

    @app.cli.command("show")
    @click.option("--times", default=1)
    def show(times: int) -> None:
        """Shows the name."""
        click.echo(" ".join([current_app.name] * times))

    @click.command()
    def plain() -> None:
        click.echo(current_app.name)

    app.cli.add_command(plain)
    return app


@pytest.fixture
def group(app: App) -> CostrelGroup:
    """A group of that application."""
    return CostrelGroup(create_app=lambda: app)


def test_the_applications_commands_run_in_its_context(group) -> None:
    """A command of AppGroup's kind and a plain one of click's alike."""
    assert invoke(group, "show").output == "site\n"
    assert invoke(group, "plain").output == "site\n"


def test_the_help_lists_all_commands(group) -> None:
    """Sorted: the own ones, those that installed distributions bring, and the application's."""
    output = invoke(group, "--help").output
    names = [line.split()[0] for line in output.partition("Commands:")[2].strip().splitlines()]
    own = [command.name for command in CostrelGroup.default_commands]
    assert names == sorted({"plain", "show", *own, *entry_points(group="costrel.commands").names})
    assert "Shows the name." in output


def test_the_own_commands_can_be_left_out() -> None:
    """A tool may want nothing but its own."""
    group = CostrelGroup(add_default_commands=False, add_version_option=False)
    assert group.commands == {}
    assert "--version" not in invoke(group, "--help").output


def test_options_of_commands_can_be_given_in_the_environment(group) -> None:
    """With the prefix, the command's and the option's name."""
    os.environ["COSTREL_SHOW_TIMES"] = "2"
    assert invoke(group, "show").output == "site site\n"


def test_own_parameters_and_settings_are_kept(app) -> None:
    """What click knows can be given as well."""
    group = CostrelGroup(
        create_app=lambda: app,
        params=[click.Option(["--extra"])],
        context_settings={"auto_envvar_prefix": "MINE", "help_option_names": ["-?"]},
        callback=lambda **values: click.echo(values),
    )
    assert invoke(group, "--extra", "x", "show").output == "{'extra': 'x'}\nsite\n"
    os.environ["MINE_EXTRA"] = "y"
    assert invoke(group, "show").output == "{'extra': 'y'}\nsite\n"
    assert "show" in invoke(group, "-?").output


def test_blueprints_bring_commands(app, group) -> None:
    """In a group of their name, of another name, or none."""
    for name, options in {
        "one": {},
        "two": {"cli_group": "other"},
        "three": {"cli_group": None},
    }.items():
        blueprint = Blueprint(name, __name__, **options)
        blueprint.cli.command(f"from-{name}")(lambda: click.echo(current_app.name))
        app.register_blueprint(blueprint)
    assert invoke(group, "one", "from-one").output == "site\n"
    assert invoke(group, "other", "from-two").output == "site\n"
    assert invoke(group, "from-three").output == "site\n"


def test_plugins_of_the_application_bring_commands() -> None:
    """By the hook ``commands``; their set-up comes first."""

    class Plugin:
        @hookimpl
        def commands(self) -> list[click.Command]:
            return [click.Command("plug", callback=lambda: click.echo(current_app.name))]

    app = App("plugged", plugins=[Plugin(), "cli"])
    group = CostrelGroup(create_app=lambda: app)
    assert "plug" in invoke(group, "--help").output
    assert invoke(group, "plug").output == "plugged\n"


def test_an_application_without_this_part_leaves_the_own_commands(project) -> None:
    """``routes`` works without the slot; nothing of the application's is listed."""
    app = App("bare", deny={"cli"})
    app.cli.command("kept")(lambda: None)
    group = CostrelGroup(create_app=lambda: app)
    assert "kept" not in invoke(group, "--help").output
    assert invoke(group, "routes").exit_code == 0
    assert "No such command 'kept'" in invoke(group, "kept").output


def test_installed_distributions_bring_commands(project, app) -> None:
    """By entry points of the brand; they win over own commands."""
    project.distribution("acme-tools", "acme.commands", "hi = acme_hi:hi", "run = acme_hi:hi")
    project.write("acme_hi.py", "import click\n@click.command()\ndef hi():\n    click.echo('hi')\n")
    group = CostrelGroup(create_app=lambda: app, brand=Brand("acme"))
    assert "  hi\n" in invoke(group, "--help").output
    assert invoke(group, "hi").output == "hi\n"
    assert invoke(group, "run").output == "hi\n"
    assert invoke(group, "show").output == "site\n"


def test_a_command_that_another_one_hides_is_noted_in_the_help(project, app) -> None:
    """It could not be run, and nobody would know why; the note names what runs in its place."""
    project.distribution("acme-tools", "acme.commands", "show = acme_hi:hi")
    project.write("acme_hi.py", "import click\n@click.command()\ndef hi():\n    click.echo('hi')\n")
    app.cli.command("run")(lambda: None)
    group = CostrelGroup(create_app=lambda: app, brand=Brand("acme"))
    output = invoke(group, "--help").output
    assert "command 'run' can't be run from here, where 'acme run' is that of the command" in output
    assert (
        "command 'show' can't be run from here, where 'acme show' is that of acme-tools" in output
    )
    assert output.count("Note:") == 2


def test_own_commands_need_no_application() -> None:
    """It is loaded when something needs it."""
    group = CostrelGroup()
    group.command("own", with_appcontext=False)(lambda: click.echo("own"))
    assert invoke(group, "own").output == "own\n"


def test_an_unknown_command_says_that_there_is_no_application() -> None:
    """For that may be the reason why it is unknown."""
    result = invoke(CostrelGroup(), "show")
    assert result.exit_code == 2
    assert "Found no Costrel application" in result.output
    assert "No such command 'show'" in result.output


def test_the_help_is_shown_without_an_application() -> None:
    """With the reason why its commands are missing, once."""
    result = invoke(CostrelGroup(), "--help")
    assert result.exit_code == 0
    assert result.output.count("Found no Costrel application") == 1
    assert "Usage:" in result.output


def test_the_help_is_shown_with_an_application_that_fails(project) -> None:
    """With the traceback, which begins in the user's code."""
    project.write("broken.py", "def create_app():\n    raise ValueError('oh no')\n")
    os.environ["COSTREL_APP"] = "broken"
    result = invoke(CostrelGroup(), "--help")
    assert result.exit_code == 0
    assert "ValueError: oh no" in result.output
    assert "Usage:" in result.output
    assert "costrel_cli" not in result.output


def test_the_help_knows_the_application_that_the_environment_names(project) -> None:
    """Also when it is shown because nothing was asked for, and from an env file."""
    project.write(
        "tools.py",
        """
        from costrel_core import App
        app = App(__name__)
        app.cli.command("special")(lambda: None)
        """,
    )
    project.write(".env", "COSTREL_APP=tools")
    for args in ((), ("--help",), ("--app", "tools", "--help")):
        assert "special" in invoke(CostrelGroup(), *args).output
        assert not has_app_context()


def test_an_error_of_the_application_is_raised_for_a_command(project) -> None:
    """``launch`` shows it, a test sees it."""

    class Broken:
        @hookimpl
        def setup(self) -> None:
            raise ValueError("oh no")

    group = CostrelGroup(create_app=lambda: App("broken", plugins=[Broken()]))
    assert isinstance(invoke(group, "show").exception, PluginSetupFailed)


def test_a_script_that_is_brought_along_is_used(group) -> None:
    """As a test does, or a group around this one."""
    other = App("other")
    other.cli.command("show")(lambda: click.echo(current_app.name))
    script = ScriptInfo(create_app=lambda: other)
    assert invoke(group, "show", obj=script).output == "other\n"
    settled = CostrelGroup(context_settings={"obj": script})
    assert invoke(settled, "show").output == "other\n"


def test_a_context_of_the_same_application_is_kept(app, group) -> None:
    """And one of another application is covered."""
    seen: list[object] = []
    app.cli.command("look", with_appcontext=False)(lambda: seen.append(app_context()))
    with app.app_context() as context:
        invoke(group, "look")
        assert seen.pop() is context
    with App("other").app_context():
        assert invoke(group, "plain").output == "site\n"


def test_a_group_can_be_part_of_another_command(group) -> None:
    """It makes its own script there."""
    outer = click.Group("outer")
    outer.add_command(group, "site")
    assert invoke(outer, "site", "show").output == "site\n"


def test_a_subclass_carries_its_brand_and_its_script_class(app) -> None:
    """That is how a distribution has its own."""

    class AcmeScript(ScriptInfo):
        pass

    class AcmeGroup(CostrelGroup):
        brand = Brand("acme")
        script_class = AcmeScript

    group = AcmeGroup(create_app=lambda: app)

    @group.command(with_appcontext=False)
    @click.pass_obj
    def show_script(script: ScriptInfo) -> None:
        click.echo(f"{type(script).__name__} {script.brand.prefix}")

    assert invoke(group, "show-script").output == "AcmeScript ACME\n"
    assert os.environ["ACME_RUN_FROM_CLI"] == "true"


def test_the_debug_flag_can_be_left_to_the_application(app) -> None:
    """``set_debug_flag=False``: the environment does not touch it."""
    app.debug = True
    app.cli.command("debug")(lambda: click.echo(current_app.debug))
    assert (
        invoke(CostrelGroup(create_app=lambda: app, set_debug_flag=False), "debug").output
        == "True\n"
    )
    assert invoke(CostrelGroup(create_app=lambda: app), "debug").output == "False\n"


def test_a_group_knows_whose_its_commands_are(project) -> None:
    """Those of a distribution come before its own of the same name, and hide them."""
    project.distribution(
        "acme-tools", "acme.commands", "run = acme_tools:run", "hi = acme_tools:hi"
    )
    owners = CostrelGroup(brand=Brand("acme")).owners()
    assert [(owner.kind, owner.distribution) for owner in owners["run"]] == [
        ("plugin", "acme-tools"),
        ("framework", "costrel-cli"),
    ]
    assert [owner.name for owner in owners["hi"]] == ["hi"]
    assert [owner.name for owner in owners["shell"]] == ["cli"]
