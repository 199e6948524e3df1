"""The environment variables that say which plugins an application takes."""

import os

import pytest

from costrel_core.plugins.environment import environment, spelling

pytestmark = pytest.mark.alone


@pytest.fixture(params=["PLUGINS", "SAFE_MODE", "LOCK"])
def name(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """The end of a variable, which is not set."""
    monkeypatch.delenv(f"COSTREL_{request.param}", raising=False)
    return str(request.param)


def test_a_distribution_has_variables_of_its_own(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They stand for the general ones, also if they are set later, and messages spell them."""
    general, own, environ = f"COSTREL_{name}", f"ACME_{name}", environment("ACME")
    assert (general in environ, spelling(environ, general)) == (False, general)
    monkeypatch.setenv(own, "own")
    assert (environ[general], spelling(environ, general)) == ("own", own)
    assert dict(environ) == {**os.environ, general: "own"}
    assert len(environ) == len(os.environ) + 1
    assert general not in environment("OTHER")


def test_who_sets_the_general_variable_means_all(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It wins, if it is only set to nothing."""
    general, environ = f"COSTREL_{name}", environment("ACME")
    monkeypatch.setenv(f"ACME_{name}", "own")
    monkeypatch.setenv(general, "")
    assert (environ[general], spelling(environ, general)) == ("", general)


def test_the_general_prefix_is_the_environment_itself() -> None:
    """Which is what most applications have."""
    assert environment("COSTREL") is os.environ
    assert spelling(os.environ, "COSTREL_LOCK") == "COSTREL_LOCK"
