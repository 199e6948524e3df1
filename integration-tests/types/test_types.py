"""Users' code is checked as ours is: what is right passes, and what is wrong is found where it is."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent
SAMPLES = sorted((*FOLDER.glob("right/*.py"), *FOLDER.glob("wrong/*.py")))
LINE = re.compile(r"^(?P<file>.+?\.py):(?P<line>\d+): error: ")

Finding = tuple[str, int, str]
"""File, line and message."""


def run(program: str, *arguments: object, folder: Path) -> str:
    """What a checker prints; the test is skipped where it is not installed."""
    if find_spec(program) is None:
        pytest.skip(f"{program} is not installed here; the session 'types' has it")
    command = [sys.executable, "-m", program, *map(str, arguments)]
    ended = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert ended.returncode in {0, 1}, ended.stdout + ended.stderr
    return ended.stdout


def mypy(folder: Path) -> set[Finding]:
    """What ``mypy --strict`` finds."""
    (folder / "mypy.ini").write_text("[mypy]\nstrict = true\n", encoding="utf-8")
    printed = run("mypy", "--no-color-output", *folder.glob("*.py"), folder=folder)
    matches = [(LINE.match(line), line) for line in printed.splitlines()]
    return {(Path(m["file"]).name, int(m["line"]), text) for m, text in matches if m}


def pyright(folder: Path) -> set[Finding]:
    """What pyright finds in strict mode."""
    config = json.dumps({"typeCheckingMode": "strict"})
    (folder / "pyrightconfig.json").write_text(config, encoding="utf-8")
    found = json.loads(
        run("pyright", "--outputjson", "--pythonpath", sys.executable, folder=folder)
    )
    assert found["summary"]["filesAnalyzed"] == len(SAMPLES)
    return {
        (Path(one["file"]).name, one["range"]["start"]["line"] + 1, one["message"])
        for one in found["generalDiagnostics"]
        if one["severity"] == "error"
    }


@pytest.fixture(scope="module", params=[mypy, pyright], ids=["mypy", "pyright"])
def findings(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> set[Finding]:
    """What one checker finds in all samples."""
    # Checked as a user's files are, where this project's settings don't reach.
    folder = tmp_path_factory.mktemp("checked")
    for sample in SAMPLES:
        shutil.copy(sample, folder)
    checker: Callable[[Path], set[Finding]] = request.param
    return checker(folder)


@pytest.mark.slow
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_errors_are_found_exactly_where_the_sample_is_wrong(
    findings: set[Finding], sample: Path
) -> None:
    """Each line that says ``# wrong`` is rejected, and no other."""
    lines = sample.read_text(encoding="utf-8").splitlines()
    wrong = {number for number, text in enumerate(lines, 1) if text.endswith("# wrong")}
    own = sorted(finding for finding in findings if finding[0] == sample.name)
    assert {line for _, line, _ in own} == wrong, own


def test_the_samples_are_what_their_folders_say() -> None:
    """In right/ nothing is marked wrong; in wrong/ every file marks something."""
    for sample in SAMPLES:
        marked = "# wrong\n" in sample.read_text(encoding="utf-8")
        assert marked == (sample.parent.name == "wrong"), sample
    assert len({sample.name for sample in SAMPLES}) == len(SAMPLES)
