"""``costrel conform``: what it prints, and when it fails."""

import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

from costrel_testing import conform
from costrel_testing.conform import conform_command, settings


def run(*arguments: str) -> tuple[int, str]:
    """The exit code and what is printed."""
    result = CliRunner().invoke(conform_command, arguments)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.output


def test_each_promise_is_shown_with_its_outcome() -> None:
    """Under the slot that it belongs to; the last line counts."""
    code, output = run("sessions")
    lines = output.splitlines()
    assert code == 0
    assert lines[0].startswith("sessions (costrel-sessions ")
    assert lines[0].endswith(", the slot 'sessions':")
    assert "  kept            No visitor finds what belongs to another." in lines
    place = lines.index(
        "  not applicable  Encrypted: who reads the cookie, decoded or not, learns nothing of the"
        " content."
    )
    assert lines[place + 1] == "                  these sessions are not encrypted"
    assert output.count("these sessions are not revocable") == 2  # not for each promise in a row
    kept = sum(line.startswith("  kept") for line in lines)
    left = sum(line.startswith("  not applicable") for line in lines)
    assert lines[-1] == f"{kept} kept, 0 broken, {left} not applicable."


def test_signals_have_no_slot() -> None:
    """They are shown by their name."""
    code, output = run("signals", "--distribution", "costrel_core:App")
    assert code == 0
    assert output.partition("\n")[0].endswith(", signals:")


COMPACT = """
from costrel_core.json.provider import DefaultJSONProvider
from costrel_spec import hookimpl


@hookimpl
def provide_json(app):
    if app.config.get("ACME") != [1] or app.config.get("WORD") != "x":
        raise ValueError("ACME must be [1]")
    provider = DefaultJSONProvider(app)
    provider.compact = True
    return provider
"""


def test_a_broken_promise_makes_it_fail(acme) -> None:
    """What was seen is shown below it."""
    acme(COMPACT)
    code, output = run("acme", "--set", "ACME=[1]", "--set", "WORD=x")
    lines = output.splitlines()
    assert code == 1
    assert lines[0] == "acme (acme 1.0), the slot 'json':"
    place = lines.index(
        "  broken          A response is written with indentation in debug mode, also where that"
        " comes on later."
    )
    seen = "                  Debug mode is on, and the response is ['{\"a\":[1,2]}']."
    assert lines[place + 1] == seen
    assert lines[-1].endswith(" kept, 1 broken, 0 not applicable.")


def test_a_plugin_that_no_application_can_take_is_told(acme) -> None:
    """With the reason."""
    acme(COMPACT)
    code, output = run("acme")
    assert code == 1
    assert "No application can be made with the plugin 'acme': " in output
    assert "ACME must be [1]" in output


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("acme",), "No plugin 'acme' is installed. There are: "),
        (("core", "--distribution", "acme_web:Acme"), "No module named 'acme_web'. Name another"),
        (("core", "--distribution", "costrel:Acme"), "--distribution module:Class"),
        (("sessions", "--set", "A"), "'A' is no KEY=VALUE."),
    ],
)
def test_what_stands_in_the_way_is_said(arguments: tuple[str, ...], words: str) -> None:
    """And what to do."""
    code, output = run(*arguments)
    assert code in {1, 2}
    assert words in output


def test_a_plugin_without_a_contract_is_told(acme) -> None:
    """It does something else."""
    acme("from costrel_spec import hookimpl\n@hookimpl\ndef setup(app): ...\n")
    code, output = run("acme")
    assert code == 1
    assert "No contract is about the plugin 'acme'" in output
    assert "[costrel:conform-refused]" in output


def test_a_plugin_that_takes_no_part_is_told(acme, monkeypatch) -> None:
    """With what keeps it out."""
    acme(COMPACT)
    monkeypatch.setenv("COSTREL_SAFE_MODE", "1")
    code, output = run("acme")
    assert code == 1
    assert "The plugin 'acme' takes no part: not selected. COSTREL_SAFE_MODE is on." in output


def test_without_pytest_the_remedy_is_shown(monkeypatch) -> None:
    """It comes with the extra."""
    monkeypatch.setattr(conform, "find_spec", lambda name: None)
    code, output = run("sessions")
    assert code == 1
    assert 'pip install "costrel-testing[pytest]"' in output


def test_a_value_is_json_or_else_text() -> None:
    """As in variables of the environment."""
    assert settings(None, None, ("A=1", "B=b=c", "C=")) == {"A": 1, "B": "b=c", "C": ""}
    assert settings(None, None, ()) == {}
    with pytest.raises(click.BadParameter, match="'A' is no KEY=VALUE"):
        settings(None, None, ("A",))


def test_the_command_is_there_without_an_application() -> None:
    """It is one of the command line itself, and imports pytest when it runs."""
    code = "import sys, costrel_testing.conform; sys.exit('pytest' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
    done = subprocess.run(
        [sys.executable, "-m", "costrel_cli", "conform", "--help"],
        check=True,
        capture_output=True,
        text=True,
    )
    assert "Test an installed PLUGIN for the contracts of the slots that it fills." in done.stdout
