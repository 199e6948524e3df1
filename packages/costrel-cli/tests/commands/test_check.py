"""Looking for mistakes."""

import json

from costrel_cli import cli
from costrel_cli.commands.check import check_command
from costrel_core import App
from costrel_spec import hookimpl


def defective() -> App:
    """An application with a route that nobody reaches."""
    app = App("site", static_folder=None, template_folder=None)
    app.add_url_rule("/a", "first", lambda: "")
    app.add_url_rule("/a", "second", lambda: "")
    return app


def test_a_clean_application_has_no_findings() -> None:
    """The exit code is 0."""
    runner = App("site", static_folder=None).test_cli_runner()
    result = runner.invoke(check_command)
    assert (result.exit_code, result.output) == (0, "Nothing found.\n")
    assert json.loads(runner.invoke(check_command, ["--json"]).output) == []


def test_a_finding_names_both_owners_and_the_remedy() -> None:
    """The exit code is 1, so that a build fails."""
    result = defective().test_cli_runner().invoke(check_command)
    assert result.exit_code == 1
    first, *owners, remedy, empty = result.output.splitlines()
    assert first.startswith("shadowed-route: The route GET /a -> second of the application 'site'")
    assert [owner.startswith("  - application 'site' at ") for owner in owners] == [True, True]
    assert (remedy, empty) == ("  Give one of them another path or other methods.", "")


def test_it_prints_json() -> None:
    """A list of findings; the exit code stays 1."""
    result = defective().test_cli_runner().invoke(check_command, ["--json"])
    assert result.exit_code == 1
    (finding,) = json.loads(result.output)
    assert finding["code"] == "shadowed-route"


class Disk:
    """A plugin that needs room."""

    plugin_name = "disk"

    @hookimpl
    def deploy_checks(self) -> list[str]:
        return ["The disk is full."]


def test_what_speaks_against_deploying_is_said_on_demand() -> None:
    """With the plugin that says it; it makes the exit code 1, too."""
    runner = App("site", static_folder=None, plugins=[Disk]).test_cli_runner()
    assert runner.invoke(check_command).exit_code == 0
    result = runner.invoke(check_command, ["--deploy"])
    assert result.exit_code == 1
    assert "deploy: The disk is full.\n  - plugin 'disk'\n  Change it before" in result.output


def test_a_plugin_whose_deploy_check_fails_is_named(project) -> None:
    """With what it raised, and a build fails."""
    project.write(
        "app.py",
        """
        from costrel_core import App
        from costrel_spec import hookimpl

        class Disk:
            plugin_name = "disk"

            @hookimpl
            def deploy_checks(self):
                raise OSError("no disk")

        app = App("site", plugins=[Disk])
        """,
    )
    code, output = project.run("check", "--deploy")
    assert code == 1
    assert (
        "The plugin 'disk' (given in plugins=) failed: its hook deploy_checks raised OSError"
        in output
    )


def test_commands_of_the_command_line_hide_those_of_the_application() -> None:
    """It knows them where it is run from the command line."""
    app = App("site", static_folder=None)
    app.cli.command("routes")(lambda: None)
    result = app.test_cli_runner().invoke(cli, ["check"])
    assert result.exit_code == 1
    assert "hidden-command: The command 'routes' of the application 'site' can't be run" in (
        result.output
    )


def test_it_works_when_plugins_are_broken(project) -> None:
    """As a process: nothing of the boot stops it."""
    project.write(
        "app.py",
        """
        from costrel_core import App

        def broken():
            raise OSError("no disk")

        app = App("site", plugins=[broken, "nowhere"])
        """,
    )
    code, output = project.run("check")
    assert code == 1
    assert "plugin-import: The plugin 'broken'" in output
    assert "unknown-plugin: plugins= names the plugin 'nowhere'" in output
    for command in (["plugins"], ["graph"], ["why", "slot", "json"]):
        assert project.run(*command)[0] == 0
