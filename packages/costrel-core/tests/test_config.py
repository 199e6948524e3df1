"""The configuration is filled as Flask fills it, and says what is wrong with a source."""

import json
import os
import tomllib
from pathlib import Path
from types import SimpleNamespace

import flask
import pytest
from hypothesis import given
from hypothesis import strategies as st

from costrel_core.config import DEFAULTS, Config, ConfigAttribute


@pytest.fixture
def config(tmp_path: Path) -> Config:
    """An empty configuration whose files lie in a temporary folder."""
    return Config(tmp_path)


@pytest.mark.parametrize("key", sorted(set(DEFAULTS) | set(flask.Flask.default_config)))
def test_each_key_has_flasks_default(key):
    """DEFAULTS are Flask's keys and values, and three of our own."""
    own = {"SERVE_IN_SAFE_MODE": False, "SESSION_REQUIRES": (), "SLOTS": {}}
    expected = {**flask.Flask.default_config, **own}
    assert DEFAULTS[key] == expected[key]


def test_applications_share_no_slots():
    """Choosing a slot in one configuration changes neither another one nor the defaults."""
    one, other = Config("", DEFAULTS), Config("", DEFAULTS)
    one["SLOTS"]["templates"] = "mako"
    assert other["SLOTS"] == DEFAULTS["SLOTS"] == {}


def test_upper_case_attributes_of_an_object_are_taken(config):
    """from_object reads instances, classes with what they inherit, modules and import names."""

    class Parent:
        FIRST = 1
        lower = 2

    class Child(Parent):
        SECOND = 2

        @property
        def THIRD(self) -> int:  # noqa: N802
            return 3

    config.from_object(Child())
    assert config == {"FIRST": 1, "SECOND": 2, "THIRD": 3}
    config.clear()
    config.from_object(SimpleNamespace(A=1, b=2))
    config.from_object("os.path")
    assert config["A"] == 1
    assert not [key for key in config if not key.isupper()]


def test_an_import_name_that_leads_nowhere_is_an_import_error(config):
    """from_object passes on what the import says."""
    with pytest.raises(ImportError, match="nowhere"):
        config.from_object("nowhere.to_be_found")


def test_a_python_file_is_run(config, tmp_path):
    """from_pyfile takes the upper-case names; the file knows where it is."""
    (tmp_path / "settings.py").write_text("import os\nA = 1\nb = 2\nWHERE = __file__", "utf-8")
    assert config.from_pyfile("settings.py") is True
    assert config == {"A": 1, "WHERE": str(tmp_path / "settings.py")}


def test_a_python_file_may_declare_its_encoding(config, tmp_path):
    """from_pyfile leaves decoding to Python."""
    (tmp_path / "settings.py").write_bytes("# coding: latin-1\nA = 'é'".encode("latin-1"))
    config.from_pyfile("settings.py")
    assert config["A"] == "é"


@pytest.mark.parametrize("name", ["missing.py", "folder", "file.txt/below.py"])
def test_a_python_file_that_is_missing_is_an_error_unless_silent(config, tmp_path, name):
    """The error is the OSError that it is, and says what the file was wanted for."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "file.txt").touch()
    with pytest.raises(OSError, match=r"Unable to load configuration file \(.+\): ") as caught:
        config.from_pyfile(name)
    assert str(caught.value).endswith(f"{Path(name).name}'")
    assert config.from_pyfile(name, silent=True) is False


def test_silence_covers_only_a_missing_file(config, tmp_path):
    """A loop of links, a fault in the file or a missing import stay errors with silent=True."""
    (tmp_path / "loop.py").symlink_to(tmp_path / "loop.py")
    (tmp_path / "faulty.py").write_text("open('missing')", "utf-8")
    for reading in (
        lambda: config.from_pyfile("loop.py", silent=True),
        lambda: config.from_file("loop.py", json.load, silent=True),
    ):
        with pytest.raises(OSError, match="Unable to load configuration file"):
            reading()
    with pytest.raises(FileNotFoundError) as caught:
        config.from_pyfile("faulty.py", silent=True)
    assert "configuration" not in str(caught.value)


def test_an_environment_variable_names_the_file(config, tmp_path, monkeypatch):
    """from_envvar runs the file that the variable names."""
    (tmp_path / "settings.py").write_text("A = 1", "utf-8")
    monkeypatch.setenv("SETTINGS", "settings.py")
    assert config.from_envvar("SETTINGS") is True
    assert config == {"A": 1}
    monkeypatch.setenv("SETTINGS", "missing.py")
    assert config.from_envvar("SETTINGS", silent=True) is False


@pytest.mark.parametrize("value", [None, ""])
def test_an_unset_environment_variable_is_an_error_unless_silent(config, monkeypatch, value):
    """An empty variable counts as unset."""
    monkeypatch.setattr("os.environ", {} if value is None else {"SETTINGS": value})
    with pytest.raises(RuntimeError, match="'SETTINGS' is not set"):
        config.from_envvar("SETTINGS")
    assert config.from_envvar("SETTINGS", silent=True) is False


def test_any_loader_reads_a_file(config, tmp_path):
    """from_file gives the loader a text or a binary file, and takes upper-case keys."""
    (tmp_path / "a.json").write_text('{"A": "é", "b": 2}', "utf-8")
    (tmp_path / "b.toml").write_text("B = 3", "utf-8")
    assert config.from_file("a.json", load=json.load) is True
    assert config.from_file(tmp_path / "b.toml", load=tomllib.load, text=False) is True
    assert config == {"A": "é", "B": 3}


@pytest.mark.parametrize("name", ["missing.json", "folder"])
def test_a_missing_file_is_an_error_unless_silent(config, tmp_path, name):
    """from_file behaves as from_pyfile does."""
    (tmp_path / "folder").mkdir()
    with pytest.raises(OSError, match="Unable to load configuration file"):
        config.from_file(name, load=json.load)
    assert config.from_file(name, load=json.load, silent=True) is False


def test_a_mapping_gives_its_upper_case_keys(config):
    """Keyword arguments win over the mapping."""
    assert config.from_mapping({"A": 1, "B": 1, "c": 1}, B=2, d=2) is True
    assert config.from_mapping(E=3) is True
    assert config.from_mapping([("F", 4), ("g", 4)]) is True  # pairs do as well, as in Flask
    assert config == {"A": 1, "B": 2, "E": 3, "F": 4}


def test_prefixed_environment_variables_are_values_where_they_can_be(config, monkeypatch):
    """Text that is no JSON stays text; other prefixes are left alone."""
    environment = {
        "COSTREL_A": "1",
        "COSTREL_B": "text",
        "COSTREL_C": '{"x": [true]}',
        "COSTRELLA": "0",
        "FLASK_D": "0.5",
    }
    monkeypatch.setattr("os.environ", environment)
    assert config.from_prefixed_env() is True
    assert config == {"A": 1, "B": "text", "C": {"x": [True]}}
    config.clear()
    config.from_prefixed_env("FLASK", loads=str)
    assert config == {"D": "0.5"}


def test_a_distribution_has_a_prefix_of_its_own(tmp_path, monkeypatch):
    """env_prefix is what from_prefixed_env looks for."""

    class AcmeConfig(Config):
        env_prefix = "ACME"

    monkeypatch.setattr("os.environ", {"ACME_A": "1", "COSTREL_B": "2"})
    config = AcmeConfig(tmp_path)
    config.from_prefixed_env()
    assert config == {"A": 1}


def test_double_underscores_lead_into_dicts(config, monkeypatch):
    """Missing dicts are made, existing ones kept."""
    config["OLD"] = {"kept": 1}
    environment = {
        "COSTREL_OLD__new": "2",
        "COSTREL_SLOTS__templates": "mako",
        "COSTREL_A__b__c": "3",
    }
    monkeypatch.setattr("os.environ", environment)
    config.from_prefixed_env()
    assert config == {
        "OLD": {"kept": 1, "new": 2},
        "SLOTS": {"templates": "mako"},
        "A": {"b": {"c": 3}},
    }


def test_an_item_of_what_is_no_dict_is_refused(config, monkeypatch):
    """The error names the variable and the value in the way."""
    monkeypatch.setattr("os.environ", {"COSTREL_A": "5", "COSTREL_A__b": "1"})
    with pytest.raises(TypeError, match="COSTREL_A__b sets an item of 'A', which is 5"):
        config.from_prefixed_env()


@given(
    st.dictionaries(
        st.from_regex(r"X_[AB](__[ab]){0,2}(_c)?", fullmatch=True),
        st.sampled_from(["1", "x", "{}", "", "null"]),
        max_size=4,
    )
)
def test_prefixed_environments_are_read_as_by_flask(environment):
    """Whatever Flask makes of an environment, Config makes of it, errors included."""
    configs = Config(""), flask.Config("")
    results = []
    kept = dict(os.environ)
    os.environ.update(environment)
    try:
        for config in configs:
            try:
                results.append((config.from_prefixed_env("X"), dict(config)))
            except TypeError:
                results.append(TypeError)
    finally:
        os.environ.clear()
        os.environ.update(kept)
    assert results[0] == results[1]


@pytest.mark.parametrize("lowercase", [True, False])
@pytest.mark.parametrize("trim", [True, False])
def test_a_namespace_is_a_part_of_the_keys(lowercase, trim):
    """Its keys are trimmed and lowered as in Flask."""
    content = {"FOO_A": 1, "FOO_B": 2, "BAR_C": 3, "foo_A": 4}
    config, oracle = Config("", content), flask.Config("", content)
    for namespace in ("FOO_", "BAR", "", "NONE"):
        found = config.get_namespace(namespace, lowercase, trim)
        assert found == oracle.get_namespace(namespace, lowercase, trim)


def test_repr_names_the_class():
    """A configuration shows that it is one."""
    assert repr(Config("", {"A": 1})) == "<Config {'A': 1}>"


def test_an_attribute_stands_for_a_key():
    """ConfigAttribute reads through its converter, writes, and is itself on the class."""

    class Owner:
        testing = ConfigAttribute[bool]("TESTING")
        size = ConfigAttribute("SIZE", get_converter=int)

        def __init__(self) -> None:
            self.config = Config("", {"TESTING": False, "SIZE": "5"})

    owner = Owner()
    owner.testing = True
    assert (owner.config["TESTING"], owner.testing, owner.size) == (True, True, 5)
    assert isinstance(Owner.testing, ConfigAttribute)
    assert Owner.size.__name__ == "SIZE"
