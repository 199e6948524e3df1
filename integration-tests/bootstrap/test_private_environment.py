"""The sessions start on a machine with nothing but Python, or say what is missing."""

import ast
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FILES = [ROOT / "noxfile.py", *sorted(ROOT.glob(".ci/*.py"))]
MAKE = "import private_environment as it; print(it.interpreter('trial'))"
WITHOUT = """
import sys
from importlib.machinery import ModuleSpec

class Gone:
    def find_spec(self, name, *_):
        return ModuleSpec(name, None) if name == "{module}" else None

sys.meta_path.insert(0, Gone())
"""
OLD_VERSION = """
import sys
sys.version_info = (3, 10, 4, "final", 0)
sys.argv = ["noxfile.py", "-s", "demo", "--", "--check"]
import private_nox
private_nox.check_version("a folder/noxfile.py")
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The start-up files in a checkout of their own, with a space in its path."""
    folder = tmp_path / "a checkout" / ".ci"
    folder.mkdir(parents=True)
    for file in ROOT.glob(".ci/*.py"):
        shutil.copy(file, folder)
    return folder


def start(code: str, folder: Path) -> "subprocess.Popen[str]":
    """A Python that runs the code beside the start-up files, and has not ended yet."""
    pipe = subprocess.PIPE
    return subprocess.Popen(
        [sys.executable, "-c", code], cwd=folder, stdout=pipe, stderr=pipe, encoding="utf-8"
    )


def outcome(process: "subprocess.Popen[str]") -> tuple[int, str, str]:
    """The exit code of a process, and what it printed and complained about."""
    out, err = process.communicate(timeout=120)
    return process.returncode, out.strip(), err


@pytest.mark.parametrize("file", FILES, ids=lambda path: path.name)
def test_an_old_python_can_read_the_files_that_tell_it_so(file: Path) -> None:
    """Python 3.6 finds no syntax that it does not know."""
    ast.parse(file.read_text("utf-8"), feature_version=(3, 6))


def test_an_old_python_is_told_which_one_to_use(folder: Path) -> None:
    """The message has the versions and a command that works."""
    code, _, message = outcome(start(OLD_VERSION, folder))
    assert code == 1
    assert "needs Python 3.11 or newer; this is Python 3.10.4" in message
    assert "'a folder/noxfile.py' -s demo -- --check" in message


def test_a_half_made_environment_is_made_again(folder: Path) -> None:
    """Without the stamp that is written last, what is there is not trusted."""
    code, python, said = outcome(start(MAKE, folder))
    assert (code, "making" in said) == (0, True)
    stamp = Path(python).parents[1] / "complete.txt"
    rest = stamp.with_name("rest of an interrupted start")
    rest.touch()
    assert "making" not in outcome(start(MAKE, folder))[2]
    assert rest.exists()

    stamp.unlink()
    assert "making" in outcome(start(MAKE, folder))[2]
    assert not rest.exists()
    assert Path(python).exists()


def test_two_processes_make_one_environment(folder: Path) -> None:
    """The second one waits for the first, and uses what that made."""
    both = [outcome(one) for one in [start(MAKE, folder), start(MAKE, folder)]]
    assert [code for code, _, _ in both] == [0, 0]
    assert both[0][1] == both[1][1]
    assert sum("making .costrel/" in said and "(once)" in said for _, _, said in both) == 1


@pytest.mark.parametrize("module", ["venv", "ensurepip"])
def test_a_python_without_venv_names_the_system_package(folder: Path, module: str) -> None:
    """Debian's Python comes without it; nothing half-made stays behind."""
    code, _, message = outcome(start(WITHOUT.format(module=module) + MAKE, folder))
    assert code == 1
    assert f"its module '{module}' is not installed" in message
    assert "apt-get install python3-venv" in message
    assert not list(folder.parent.glob(".costrel/*/"))


def test_a_failed_installation_says_so_and_is_not_trusted(folder: Path) -> None:
    """The next start begins again."""
    failing = MAKE.replace("'trial'", "'trial', ['--no-index', 'a-package-that-is-nowhere']")
    code, _, message = outcome(start(failing, folder))
    assert code == 1
    assert "pip could not install what is needed" in message
    assert not list(folder.parent.glob(".costrel/*/complete.txt"))
