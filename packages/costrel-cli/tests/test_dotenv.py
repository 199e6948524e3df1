"""Variables from env files."""

import os
import sys

import pytest

from costrel_cli.brand import COSTREL, Brand
from costrel_cli.dotenv import load_dotenv, wants_env_files


def test_the_files_of_the_folder_are_read_and_dotenv_wins(project) -> None:
    """``.costrelenv`` is for the project, ``.env`` for the machine."""
    project.write(".costrelenv", "COSTREL_A=brand\nCOSTREL_B=brand\n")
    project.write(".env", "COSTREL_B=env\nCOSTREL_C=ä\nCOSTREL_EMPTY\n")
    assert load_dotenv() is True
    assert os.environ["COSTREL_A"] == "brand"
    assert os.environ["COSTREL_B"] == "env"
    assert os.environ["COSTREL_C"] == "ä"
    assert "COSTREL_EMPTY" not in os.environ


def test_the_environment_wins_over_every_file(project) -> None:
    """What is set already stays."""
    os.environ["COSTREL_A"] = "set"
    project.write(".env", "COSTREL_A=env\n")
    assert load_dotenv() is True
    assert os.environ["COSTREL_A"] == "set"


def test_files_are_looked_for_upwards(project, monkeypatch) -> None:
    """A command may be run from inside the project."""
    project.write(".env", "COSTREL_A=above\n")
    monkeypatch.chdir(project.write("inner/x", "").parent)
    assert load_dotenv() is True
    assert os.environ["COSTREL_A"] == "above"


def test_a_named_file_wins_over_the_files_of_the_folder(project) -> None:
    """``--env-file`` was asked for explicitly."""
    project.write(".env", "COSTREL_A=env\nCOSTREL_B=env\n")
    named = project.write("other", "COSTREL_A=other\n")
    assert load_dotenv(named) is True
    assert (os.environ["COSTREL_A"], os.environ["COSTREL_B"]) == ("other", "env")


def test_the_default_files_can_be_left_alone(project) -> None:
    """Only the named file counts then."""
    project.write(".env", "COSTREL_A=env\n")
    named = project.write("other", "COSTREL_B=other\n")
    assert load_dotenv(named, load_defaults=False) is True
    assert "COSTREL_A" not in os.environ
    assert os.environ["COSTREL_B"] == "other"


def test_no_files_are_no_error(project) -> None:
    """Neither a missing named file is; the option itself checks that it exists."""
    assert load_dotenv() is False
    assert load_dotenv("missing") is False


def test_a_brand_has_its_own_file(project) -> None:
    """Another distribution's file is not read."""
    project.write(".costrelenv", "COSTREL_A=x\n")
    project.write(".acmeenv", "ACME_A=x\n")
    assert load_dotenv(brand=Brand("acme")) is True
    assert "COSTREL_A" not in os.environ
    assert os.environ["ACME_A"] == "x"


@pytest.mark.alone
def test_without_the_library_a_tip_names_the_files(project, monkeypatch, capsys) -> None:
    """Nothing is read, and nobody is left to wonder why."""
    monkeypatch.setitem(sys.modules, "dotenv", None)
    assert load_dotenv() is False
    assert capsys.readouterr().err == ""
    project.write(".env", "COSTREL_A=env\n")
    assert load_dotenv() is False
    assert "Tip: .env is not read. Install python-dotenv" in capsys.readouterr().err
    assert load_dotenv(project.write("mine", "A=1"), load_defaults=False) is False
    assert "mine is not read" in capsys.readouterr().err
    assert "COSTREL_A" not in os.environ


@pytest.mark.alone
def test_a_variable_switches_reading_off_and_on() -> None:
    """``COSTREL_SKIP_DOTENV`` decides, and the caller where it is missing."""
    assert wants_env_files(True)
    assert not wants_env_files(False)
    os.environ["COSTREL_SKIP_DOTENV"] = "1"
    assert not wants_env_files(True)
    os.environ["COSTREL_SKIP_DOTENV"] = "0"
    assert wants_env_files(False, COSTREL)
