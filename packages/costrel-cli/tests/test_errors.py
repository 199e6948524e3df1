"""Errors of the command line."""

import click
import pytest

from costrel_cli.errors import AddressRefused, NoAppException, NothingThere

pytestmark = pytest.mark.alone


def test_a_missing_application_is_a_usage_error_with_a_code() -> None:
    """click shows it without a traceback and exits with 2."""
    error = NoAppException("Found none.")
    assert isinstance(error, click.UsageError)
    assert error.format_message() == "Found none. [costrel:no-app]"
    assert error.exit_code == 2


def test_a_refused_address_exits_with_1_and_has_a_code() -> None:
    """It is no error in the usage: the same call may work later."""
    error = AddressRefused("Port 1 is taken.")
    assert error.format_message() == "Port 1 is taken. [costrel:address-refused]"
    assert error.exit_code == 1


def test_what_does_not_exist_exits_with_1_and_has_a_code() -> None:
    """The command was used rightly."""
    error = NothingThere("There is no filter.")
    assert error.format_message() == "There is no filter. [costrel:nothing-there]"
    assert error.exit_code == 1
