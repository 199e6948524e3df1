"""The configuration."""

from flask.config import Config, ConfigAttribute


def test_a_configuration_of_ones_own_reads_variables_of_flask(monkeypatch) -> None:
    """Unless told otherwise."""
    monkeypatch.setenv("FLASK_A", "1")
    monkeypatch.setenv("MINE_A", "2")
    config = Config(".")
    assert config.from_prefixed_env()
    assert config["A"] == 1
    assert config.from_prefixed_env("MINE")
    assert config["A"] == 2


def test_an_attribute_can_stand_for_a_key() -> None:
    """Extensions declare them in subclasses of the application."""

    class Thing:
        limit = ConfigAttribute("LIMIT")
        config: dict[str, int] = {}

    thing = Thing()
    thing.limit = 3
    assert thing.config == {"LIMIT": 3}
    assert thing.limit == 3
