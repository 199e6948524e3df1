"""The kit of the slot ``cli``: the default keeps its promises, and who breaks one is found out."""

from pkgutil import resolve_name
from typing import Any

import pytest

from costrel_cli.command_line import ClickCommandLine
from costrel_spec import hookimpl
from costrel_testing.contracts import CommandsContract
from costrel_testing.contracts import commands as kit
from costrel_testing.contracts.commands import CommandPromises
from costrel_testing.contracts.program import ProgramPromises
from costrel_testing.contracts.verdict import BROKEN, judge


class TestDefault(CommandsContract):
    """Commands of click."""


WRONG = {
    "PlainGroups": {
        "test_contexts": "What is current in ['where'] is 'nowhere' and should be 'contract'",
        "test_contexts_end": "The number of ends is 0 and should be 2",
        "test_plugins": "Working outside of application context",
        "test_ways_to_invoke": "What a command of another group prints is 'nowhere'",
    },
    "OneGroup": {"test_groups": "Two groups share their commands"},
    "NamelessGroups": {
        "test_the_group": "app.cli.name is None and should be 'contract'",
        "test_groups": "The names is (None, None) and should be ('one', None)",
    },
    "IgnoresTheApplicationsClass": {
        "test_a_class_of_the_application": "The runner is <costrel_cli.runner.CommandRunner",
    },
    "RaisesErrors": {
        "test_contexts_end": "ZeroDivisionError was raised",
        "test_results": "ZeroDivisionError was raised",
    },
    "FreshContexts": {
        "test_a_context_that_is_there": "g.note after the command is None and should be 'written'",
    },
    "SplitsAtSpaces": {"test_ways_to_invoke": "What \"ask 'a b'\" prints is"},
    "OverwritesVariables": {"test_env_files": "What is set is ['env', 'own', 'env']"},
    "HeadlessTables": {"test_tables": "The table of [('Name', 'Where'), ('first', 'here'), "},
    "WithoutOptions": {"test_help_pages": "['--much', 'How much.'] is missing in 'alone What it"},
}
WRONG_PROGRAMS = {
    "WithoutDebug": {"test_debug": "['--debug', 'who']: exit code 0, output 'one False"},
    "WithTracebacks": {"test_no_application": "['routes']: exit code 1, output '', RuntimeError("},
}


@pytest.mark.parametrize(("wrong", "seen"), WRONG.items(), ids=WRONG)
def test_a_broken_promise_is_named(broken, wrong: str, seen: dict[str, str]) -> None:
    """The one that the command line breaks with what was seen, and no other."""
    found = broken(CommandsContract, f"wrong.command_lines:{wrong}.plugin")
    assert found.keys() == seen.keys(), found
    assert [text for name, text in found.items() if seen[name] not in text] == []


@pytest.mark.parametrize(("wrong", "seen"), WRONG_PROGRAMS.items(), ids=WRONG_PROGRAMS)
def test_a_program_is_watched_as_well(wrong_folder, wrong: str, seen: dict[str, str]) -> None:
    """A subclass names it; its applications have the plugin that was named."""
    contract = resolve_name(f"wrong.command_lines:{wrong}")
    verdicts = judge(contract, "cli")
    found = {each.test: each.seen for each in verdicts if each.outcome == BROKEN}
    assert found.keys() == seen.keys(), found
    assert [text for name, text in found.items() if seen[name] not in text] == []


class Provider:
    """A plugin that no program could load."""

    @hookimpl
    def provide_cli(self) -> Any:
        """The default."""
        return ClickCommandLine()


class TestObject(CommandPromises):
    """Commands of such a plugin keep their promises."""

    plugin = Provider()


class TestProgram(ProgramPromises):
    """Programs are not asked about it."""

    slot = "cli"
    plugin = Provider()

    def test_the_reason(self, request: pytest.FixtureRequest) -> None:
        """It is given."""
        with pytest.raises(pytest.skip.Exception, match="by its name or path only"):
            request.getfixturevalue("project")

    test_named_applications = None  # type: ignore[assignment]
    test_unnamed_applications = None  # type: ignore[assignment]
    test_no_application = None  # type: ignore[assignment]
    test_debug = None  # type: ignore[assignment]
    test_help = None  # type: ignore[assignment]
    test_shell = None  # type: ignore[assignment]
    test_routes = None  # type: ignore[assignment]


def test_env_files_need_python_dotenv(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without it there is nothing to promise."""
    monkeypatch.setattr(kit, "find_spec", lambda name: None)
    with pytest.raises(pytest.skip.Exception, match="python-dotenv is not installed"):
        CommandsContract().test_env_files(None, None, monkeypatch)  # type: ignore[arg-type]
