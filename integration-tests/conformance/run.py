"""Run one suite of suites.toml on Costrel, and compare what passes with what passes on Flask.

Called as ``run.py SUITE FOLDER`` by the Python of an environment that has what the suite needs;
``FOLDER`` keeps the source distributions from one run to the next.
"""

import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tomllib
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

HERE = Path(__file__).parent
DIFFERENCES = HERE.parents[1] / "docs" / "differences.toml"
MOST_DIFFERENCES = 5


@dataclass(frozen=True)
class Suite:
    """One row of the table, which explains the fields."""

    name: str
    version: str
    passes: int
    source: str = ""
    folder: str = "."
    werkzeug: str = ""
    requires: list[str] = field(default_factory=list)
    extensions: list[str] = field(default_factory=list)
    arguments: list[str] = field(default_factory=list)
    fails: list[str] = field(default_factory=list)
    processes: int = 1


@dataclass(frozen=True)
class Run:
    """What came of it: the outcome of each test, and of each process the files behind flask."""

    outcomes: dict[str, str]
    testimonies: list[list[str]]

    def tests(self, outcome: str) -> set[str]:
        """The tests with that outcome."""
        return {test for test, one in self.outcomes.items() if one == outcome}


def find(name: str) -> Suite:
    """The row of that name."""
    table = tomllib.loads((HERE / "suites.toml").read_text("utf-8"))
    return next(Suite(**row) for row in table["suite"] if row["name"] == name)


def unpacked(suite: Suite, kept: Path) -> Path:
    """The source distribution, downloaded once and unpacked anew, for suites write into it."""
    source = suite.source or suite.name
    archives = kept / f"{source}-{suite.version}"
    if not list(archives.glob("*.tar.gz")):
        download = "pip download --quiet --disable-pip-version-check --no-deps --no-binary"
        command = [*download.split(), source, f"{source}=={suite.version}", "--dest", str(archives)]
        subprocess.run([sys.executable, "-m", *command], check=True)
    folder = kept / "unpacked" / suite.name
    shutil.rmtree(folder, ignore_errors=True)
    with tarfile.open(next(archives.glob("*.tar.gz"))) as archive:
        archive.extractall(folder, filter="data")
    return next(folder.iterdir()) / suite.folder


def run(suite: Suite, folder: Path) -> Run:
    """Run pytest there."""
    outcomes, testimonies = folder / "outcomes.json", folder / "testimonies.jsonl"
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("FLASK_")},
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
        "PYTHONPATH": str(HERE / "witness"),
        "CONFORMANCE_OUTCOMES": str(outcomes),
        "CONFORMANCE_TESTIMONIES": str(testimonies),
    }
    plugins = ["-p", "costrel_flask.pytest", "-p", "outcomes"]
    subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-ra", *plugins, *suite.arguments],
        cwd=folder,
        env=environment,
        check=False,  # the outcomes tell
    )
    lines = testimonies.read_text("utf-8").splitlines() if testimonies.exists() else []
    written = json.loads(outcomes.read_text("utf-8")) if outcomes.exists() else {}
    return Run(written, [json.loads(line) for line in lines])


def listed(suite: Suite) -> set[str]:
    """The tests of Flask's own that a listed difference is the reason of."""
    entries = tomllib.loads(DIFFERENCES.read_text("utf-8"))["difference"]
    if suite.name != "flask":
        return set()
    return {test for entry in entries for test in entry.get("conformance", ())}


def complaints(suite: Suite, result: Run) -> list[str]:
    """What is not as it is on Flask."""
    differences, failed, passed = listed(suite), result.tests("failed"), result.tests("passed")
    expected = differences | {
        test for test in result.outcomes if test.rpartition("::")[2] in suite.fails
    }
    found = [f"{test} fails." for test in sorted(failed - expected)]
    found += [f"{test} should fail, but does not." for test in sorted(expected - failed)]
    if len(differences) > MOST_DIFFERENCES:
        found.append(f"{len(differences)} tests are listed as differences, not {MOST_DIFFERENCES}.")
    if len(passed) != suite.passes - len(differences):
        found.append(f"{len(passed)} tests pass, on Flask {suite.passes}.")
    return found + _doubts(suite, result.testimonies)


def _doubts(suite: Suite, testimonies: list[list[str]]) -> list[str]:
    """Whether it was Costrel that the tests ran on, in every process."""
    spec = importlib.util.find_spec("costrel_flask")
    home = str(Path(str(spec and spec.origin)).parent / "flask") + os.sep
    strange = {file for files in testimonies for file in files if not file.startswith(home)}
    found = [f"{file} was a module of flask." for file in sorted(strange)]
    if len(testimonies) < suite.processes:
        found.append(
            f"{len(testimonies)} processes imported flask, at least {suite.processes} should have."
        )
    return found


def main(name: str, kept: str) -> str | None:
    """Run the suite; return what is not as it should be, if anything is."""
    suite = find(name)
    result = run(suite, unpacked(suite, Path(kept).resolve()))
    if found := complaints(suite, result):
        return "\n".join(["", f"{name} on Costrel:", *found])
    python = ".".join(map(str, sys.version_info[:3]))
    print(
        f"{name} {suite.version}: {len(result.tests('passed'))} of {suite.passes} tests pass on"
        f" Costrel, in {len(result.testimonies)} process(es);"
        f" Python {python}, Werkzeug {version('werkzeug')}."
    )
    return None


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
