"""A run's figures with what they depend on, as JSON."""

import json
import os
import platform
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from figures import Figures, geometric_mean, judged

FILE = Path(__file__).parents[2] / "docs" / "performance.json"
"""The runs that docs/performance.md shows."""


def conditions() -> dict[str, Any]:
    """When and where a run takes place."""
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "python": platform.python_version(),
        "implementation": platform.python_implementation(),
        "system": f"{platform.system()} {platform.machine()}",
        "cpus": os.cpu_count(),
    }


def of_table(rows: Sequence[Figures], rounds: int, frameworks: Iterable[str]) -> dict[str, Any]:
    """The report of a run of the table."""
    met, measured = judged(rows)
    return {
        **conditions(),
        "rounds": rounds,
        "versions": {name: version(name) for name in frameworks},
        "goals_met": met,
        "goals_measured": measured,
        "geometric_mean": geometric_mean(rows),
        "rows": [{**asdict(row), "met": row.met} for row in rows],
    }


def write(path: Path, report: dict[str, Any]) -> None:
    """The report alone, in a file."""
    path.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")


def keep(part: str, report: dict[str, Any]) -> None:
    """The report in the documents, in place of the one of that part and this Python."""
    kept = read()
    minor = "{}.{}".format(*sys.version_info[:2])
    kept.setdefault(part, {})[minor] = report
    write(FILE, kept)


def read() -> dict[str, dict[str, dict[str, Any]]]:
    """The reports in the documents, by part and by Python."""
    if not FILE.exists():
        return {}
    found: dict[str, dict[str, dict[str, Any]]] = json.loads(FILE.read_text(encoding="utf-8"))
    return found
