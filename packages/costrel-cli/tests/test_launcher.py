"""What a console script does."""

import click
import pytest

from costrel_cli.launcher import launch
from costrel_spec.errors import UnknownPlugin

pytestmark = pytest.mark.alone


def launched(callback) -> int | str | None:
    """The exit code of a command with that callback."""
    command = click.Command("x", callback=callback)
    with pytest.raises(SystemExit) as caught:
        launch(command)
    return caught.value.code


@pytest.fixture(autouse=True)
def no_arguments(monkeypatch) -> None:
    """The command must not see pytest's."""
    monkeypatch.setattr("sys.argv", ["x"])


def test_success_leaves_with_0(capsys) -> None:
    """And prints what the command prints."""
    assert launched(lambda: click.echo("done")) == 0
    assert capsys.readouterr() == ("done\n", "")


def test_a_usage_error_is_clicks() -> None:
    """It leaves with 2."""

    def refuse() -> None:
        raise click.UsageError("no")

    assert launched(refuse) == 2


def test_an_error_of_the_user_is_shown_from_the_users_code_on(capsys) -> None:
    """It leaves with 1."""

    def fail() -> None:
        raise ValueError("oh no")

    assert launched(fail) == 1
    error = capsys.readouterr().err
    assert error.startswith("Traceback")
    assert error.endswith("ValueError: oh no\n")
    assert error.count("File ") == 1


def test_a_failed_boot_is_one_line(capsys) -> None:
    """Its message says all."""

    def fail() -> None:
        raise UnknownPlugin("Nobody knows 'x'.")

    assert launched(fail) == 1
    assert capsys.readouterr().err == "Error: Nobody knows 'x'. [costrel:unknown-plugin]\n"
