"""The option ``--json``."""

import json

import pytest
from click import command
from click.testing import CliRunner

from costrel_cli.commands.json_option import echo_json, json_option
from costrel_spec.inspection import Owner

pytestmark = pytest.mark.alone


@command()
@json_option
def told(as_json: bool) -> None:
    """Print an owner, or that there is none."""
    echo_json([Owner("plugin", "stamp")] if as_json else [])


def test_reports_are_printed_as_a_list_of_objects() -> None:
    """Each with all its fields, empty ones included."""
    (owner,) = json.loads(CliRunner().invoke(told, ["--json"]).output)
    assert owner == {
        "kind": "plugin",
        "name": "stamp",
        "distribution": None,
        "version": None,
        "place": None,
    }
    assert json.loads(CliRunner().invoke(told).output) == []
