"""Where the transcripts differ from Flask's: which listed difference it is, and how exactly.

Two differences show in most transcripts; a rewriting of Flask's lines says what they come to. Each
of the others shows in the scenarios that have a file in ``differences/``, named after the scenario:
its first line names the differences, and the others are the changed lines.
"""

from difflib import unified_diff
from pathlib import Path

FOLDER = Path(__file__).with_name("differences")


def adapters_on_demand(lines: list[str]) -> list[str]:
    """Without the adapter that comes with every application context."""
    kept: list[str] = []
    for line in lines:
        asked = line.startswith(("> create_url_adapter(None)", "< create_url_adapter = None"))
        inside = kept and kept[-1].startswith("> app_context")
        if not (asked and inside):
            kept.append(line)
    return kept


def teardown_made_ready(lines: list[str]) -> list[str]:
    """With the calls of ``ensure_sync`` before all else that a teardown station does."""
    ready: list[str] = []
    place = 0
    moves = False
    for line in lines:
        moves = moves or line.startswith("> ensure_sync(<teardown_")
        if moves:
            ready.insert(place, line)
            place += 1
            moves = not line.startswith("< ensure_sync")
        else:
            ready.append(line)
            place = len(ready) if line.startswith("> do_teardown_") else place
    return ready


REWRITINGS = {"adapters-on-demand": adapters_on_demand, "teardown-made-ready": teardown_made_ready}
"""By the names of the differences."""


def named(scenario: str) -> list[str]:
    """The listed differences that show in a scenario."""
    file = FOLDER / f"{scenario}.diff"
    return file.read_text("utf-8").splitlines()[0].split(", ") if file.exists() else []


def changes(scenario: str) -> list[str]:
    """How the scenario's transcript differs from Flask's."""
    file = FOLDER / f"{scenario}.diff"
    return file.read_text("utf-8").splitlines()[1:] if file.exists() else []


def changed(flasks: list[str], ours: list[str]) -> list[str]:
    """The changed lines, each run of them with a line before and after."""
    lines = list(unified_diff(flasks, ours, lineterm="", n=1))[2:]
    return ["@@" if line.startswith("@@") else line for line in lines]
