"""The file ``costrel_flask.pth``, which Python reads when it starts."""

ASK = "import sys; print('costrel_flask' in sys.modules); import flask; print(flask.__file__)"


def test_without_the_variable_nothing_is_imported(python, flask_folder) -> None:
    """Who does not use it has Flask, and pays nothing."""
    done = python("-c", ASK, PYTHONPATH=flask_folder)
    assert done.stdout.startswith("False\nFlask itself\n")


def test_with_the_variable_flask_is_ours_from_the_start(python, flask_folder) -> None:
    """In every Python below, however it is started."""
    done = python("-c", ASK, PYTHONPATH=flask_folder, COSTREL_FLASK="1")
    assert done.stdout.startswith("True\n"), done.stderr
    assert "costrel_flask" in done.stdout, done.stderr


def test_a_child_of_who_installed_it_has_it(python, flask_folder) -> None:
    """Extensions start the command as a process of its own."""
    code = """
import subprocess, sys, costrel_flask
costrel_flask.install()
print(subprocess.check_output([sys.executable, "-c", "import flask; print(flask.__file__)"], text=True))
"""
    done = python("-c", code, PYTHONPATH=flask_folder)
    assert "costrel_flask" in done.stdout, done.stderr
