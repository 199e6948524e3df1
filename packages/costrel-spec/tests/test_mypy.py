"""mypy, with the plugin that knows the hooks."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

api = pytest.importorskip("mypy.api")

SAMPLES = Path(__file__).parent / "mypy_samples"
ERROR = re.compile(r"^(?P<file>[^:]+):(?P<line>\d+): error: (?P<text>.+)$", re.MULTILINE)
CODE = re.compile(r"  \[([a-z-]+)\]$")


def check(folder: Path, *arguments: object, plugin: bool = True) -> list[tuple[int, str]]:
    """Lines and messages of the errors that mypy finds."""
    settings = folder / "mypy.ini"
    plugins = "plugins = costrel_spec.mypy\n" if plugin else ""
    settings.write_text(f"[mypy]\nstrict = true\n{plugins}", encoding="utf-8")
    cache = folder / "cache"
    options = ["--config-file", settings, "--cache-dir", cache, "--no-error-summary"]
    printed, failed, _status = api.run([*map(str, options), *map(str, arguments)])
    assert not failed, failed
    return [(int(match["line"]), match["text"]) for match in ERROR.finditer(printed)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with mypy's cache, which all tests share: the first fills it."""
    return tmp_path_factory.mktemp("mypy")


def test_nothing_is_found_where_all_fits(folder: Path) -> None:
    """Any subset of the arguments, wider arguments, narrower answers, and what can't be known."""
    assert check(folder, SAMPLES / "right.py") == []


def test_each_implementation_that_does_not_fit_is_found(folder: Path) -> None:
    """On the line that is wrong, once, with a code of its own; the message says what would fit."""
    lines = (SAMPLES / "wrong.py").read_text("utf-8").splitlines()
    expected = {
        number: text.partition("# wrong: ")[2]
        for number, text in enumerate(lines, 1)
        if "# wrong: " in text
    }
    found = check(folder, SAMPLES / "wrong.py")
    assert [line for line, _ in found] == sorted(expected)
    for line, text in found:
        assert expected[line] in text
    assert {CODE.findall(text)[0] for _, text in found} == {"costrel-hook"}


def test_errors_stay_found_when_mypy_remembers(folder: Path) -> None:
    """The specifications that a file is compared with come out of the cache as well."""
    first = check(folder, SAMPLES / "wrong.py")
    sample = folder / "touched.py"
    for comment in ("", "# Once more."):
        sample.write_text(f"from wrong import Plugin as Plugin\n{comment}", encoding="utf-8")
        assert check(folder, SAMPLES / "wrong.py", sample) == first


def test_an_error_can_be_ignored_by_its_code(folder: Path) -> None:
    """As any other of mypy's."""
    sample = folder / "ignored.py"
    sample.write_text(
        "from costrel_spec import *\n"
        "@hookimpl\n"
        "def setpu() -> None: ...  # type: ignore[costrel-hook]\n",
        encoding="utf-8",
    )
    assert check(folder, sample) == []


def test_files_of_others_are_left_alone(folder: Path) -> None:
    """Another project's hooks have nothing to do with these."""
    sample = folder / "others.py"
    sample.write_text(
        "import pluggy\n"
        "hookimpl = pluggy.HookimplMarker('tox')\n"
        "@hookimpl\n"
        "def tox_setpu(app: int) -> None: ...\n",
        encoding="utf-8",
    )
    assert check(folder, sample) == []


def test_without_the_plugin_mypy_knows_no_hooks(folder: Path) -> None:
    """A function is as good as any other then: the plugin is what finds these errors."""
    assert check(folder, SAMPLES / "wrong.py", plugin=False) == []


def test_nobody_who_does_not_check_types_needs_mypy() -> None:
    """The package imports it nowhere else."""
    program = "import sys, costrel_spec, costrel_spec.hooks; print('mypy' in sys.modules)"
    command: list[Any] = [sys.executable, "-c", program]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == "False\n"
