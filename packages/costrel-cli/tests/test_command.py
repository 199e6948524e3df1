"""The command ``costrel``, as a process."""

import pytest

from costrel_cli.command import cli


def test_it_is_a_group_of_that_name() -> None:
    """Other tools may add to it."""
    assert cli.name == "costrel"
    assert sorted(cli.commands) == ["routes", "run", "shell"]


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
