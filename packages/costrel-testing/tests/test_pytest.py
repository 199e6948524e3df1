"""The fixtures, in runs of pytest of their own."""

import pytest

pytest_plugins = ["pytester"]

APP = """
import pytest
from costrel_core import App

def create_app():
    app = App("site", static_folder=None)
    app.add_url_rule("/", "index", lambda: "hello")
    app.cli.command("greet")(lambda: print("hello from a command"))
    return app
"""


@pytest.fixture
def project(pytester: pytest.Pytester) -> pytest.Pytester:
    """A project whose tests use both fixtures."""
    pytester.makepyfile(
        """
        def test_client(client):
            assert client.get("/").text == "hello"

        def test_runner(runner):
            assert "hello from a command" in runner.invoke(args=["greet"]).output
        """
    )
    return pytester


def test_a_project_says_its_application_in_one_line(project: pytest.Pytester) -> None:
    """The rest is there."""
    project.makeconftest(f"{APP}\napp = pytest.fixture(create_app)")
    result = project.runpytest_subprocess("-p", "costrel_testing.pytest")
    result.assert_outcomes(passed=2)


def test_without_an_application_the_remedy_is_shown(project: pytest.Pytester) -> None:
    """And no traceback of ours."""
    result = project.runpytest_subprocess("-p", "costrel_testing.pytest")
    result.assert_outcomes(errors=2)
    result.stdout.fnmatch_lines(["*Define the fixture 'app' in conftest.py*"])
    result.stdout.no_fnmatch_line("*costrel_testing/pytest.py*pytest.fail*")


def test_nothing_is_there_unless_it_is_switched_on(project: pytest.Pytester) -> None:
    """Being installed is not being asked for."""
    project.makeconftest(f"{APP}\napp = pytest.fixture(create_app)")
    result = project.runpytest_subprocess()
    result.assert_outcomes(errors=2)
    result.stdout.fnmatch_lines(["*fixture 'client' not found*"])


def test_a_project_can_replace_each_fixture(project: pytest.Pytester) -> None:
    """Its own wins."""
    project.makeconftest(
        f"""{APP}
app = pytest.fixture(create_app)

@pytest.fixture
def client(client):
    client.environ_base["test"] = 1
    return client
"""
    )
    project.makepyfile(test_own="def test_own(client): assert client.environ_base['test'] == 1")
    result = project.runpytest_subprocess("-p", "costrel_testing.pytest")
    result.assert_outcomes(passed=3)
