"""The plugin ``httpx``."""

import subprocess
import sys

import pytest

from costrel_httpx import plugin
from costrel_httpx.client_factory import HttpxClients

pytest_plugins = ["pytester"]


@pytest.mark.alone
def test_it_fills_the_slot() -> None:
    """The same way for every application."""
    assert isinstance(plugin.provide_testing(), HttpxClients)


@pytest.mark.alone
def test_importing_it_does_not_import_what_only_tests_need() -> None:
    """An application in production has it installed, perhaps, and never uses it."""
    code = "import sys, costrel_httpx.plugin; sys.exit('httpx' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_installing_it_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    """The application hands out its clients instead of the default's, and says so."""
    from costrel_core import App
    from costrel_httpx import Client

    monkeypatch.setenv("COSTREL_PLUGINS", "httpx")
    app = App("site")
    assert type(app.test_client()) is Client
    assert app.assembly.provider_name("testing") == "httpx"
    assert type(App("plain", plugins=[]).test_client()) is not Client


def test_the_fixtures_of_costrel_testing_hand_it_out(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They ask the application for a client, whoever makes it."""
    monkeypatch.setenv("COSTREL_PLUGINS", "httpx")
    pytester.makeconftest(
        """
        import pytest
        from costrel_core import App

        @pytest.fixture
        def app():
            app = App("site", static_folder=None)
            app.add_url_rule("/", "index", lambda: {"hello": "you"})
            return app
        """
    )
    pytester.makepyfile(
        """
        import costrel_httpx

        def test_client(client):
            assert isinstance(client, costrel_httpx.Client)
            assert client.get("/").json() == {"hello": "you"}
        """
    )
    result = pytester.runpytest_subprocess("-p", "costrel_testing.pytest")
    result.assert_outcomes(passed=1)
