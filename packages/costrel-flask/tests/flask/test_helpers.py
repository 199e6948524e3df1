"""Functions that differ from Costrel's in their names only."""

import pytest
from flask.helpers import _split_blueprint_path, get_debug_flag, get_load_dotenv


@pytest.mark.parametrize(("value", "on"), [("", False), ("0", False), ("no", False), ("1", True)])
def test_debug_mode_is_a_variable_of_flask(value, on, monkeypatch) -> None:
    """Read at each call."""
    monkeypatch.setenv("FLASK_DEBUG", value)
    assert get_debug_flag() is on


def test_env_files_are_skipped_if_flask_is_told(monkeypatch) -> None:
    """Else the default holds."""
    monkeypatch.delenv("FLASK_SKIP_DOTENV", raising=False)
    assert get_load_dotenv()
    assert not get_load_dotenv(False)
    monkeypatch.setenv("FLASK_SKIP_DOTENV", "1")
    assert not get_load_dotenv()


def test_the_blueprints_in_a_name_are_listed_innermost_first() -> None:
    """Of a blueprint's name, not of an endpoint."""
    assert _split_blueprint_path("outer.inner") == ["outer.inner", "outer"]
    assert _split_blueprint_path("only") == ["only"]
