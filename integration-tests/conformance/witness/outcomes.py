"""A plugin for pytest that writes what became of each test."""

import json
import os
from pathlib import Path
from typing import Any

outcomes: dict[str, str] = {}


def pytest_runtest_logreport(report: Any) -> None:
    """Note the worst of a test's phases."""
    if report.when == "call" or report.outcome != "passed":
        outcome = "xfailed" if hasattr(report, "wasxfail") else report.outcome
        if outcomes.get(report.nodeid) != "failed":
            outcomes[report.nodeid] = outcome


def pytest_collectreport(report: Any) -> None:
    """Note a file that can't be read."""
    if report.outcome == "failed":
        outcomes[report.nodeid] = "failed"


def pytest_sessionfinish() -> None:
    """Write all of it."""
    Path(os.environ["CONFORMANCE_OUTCOMES"]).write_text(json.dumps(outcomes), encoding="utf-8")
