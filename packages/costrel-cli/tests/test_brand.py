"""The names of a command line."""

import os

import pytest

from costrel_cli.brand import COSTREL, Brand, brand_of_prefix

pytestmark = pytest.mark.alone


def test_a_brand_follows_from_its_command() -> None:
    """Whoever names only the command gets prefix, title, files and entry points of that name."""
    brand = Brand("acme")
    assert (brand.prefix, brand.title, brand.distribution) == ("ACME", "Acme", "acme")
    assert brand.env_files == (".acmeenv", ".env")
    assert brand.plugins == "acme.commands"
    assert brand.variable("APP") == "ACME_APP"


def test_a_command_with_a_hyphen_has_a_prefix_that_shells_accept() -> None:
    """A hyphen can't be part of a variable's name."""
    assert Brand("acme-web").prefix == "ACME_WEB"


def test_each_name_can_be_chosen() -> None:
    """Nothing derived overrides what was given."""
    brand = Brand("flask", "FL", "Flask", "costrel-flask")
    assert (brand.prefix, brand.title, brand.distribution) == ("FL", "Flask", "costrel-flask")


def test_the_prefix_of_an_application_tells_its_brand() -> None:
    """An application knows its prefix only."""
    assert brand_of_prefix("COSTREL") == COSTREL
    assert brand_of_prefix("ACME") == Brand("acme")


@pytest.mark.parametrize("text", ["1", "true", "yes", "on", "anything"])
def test_a_flag_is_on(text: str) -> None:
    """Whatever is not a no is a yes."""
    os.environ["COSTREL_DEBUG"] = text
    assert COSTREL.flag("DEBUG") is True


@pytest.mark.parametrize("text", ["0", "false", "No", "FALSE"])
def test_a_flag_is_off(text: str) -> None:
    """A no is known in three spellings."""
    os.environ["COSTREL_DEBUG"] = text
    assert COSTREL.flag("DEBUG", default=True) is False


def test_an_empty_or_missing_flag_is_the_default() -> None:
    """An empty variable counts as missing."""
    assert COSTREL.flag("DEBUG") is False
    os.environ["COSTREL_DEBUG"] = ""
    assert COSTREL.flag("DEBUG", default=True) is True
