"""The command ``costrel``, as a process."""

import subprocess
import sys

import pytest

from costrel_cli.command import cli


def test_it_is_a_group_of_that_name() -> None:
    """Other tools may add to it."""
    assert cli.name == "costrel"
    assert {"check", "graph", "plugins", "routes", "run", "shell", "why"} <= set(cli.commands)


@pytest.mark.parametrize(
    ("file", "text", "words"),
    [
        ("app.py", "def f(:\n", "SyntaxError"),
        ("app.py", "import nowhere\n", "No module named 'nowhere'"),
        ("app.py", "1 / 0\n", "ZeroDivisionError"),
        ("app.py", "def create_app(config): pass\n", "missing a required argument: 'config'"),
        ("app.py", "def create_app(): raise ValueError('oh no')\n", "ValueError: oh no"),
        ("app.py", "", "Found no Costrel application"),
        ("other.py", "", "--app module:name"),
        ("app.py", "from costrel_core import App\na = App('a')\nb = App('b')\n", "'app:a'"),
        ("app.py", "from costrel_core import App\nApp('a', plugins=['x'])\n", "unknown-plugin"),
    ],
)
def test_an_error_of_the_user_never_shows_our_own_lines(
    project, file: str, text: str, words: str
) -> None:
    """Whatever is wrong with the application, the traceback is the user's or there is none."""
    path = project.write(file, text)
    code, output = project.run("routes")
    assert code in {1, 2}
    assert words in output
    assert "costrel_cli" not in output
    assert "click" not in output
    if "Traceback" in output:
        assert str(path) in output


def test_an_option_of_a_command_is_checked_first(project) -> None:
    """A typing mistake needs no application."""
    code, output = project.run("run", "--prot", "1")
    assert code == 2
    assert "No such option" in output


def test_the_application_can_be_a_factory_with_arguments(project) -> None:
    """The whole form of ``--app``, in a process."""
    project.write(
        "folder/pages.py",
        """
        from costrel_core import App

        def make(name, *, rule):
            app = App(name)
            app.add_url_rule(rule, "index", lambda: "")
            return app
        """,
    )
    code, output = project.run("--app", "folder/pages.py:make('x', rule='/y')", "routes")
    assert code == 0, output
    assert "/y" in output


COMMANDS = """
    import click
    from costrel_core import App

    app = App(__name__)

    @app.cli.command()
    @click.option("--loud", is_flag=True)
    def salute(loud):
        click.echo("hello")
    """


@pytest.mark.parametrize(
    ("shell", "words"),
    [
        ("bash", "complete -o nosort -F _costrel_completion costrel"),
        ("zsh", "#compdef costrel"),
        ("fish", "complete --no-files --command costrel"),
    ],
)
def test_a_shell_gets_its_script(project, shell: str, words: str) -> None:
    """What it evaluates to complete this command from then on."""
    code, output = project.run(_COSTREL_COMPLETE=f"{shell}_source")
    assert code == 0
    assert words in output


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("costrel sa", ["salute"]),
        ("costrel r", ["routes", "run"]),
        ("costrel --app tools sal", ["salute"]),
        ("costrel salute --lo", ["--loud"]),
        ("costrel run --extra", ["--extra-files"]),
    ],
)
def test_a_shell_completes_what_was_typed(project, typed: str, names: list[str]) -> None:
    """The commands of the application too, and their options."""
    project.write("tools.py", COMMANDS)
    variables = {"COMP_WORDS": typed, "COMP_CWORD": str(len(typed.split()) - 1)}
    code, output = project.run(_COSTREL_COMPLETE="bash_complete", COSTREL_APP="tools", **variables)
    assert (code, output.splitlines()) == (0, [f"plain,{name}" for name in names])


def test_variables_come_from_the_files_that_are_named_and_found(project) -> None:
    """What ``--env-file`` names wins over ``.env``, and that over ``.costrelenv``."""
    project.write(
        "tools.py",
        """
        import os
        from costrel_core import App

        app = App(__name__)
        app.cli.command("show")(lambda: print(os.environ["A"], os.environ["B"], os.environ["C"]))
        """,
    )
    project.write(".costrelenv", "COSTREL_APP=tools\nA=weak\nB=weak\nC=weak\n")
    project.write(".env", "A=middle\nB=middle\n")
    project.write("named.env", "A=strong\n")
    assert project.run("-e", "named.env", "show") == (0, "strong middle weak\n")
    assert project.run("-e", "named.env", "show", A="set") == (0, "set middle weak\n")


def test_a_group_is_the_script_of_a_users_application(project) -> None:
    """As ``[project.scripts] wiki = "wiki:cli"`` calls it: the application needs no ``--app``."""
    project.write(
        "wiki.py",
        """
        import click
        from costrel_cli import CostrelGroup
        from costrel_core import App
        from costrel_spec import current_app

        def create_app():
            app = App("wiki")

            @app.cli.command("title")
            def title():
                click.echo(f"The title of {current_app.name}, debug {current_app.debug}")

            return app

        @click.group(cls=CostrelGroup, create_app=create_app)
        def cli():
            "Manages the wiki."
        """,
    )
    script = project.write("wiki_script.py", "import sys\nfrom wiki import cli\nsys.exit(cli())\n")
    command = [sys.executable, str(script)]
    for arguments, words in {
        ("title",): "The title of wiki, debug False",
        ("--debug", "title"): "The title of wiki, debug True",
        ("routes",): "/static/<path:filename>",
        ("--help",): "Manages the wiki.",
    }.items():
        result = subprocess.run(
            [*command, *arguments], cwd=project.folder, capture_output=True, text=True, check=True
        )
        assert words in result.stdout
