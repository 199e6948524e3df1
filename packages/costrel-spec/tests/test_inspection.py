"""What an application tells about itself."""

import json
from dataclasses import asdict

import pytest

from costrel_spec.inspection import Finding, Inspector, Origin, Owner, PluginState

pytestmark = pytest.mark.alone

STAMP = Owner("plugin", "stamp", "acme-stamp", "1.4", "/srv/stamp.py:3")


def test_an_owner_reads_as_part_of_a_sentence() -> None:
    """What is not known is left out."""
    assert str(STAMP) == "plugin 'stamp' (acme-stamp 1.4) at /srv/stamp.py:3"
    assert str(Owner("application", "shop")) == "application 'shop'"


@pytest.mark.parametrize(
    "report",
    [
        Origin("filter", "stamped", STAMP, others=(STAMP,)),
        Finding("two", "Both do.", (STAMP, STAMP), "Take one."),
        PluginState("stamp", None, None, "active", "", True, ("json",), (), 1.5, None, False),
    ],
)
def test_a_report_is_plain_data(report: Origin | Finding | PluginState) -> None:
    """JSON can hold it and gives it back."""
    told = asdict(report)
    assert json.loads(json.dumps(told)) == json.loads(json.dumps(told, default=str))


def test_an_inspector_answers_four_questions() -> None:
    """And says in which mode the application is."""
    assert {"mode", "overview", "why", "check", "graph"} <= set(vars(Inspector))
